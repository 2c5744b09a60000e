import Primitives
import TerminalKit

/// Draws the Access pane.
struct AccessView {
    let state: ConsoleState
    let layout: ConsoleLayout

    func draw(into grid: inout Grid) {
        EmptyState.draw(
            title: "Nobody asks for tokens yet",
            hints: [
                "Single sign-on and embedded pages appear here",
                "`callboard sso --help` tells how",
            ],
            into: &grid,
            in: layout.list
        )
        StatusLineView(state: state, failure: nil).draw(right: [], into: &grid, in: layout.statusLine)
    }
}
