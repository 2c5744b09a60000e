import CoreServices
import Primitives
import TerminalKit

/// What stands over an open step: what it means, what helps, and what comes next.
struct FailureHeadText {
    let opened: FailureOpened
    let state: ConsoleState
    let width: Int

    /// Where a request or a response is read on a low screen, the words over it make room.
    private var isBrief: Bool {
        let isReading = opened.view == .request || opened.view == .response || opened.view == .edits
        return isReading && state.layout.detail.rows < 20
    }

    var lines: [StyledText] {
        guard let detail = opened.detail else { return [] }
        let words = FailureWords(state)
        if isBrief, opened.failure == nil { return [standing(detail, words)] }
        var lines: [StyledText] = []
        if let failure = opened.failure {
            lines += StyledText(DisplayText(untrusted: failure.reason), .levelWarning).wrapped(to: width)
        }
        if let failure = detail.row.step.failure {
            lines += StyledText(words.remote(failure.cause), .strong).wrapped(to: width)
            lines += StyledText(words.remote(failure.remedy), .accent).wrapped(to: width)
        }
        lines.append(standing(detail, words))
        if let risk = detail.row.repetitionRisk {
            lines += StyledText("A retry \(risk).", .levelWarning).wrapped(to: width)
        }
        if state.failures.draft?.step == opened.step {
            let problem = state.failures.draft?.problem.map { ", which cannot be sent: \($0.description)" } ?? ""
            lines += StyledText("Your edited text is kept\(problem); E opens it.", .levelWarning).wrapped(to: width)
        }
        return lines
    }

    /// `dead after 3 of 20 attempts`, `tried again in 24 s, attempt 4 of 20`.
    private func standing(_ detail: FailureDetail, _ words: FailureWords) -> StyledText {
        let step = detail.row.step
        let count = "\(step.attempt) of \(step.maximumAttempts) attempts"
        if detail.row.isAmbiguous {
            return StyledText("sent, no answer: nobody knows whether it was done, \(count)", .levelWarning)
        }
        switch step.state {
        case .dead: return StyledText("dead after \(count), waits for you", .statusDead)
        case .ready:
            let next = step.dueAt ?? detail.schedule.first
            let then = next.map { "tried again \(words.untilThen($0))" } ?? "waits its turn"
            return StyledText("\(then), \(count) so far", .statusWaiting)
        case .running: return StyledText("being tried now, \(count) so far", .statusRunning)
        case .succeeded, .failed, .discarded: return words.standing(detail.row)
        }
    }
}
