import Primitives
import TerminalKit

/// Draws the Connect pane.
struct ConnectView {
    let state: ConsoleState
    let layout: ConsoleLayout

    func draw(into grid: inout Grid) {
        EmptyState.draw(
            title: "Nothing is connected yet",
            hints: [
                "HR systems that are connected through Kombo appear here",
                "`callboard connect --help` tells how",
            ],
            into: &grid,
            in: layout.list
        )
        StatusLineView(state: state, failure: nil).draw(right: [], into: &grid, in: layout.statusLine)
    }
}
