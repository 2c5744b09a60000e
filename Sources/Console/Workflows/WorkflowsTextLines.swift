import CoreServices
import Primitives
import TerminalKit

/// The lines of a text over the Workflows pane, and what stands above them.
struct WorkflowsTextLines {
    let content: WorkflowsText.Content
    let state: ConsoleState

    private var width: Int { max(10, state.layout.detail.columns - 4) }
    private var clock: ClockText { ClockText(zone: state.setting.zone) }

    var title: StyledText {
        switch content {
        case .problems:
            return StyledText("Files of workflows that cannot be used", .strong)
        case .dryRun(let workflow, let answer):
            let name = StyledText("dry run of \(DisplayText(untrusted: workflow))", .strong)
            guard case .success(let answer) = answer else { return name }
            return name + StyledText(" on event \(answer.event)", .muted)
        case .attempt(let node, let number):
            guard let (step, attempt) = attempt(node, number) else { return StyledText("attempt \(number)", .strong) }
            return StyledText(DisplayText(untrusted: step.title), .strong)
                + StyledText("  attempt \(attempt.number) of \(step.step?.maximumAttempts ?? number)", .muted)
        }
    }

    var subtitle: StyledText {
        switch content {
        case .problems: return StyledText("they are read again as soon as they are saved", .muted)
        case .dryRun(_, .failure): return StyledText("it could not be made; nothing was sent", .levelWarning)
        case .dryRun: return StyledText("nothing was sent", .statusSuccess)
        case .attempt(let node, let number):
            guard let (_, attempt) = attempt(node, number) else { return StyledText() }
            let duration = Readable.latency(milliseconds: attempt.durationMilliseconds)
            return StyledText("\(clock.full(attempt.startedAt))  took \(duration)", .muted)
        }
    }

    var lines: [StyledText] {
        switch content {
        case .problems: problemLines
        case .dryRun(_, nil): [StyledText("rendering", .muted)]
        case .dryRun(_, .failure(let failure)):
            wrapped(DisplayText(untrusted: failure.reason), .levelError)
        case .dryRun(_, .success(let answer)): dryRunLines(answer.steps)
        case .attempt(let node, let number): attemptLines(node, number)
        }
    }

    private var problemLines: [StyledText] {
        guard !state.workflows.problems.isEmpty else { return [StyledText("every file is fine now", .statusSuccess)] }
        return state.workflows.badFiles.flatMap { file -> [StyledText] in
            let own = state.workflows.problems.filter { $0.file == file }
            return [StyledText(DisplayText(untrusted: file.isEmpty ? "workflows" : file), .title)]
                + own.flatMap { problem -> [StyledText] in
                    let line = problem.line.map { "line \($0)" }
                    let column = problem.column.map { "column \($0)" }
                    let place = [line, column, problem.key].compactMap(\.self).filter { !$0.isEmpty }
                    return wrapped(DisplayText(untrusted: place.joined(separator: ", ")), .muted, indent: 2)
                        + wrapped(DisplayText(untrusted: problem.message), .levelError, indent: 4)
                } + [StyledText()]
        }
    }

    private func dryRunLines(_ steps: [DryRunStep]) -> [StyledText] {
        guard !steps.isEmpty else { return [StyledText("this workflow has no steps", .muted)] }
        return steps.enumerated().flatMap { index, step -> [StyledText] in
            [StyledText("\(index + 1) ", .muted) + StyledText(DisplayText(untrusted: step.title), .title)]
                + body(step.text) + [StyledText()]
        }
    }

    private func attemptLines(_ node: String, _ number: Int) -> [StyledText] {
        guard let (_, attempt) = attempt(node, number) else {
            return [StyledText("this attempt is no longer there", .muted)]
        }
        var lines: [StyledText] = []
        if let failure = attempt.failure {
            lines += wrapped(RunText.failure(failure, isRevealed: state.isRevealed), .statusFailed)
            lines += wrapped(RunText.shown(failure.cause, state.isRevealed), .text)
            lines += wrapped(RunText.shown(failure.remedy, state.isRevealed), .levelInfo) + [StyledText()]
        }
        lines += [StyledText("request", .title)]
        lines += attempt.request.isEmpty ? [StyledText("nothing was sent", .muted)] : body(attempt.request)
        lines += [StyledText(), StyledText("response", .title)]
        lines += attempt.response.isEmpty ? [StyledText("nothing came back", .muted)] : body(attempt.response)
        return lines
    }

    private func attempt(_ node: String, _ number: Int) -> (RunStep, AttemptRow)? {
        guard let step = state.workflows.run?.detail?.steps.first(where: { $0.node == node }),
            let attempt = step.attempts.first(where: { $0.number == number })
        else { return nil }
        return (step, attempt)
    }

    /// A request or a response as it went over the wire.
    private func body(_ text: String) -> [StyledText] {
        let shown = state.isRevealed ? text : PersonalData.maskedJSON(text)
        return DisplayText.lines(untrusted: shown).flatMap { $0.wrapped(to: width) }.map { StyledText($0) }
    }

    private func wrapped(_ text: DisplayText, _ slot: StyleSlot, indent: Int = 0) -> [StyledText] {
        guard !text.isEmpty else { return [] }
        return text.wrapped(to: max(10, width - indent)).map {
            StyledText(DisplayText(" ").repeated(indent)) + StyledText($0, slot)
        }
    }
}
