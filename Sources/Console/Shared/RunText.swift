import CoreServices
import Primitives
import TerminalKit

/// How states of runs and steps read: a sign, a word and a look.
enum RunText {
    static func sign(of state: RunState, _ glyphs: Glyphs) -> StyledText {
        switch state {
        case .running: StyledText(glyphs.triangleRight, .statusRunning)
        case .succeeded: StyledText(glyphs.check, .statusSuccess)
        case .failed: StyledText(glyphs.cross, .statusFailed)
        }
    }

    static func word(of state: RunState) -> StyledText {
        switch state {
        case .running: StyledText("running", .statusRunning)
        case .succeeded: StyledText("done", .statusSuccess)
        case .failed: StyledText("failed", .statusFailed)
        }
    }

    /// A step that no run has come to is `nil`.
    static func sign(of step: StepRow?, _ glyphs: Glyphs) -> StyledText {
        let text =
            switch step?.state {
            case nil: glyphs.middleDot
            case .ready: glyphs.dottedCircle
            case .running: glyphs.triangleRight
            case .succeeded: glyphs.check
            case .failed, .dead: glyphs.cross
            case .discarded: glyphs.circle
            }
        return StyledText(text, slot(of: step?.state))
    }

    static func word(of step: StepRow) -> StyledText {
        let text: DisplayText =
            switch step.state {
            case .ready: step.attempt == 0 ? "waiting" : "waits to be tried again"
            case .running: "running"
            case .succeeded: "done"
            case .failed: "failed, route taken"
            case .dead: "dead"
            case .discarded: "discarded"
            }
        return StyledText(text, slot(of: step.state))
    }

    static func slot(of state: StepState?) -> StyleSlot {
        switch state {
        case nil, .discarded: .muted
        case .ready: .statusWaiting
        case .running: .statusRunning
        case .succeeded: .statusSuccess
        case .failed: .statusFailed
        case .dead: .statusDead
        }
    }

    /// `400 REQUIRED_FIELD_MISSING Required fields are missing`.
    static func failure(_ failure: StepFailure, isRevealed: Bool) -> DisplayText {
        let status = failure.status.map(String.init)
        let code = failure.code == status ? nil : failure.code
        let text = [status, code, failure.message].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        return shown(text, isRevealed)
    }

    /// A text in which there may be personal data.
    static func shown(_ text: String, _ isRevealed: Bool) -> DisplayText {
        isRevealed ? DisplayText(untrusted: text) : PersonalData.shown(text, field: "")
    }
}
