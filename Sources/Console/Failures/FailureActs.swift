import CoreServices
import Primitives
import TerminalKit

/// What an operator does about failures: each act is asked about first.
struct FailureActs {
    let pane: FailuresUpdate

    func perform(_ command: FailuresCommand, _ state: inout ConsoleState) -> FailuresUpdate.Effects {
        switch command {
        case .readAgain: return pane.refresh(&state)
        case .mark: FailureStepsUpdate(pane: pane).mark(&state)
        case .retry:
            if state.failures.opened == nil { return RetryPlanning(pane: pane).begin(&state) }
            askToRetry(&state)
        case .discard: askToDiscard(&state)
        case .acknowledge: askToAcknowledge(&state)
        case .note: askForNote(&state)
        case .edit: return RequestEditing(pane: pane).begin(&state)
        case .stopOrResume: return BulkProgress(pane: pane).stopOrResume(&state)
        case .showEvent: state.wantedJump = state.failures.currentStep.map { .event(sequence: $0.run.eventSequence) }
        case .showRun: state.wantedJump = state.failures.currentStep.map { .run(id: $0.run.id) }
        case .showDestination:
            let name = state.failures.currentStep?.destination ?? state.failures.currentGroup?.destination
            state.wantedJump = name.map { .destination(name: $0) }
        case .earlierAttempt, .laterAttempt, .includeRisky, .faster, .slower: break
        }
        return []
    }

    /// Does what has been confirmed.
    func confirmed(
        _ question: FailuresQuestion,
        reason: String,
        _ state: inout ConsoleState
    ) -> FailuresUpdate.Effects {
        let services = pane.services
        switch question {
        case .retry(let plan, let pace):
            guard !plan.stepIDs.isEmpty else {
                state.notice = "nothing was retried: \(plan.skipped.first?.reason ?? "there is nothing to retry")"
                return []
            }
            return [
                .run { send in
                    let answer = await Asking.answer { try await services.retry(plan, pace, reason) }
                    if let answer { send(.failures(.bulkBegan(answer))) }
                }
            ]
        case .retryStep(let step):
            return pane.act("it will be tried again now") { try await services.retryStep(step, reason) }
        case .edit(let step, let request, let revision):
            state.failures.draft = nil
            state.failures.change = nil
            return pane.act("kept as revision \(revision + 1), and tried again now") {
                try await services.edit(step, request, revision, reason)
                try await services.retryStep(step, reason)
            }
        case .discard(let selection):
            return pane.act { "discarded \(Readable.count(Int64(try await services.discard(selection, reason))))" }
        case .acknowledge(let group):
            return pane.act("noted: you have seen it") { try await services.acknowledge(group, reason) }
        case .note(let step): return pane.act("noted") { try await services.note(step, reason) }
        }
    }

    // MARK: - Questions

    private func askToRetry(_ state: inout ConsoleState) {
        guard let row = state.failures.currentStep else { return }
        let words = FailureWords(state)
        var lines = subject(row, words)
        lines.append("It goes out at once, with all its attempts.")
        if let risk = row.repetitionRisk {
            let known: DisplayText = row.isAmbiguous ? "It was sent and no answer came: a retry " : "A retry "
            lines.append(StyledText("\(known)\(risk).", .levelWarning))
        }
        let group = state.failures.list.rows.first { $0.id == row.groupID }
        if let hold = group.flatMap({ words.holdSentence($0) }) {
            lines.append(StyledText("But \(hold).", .levelWarning))
        }
        state.overlay = .question(
            Question(
                title: "Retry this one?",
                lines: wrapped(lines, state),
                verb: "retry",
                act: .failures(.retryStep(row.stepID))
            )
        )
    }

    private func askToDiscard(_ state: inout ConsoleState) {
        let words = FailureWords(state)
        var lines: [StyledText]
        let selection: FailureSelection
        let title: DisplayText
        if state.failures.opened == nil, !state.failures.marks.isEmpty {
            let steps = state.failures.marks.sorted()
            selection = .steps(steps)
            title = "Discard \(Readable.count(Int64(steps.count))) marked?"
            lines = []
        } else if state.failures.group != nil || state.failures.opened != nil {
            guard let row = state.failures.currentStep else { return }
            selection = .steps([row.stepID])
            title = "Discard this one?"
            lines = subject(row, words)
        } else {
            guard let group = state.failures.currentGroup else { return }
            selection = .group(group.id)
            title = "Discard all \(Readable.count(Int64(group.dead + group.waiting))) of this kind?"
            lines = [
                StyledText(FailureWords.title(destination: group.destination, operation: group.operation, .unicode))
            ]
        }
        lines.append(StyledText("It will never be sent. The record keeps who decided that, and why.", .levelWarning))
        state.overlay = .question(
            Question(
                title: title,
                lines: wrapped(lines, state),
                verb: "discard",
                needsReason: true,
                act: .failures(.discard(selection))
            )
        )
    }

    private func askToAcknowledge(_ state: inout ConsoleState) {
        guard let group = state.failures.currentGroup else { return }
        var lines = [
            StyledText(FailureWords.title(destination: group.destination, operation: group.operation, .unicode)),
            StyledText("It is marked as seen by you and stands back; nothing is sent or dropped."),
        ]
        if let before = group.acknowledgement {
            lines.append(StyledText("Seen by \(before.by) already: \(before.reason)", .muted))
        }
        state.overlay = .question(
            Question(
                title: "You know of this?",
                lines: wrapped(lines, state),
                verb: "yes",
                reasonLabel: "note",
                act: .failures(.acknowledge(group: group.id))
            )
        )
    }

    private func askForNote(_ state: inout ConsoleState) {
        guard let row = state.failures.currentStep else { return }
        state.overlay = .question(
            Question(
                title: "Note on this one",
                lines: wrapped(subject(row, FailureWords(state)), state),
                verb: "keep it",
                needsReason: true,
                reasonLabel: "note",
                act: .failures(.note(step: row.stepID))
            )
        )
    }

    private func subject(_ row: FailureRow, _ words: FailureWords) -> [StyledText] {
        let title = FailureWords.title(destination: row.destination, operation: row.operation, .unicode)
        return [StyledText("\(title) for \(words.person(row))", .strong)]
    }

    private func wrapped(_ lines: [StyledText], _ state: ConsoleState) -> [StyledText] {
        lines.flatMap { $0.wrapped(to: QuestionRoom(state).columns) }
    }
}

/// How much a question has room for.
struct QuestionRoom {
    let columns: Int
    /// Lines above the reason, a notice and the keys.
    let rows: Int

    init(_ state: ConsoleState) {
        columns = max(8, min(80, state.size.columns - 6))
        rows = max(1, state.size.rows - 5)
    }
}

extension StyledText {
    /// The text over as many lines as it takes, each as the first piece of it looks.
    func wrapped(to columns: Int) -> [StyledText] {
        guard width > columns else { return [self] }
        let slot = spans.first?.slot ?? .text
        return text.wrapped(to: max(1, columns)).map { StyledText($0, slot) }
    }
}
