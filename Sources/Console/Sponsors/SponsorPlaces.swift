import CoreServices
import TerminalKit

/// Where everything stands on the board of sponsors; reckoned the same for drawing and for moving.
struct SponsorPlaces {
    /// The table with its titles.
    let table: Rect
    /// The table without its titles.
    let rows: Rect
    /// The line of totals.
    let total: Rect
    /// Why entries are Unattributed; empty on low screens.
    let reasons: Rect

    init(_ state: ConsoleState) {
        let list = state.layout.list
        let hasReasons = list.rows >= 10 && !(state.sponsors.board?.reasons.isEmpty ?? true)
        let (above, reasons) = list.splitBottom(hasReasons ? 1 : 0)
        let (table, total) = above.splitBottom(list.rows >= 4 ? 1 : 0)
        self.table = table
        self.total = total
        self.reasons = reasons
        rows = table.splitTop(1).rest
    }
}
