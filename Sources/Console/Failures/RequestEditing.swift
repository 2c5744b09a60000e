import CoreServices
import Primitives
import TerminalKit

extension KeyContext {
    static let requestChange: KeyContext = "request change"
}

/// How a request is changed in an editor, and the change asked about; the request as it was is kept.
struct RequestEditing {
    let pane: FailuresUpdate

    /// Opens the editor on the request, or on what was typed before and could not be used.
    func begin(_ state: inout ConsoleState) -> FailuresUpdate.Effects {
        guard let opened = state.failures.opened, let request = opened.detail?.request else {
            state.notice = "there is no request to edit: it could not be made from what the event holds"
            return []
        }
        let step = opened.step
        let draft = state.failures.draft
        let text = draft?.step == step ? draft?.text ?? request.text : request.text
        let services = pane.services
        return [.foreground { .failures(.edited(step: step, services.editText(text))) }]
    }

    /// Takes what came back from the editor.
    func take(_ answer: Result<String?, QueryFailure>, of step: Int64, _ state: inout ConsoleState) {
        guard let detail = state.failures.opened?.detail, state.failures.opened?.step == step,
            let old = detail.request
        else { return }
        switch answer {
        case .failure(let failure): state.notice = DisplayText(untrusted: failure.reason)
        case .success(nil): state.notice = "the edit was given up; nothing was changed"
        case .success(let text?): take(text, of: step, old: old, revision: detail.row.step.revision, &state)
        }
    }

    private func take(
        _ text: String,
        of step: Int64,
        old: RenderedRequest,
        revision: Int,
        _ state: inout ConsoleState
    ) {
        // Editors end a file with a line end, whether there was one or not.
        let text = text.hasSuffix("\n") && !old.text.hasSuffix("\n") ? String(text.dropLast()) : text
        do throws(RequestTextError) {
            let new = try RenderedRequest(text: text)
            guard new != old else {
                state.failures.draft = nil
                state.notice = "nothing was changed, so nothing is done"
                return
            }
            state.failures.draft = FailureDraft(step: step, text: text)
            state.failures.change = FailureChange(
                step: step,
                revision: revision,
                from: old,
                to: new,
                room: QuestionRoom(state).columns,
                isRevealed: state.isRevealed
            )
            ask(keeping: nil, &state)
        } catch {
            state.failures.draft = FailureDraft(step: step, text: text, problem: error)
            state.notice = "not sent, \(error.description); E opens your text again"
        }
    }

    private func ask(keeping before: Question?, _ state: inout ConsoleState) {
        guard let change = state.failures.change else { return }
        let rows = visibleRows(state)
        var lines = Array(change.lines.dropFirst(change.first).prefix(rows))
        if change.lines.count > rows {
            let last = change.first + lines.count
            lines.append(
                StyledText("lines \(change.first + 1) to \(last) of \(change.lines.count), j and k move", .muted)
            )
        }
        lines.append(StyledText("The original is kept.", .muted))
        var question = Question(
            title: "Retry as revision \(change.revision + 1)?",
            lines: lines,
            verb: "send",
            contexts: [.requestChange],
            act: .failures(.edit(step: change.step, change.request, revision: change.revision))
        )
        if let reason = before?.reason { question.reason = reason }
        state.overlay = .question(question)
    }

    private func visibleRows(_ state: ConsoleState) -> Int {
        max(1, min(20, QuestionRoom(state).rows - 2))
    }

    /// Moves through the change that is shown; `nil` when none is.
    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> FailuresUpdate.Effects? {
        guard case .question(let question) = state.overlay, question.contexts == [.requestChange],
            let change = state.failures.change
        else { return nil }
        let rows = visibleRows(state)
        let places =
            switch command {
            case .down: 1
            case .up: -1
            case .pageDown: rows
            case .pageUp: -rows
            default: 0
            }
        state.failures.change?.first = min(max(0, change.first + places), max(0, change.lines.count - rows))
        ask(keeping: question, &state)
        return []
    }
}
