import Primitives
import TerminalKit

/// Draws the line below a list: what was just done or went wrong, and at its right what the pane says of itself.
struct StatusLineView {
    let state: ConsoleState
    /// Why the pane shows what it had before and nothing newer.
    var failure: QueryFailure?

    func draw(right: [Segment], into grid: inout Grid, in line: Rect) {
        guard !line.isEmpty else { return }
        var left: [Segment] = []
        if let notice = state.notice {
            left = [Segment(StyledText(notice, .levelInfo))]
        } else if let failure {
            left = [Segment(StyledText(DisplayText(untrusted: failure.reason), .levelError))]
        } else if !state.hasRoomForTrouble, let trouble = state.troubleText {
            left = [Segment(StyledText(trouble, .levelError))]
        }
        var right = right
        if state.isRevealed {
            right.insert(Segment(StyledText("personal data shown, v hides it", .levelWarning), priority: 1), at: 0)
        }
        SegmentLine.draw(left: left, right: right, into: &grid, in: line)
    }
}
