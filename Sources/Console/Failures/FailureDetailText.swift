import CoreServices
import Primitives
import TerminalKit

/// The lines of an open step, in the view that is chosen.
struct FailureDetailText {
    let opened: FailureOpened
    let state: ConsoleState
    /// Columns a line may take.
    let width: Int

    private var words: FailureWords { FailureWords(state) }
    private var clock: ClockText { ClockText(zone: state.setting.zone) }

    var lines: [StyledText] {
        guard let detail = opened.detail else { return [] }
        switch opened.view {
        case .timeline: return timeline(detail)
        case .request: return request(detail)
        case .response: return response()
        case .schedule: return schedule(detail)
        case .edits: return edits(detail)
        }
    }

    // MARK: - Timeline

    private func timeline(_ detail: FailureDetail) -> [StyledText] {
        guard !detail.attempts.isEmpty else {
            return [StyledText("It was never sent.", .muted)] + next(detail)
        }
        let chosen = opened.attempt?.number
        var lines = detail.attempts.map { attempt -> StyledText in
            let isChosen = attempt.number == chosen
            let sign = StyledText(isChosen ? ">" : " ", .accent)
            let number = StyledText("\(attempt.number)".padding(3), isChosen ? .strong : .text)
            let time = StyledText("  \(clock.clock(attempt.startedAt))", .muted)
            let taken = StyledText("  \(DisplayText("\(attempt.durationMilliseconds) ms").paddedLeft(to: 9))  ", .muted)
            // Where there is little room, what became of it matters more than how long it took.
            return sign + number + time + (width < 50 ? StyledText("  ") : taken) + outcome(attempt)
        }
        lines += next(detail)
        if let failure = opened.attempt?.failure, !failure.message.isEmpty {
            lines.append(StyledText())
            lines += heading(opened.attempt, failure).wrapped(to: width)
        }
        return lines
    }

    private func heading(_ attempt: AttemptRow?, _ failure: StepFailure) -> StyledText {
        guard let attempt else { return StyledText() }
        return StyledText("attempt \(attempt.number), \(attempt.durationMilliseconds) ms: \(words.what(failure))")
    }

    private func outcome(_ attempt: AttemptRow) -> StyledText {
        let status = attempt.status.map { "  \($0)" } ?? ""
        return switch attempt.outcome {
        case .success: StyledText("succeeded\(status)", .statusSuccess)
        case .retry: StyledText("failed, again later\(status)", .levelWarning)
        case .permanent: StyledText("refused for good\(status)", .statusFailed)
        case .reauthorise: StyledText("access expired\(status)", .levelWarning)
        case .ambiguous: StyledText("sent, no answer\(status)", .levelWarning)
        case .lost: StyledText("interrupted\(status)", .levelWarning)
        }
    }

    private func next(_ detail: FailureDetail) -> [StyledText] {
        guard detail.row.step.state == .ready, let at = detail.row.step.dueAt ?? detail.schedule.first else {
            return []
        }
        return [StyledText("next  \(clock.clock(at))  \(words.untilThen(at))", .statusWaiting)]
    }

    // MARK: - Request and response

    private func request(_ detail: FailureDetail) -> [StyledText] {
        let revision = detail.row.step.revision
        if let attempt = opened.attempt, !attempt.request.isEmpty {
            let heading: DisplayText =
                attempt.revision < revision
                ? "as sent in attempt \(attempt.number), before an edit" : "as sent in attempt \(attempt.number)"
            return [StyledText(heading, .muted)] + exchange(attempt.request)
        }
        guard let request = detail.request else {
            return StyledText("There is no request: it could not be made from what the event holds.", .muted)
                .wrapped(to: width)
        }
        return [StyledText("not sent yet", .muted)] + exchange(request.text)
    }

    private func response() -> [StyledText] {
        guard let attempt = opened.attempt else { return [StyledText("It was never sent.", .muted)] }
        guard !attempt.response.isEmpty else {
            return StyledText("Nothing came back in attempt \(attempt.number).", .muted).wrapped(to: width)
        }
        return [StyledText("in answer to attempt \(attempt.number)", .muted)] + exchange(attempt.response)
    }

    /// A first line, headers and a body; a body of JSON is laid out.
    private func exchange(_ text: String) -> [StyledText] {
        let parts = text.replacing("\r\n", with: "\n").split(
            separator: "\n\n",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        var lines: [StyledText] = []
        for (index, line) in DisplayText.lines(untrusted: masked(String(parts.first ?? ""))).enumerated() {
            lines += StyledText(line, index == 0 ? .strong : .muted).wrapped(to: width)
        }
        guard parts.count > 1, !parts[1].isEmpty else { return lines }
        let body = String(parts[1])
        lines.append(StyledText())
        if let pretty = JSONPretty.format(Array(body.utf8)) {
            lines += DisplayText.lines(untrusted: masked(pretty)).flatMap { JSONLine.styled($0, width: width) }
        } else {
            lines += DisplayText.lines(untrusted: masked(body)).flatMap { $0.wrapped(to: width) }.map { StyledText($0) }
        }
        return lines
    }

    private func masked(_ text: String) -> String {
        state.isRevealed ? text : PersonalData.maskedJSON(text)
    }

    // MARK: - Schedule and edits

    private func schedule(_ detail: FailureDetail) -> [StyledText] {
        guard !detail.schedule.isEmpty else {
            let text: DisplayText =
                detail.row.step.state == .dead
                ? "It is dead: nothing is tried any more until you retry it (R)."
                : "No further time is fixed."
            return StyledText(text, .muted).wrapped(to: width)
        }
        let first = detail.row.step.attempt + 1
        return detail.schedule.enumerated().map { index, time in
            StyledText("attempt \(first + index)".padding(12))
                + StyledText("  \(clock.clock(time))", .muted)
                + StyledText("  \(words.untilThen(time))", index == 0 ? .statusWaiting : .muted)
        }
    }

    private func edits(_ detail: FailureDetail) -> [StyledText] {
        guard !detail.edits.isEmpty || detail.originalRequest != nil else {
            return StyledText("Nobody has edited this request; E does.", .muted).wrapped(to: width)
        }
        var lines = detail.edits.flatMap { edit in
            StyledText(
                "\(words.when(edit.at))  \(DisplayText(untrusted: edit.by))  \(DisplayText(untrusted: edit.reason))"
            )
            .wrapped(to: width)
        }
        if let original = detail.originalRequest, let request = detail.request {
            lines.append(StyledText())
            lines.append(StyledText("from the original to revision \(detail.row.step.revision)", .muted))
            lines += FailureChange.lines(from: original, to: request, room: width, isRevealed: state.isRevealed)
        }
        return lines
    }
}

extension String {
    /// The text with spaces before it up to so many characters.
    fileprivate func padding(_ columns: Int) -> DisplayText {
        DisplayText(untrusted: self).paddedLeft(to: columns)
    }
}
