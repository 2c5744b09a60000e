import TerminalKit

/// Where everything stands on a screen of a given size; reckoned the same for drawing and for moving.
struct ConsoleLayout: Equatable {
    /// A detail stands at the right of the list from this width on.
    static let wideColumns = 120
    /// And below it from this height on; on smaller screens it takes the list's place. There are rules then, too.
    static let tallRows = 20

    var header: Rect
    /// Empty on small screens.
    var tabs: Rect
    /// Empty when nothing changes how everything reads.
    var banner: Rect
    var rules: [Rect] = []
    /// The line over the list: in Live the filter.
    var filterLine: Rect
    var list: Rect
    /// The line below the list: in Live whether it follows; always there, so that pausing moves no row.
    var statusLine: Rect
    /// Empty when nothing is open.
    var detail: Rect
    /// The line between list and detail; empty without both.
    var divider: Rect
    var footer: Rect

    /// - Parameter detailNeedsRoom: Whether a detail that does not fit beside the list takes the list's place, also
    ///   where it would fit below.
    init(size: Size, hasBanner: Bool, hasDetail: Bool, detailNeedsRoom: Bool = false) {
        var rest = Rect(size)
        let isSmall = size.rows < 16
        (header, rest) = rest.splitTop(1)
        (tabs, rest) = rest.splitTop(isSmall ? 0 : 1)
        (rest, footer) = rest.splitBottom(1)
        if size.rows >= Self.tallRows {
            // A banner takes the place of the upper rule, so that no row moves when one appears.
            let upper = rest.splitTop(1)
            let lower = upper.rest.splitBottom(1)
            banner = hasBanner ? upper.top : upper.top.splitTop(0).top
            rules = hasBanner ? [lower.bottom] : [upper.top, lower.bottom]
            rest = lower.rest
        } else {
            (banner, rest) = rest.splitTop(hasBanner && size.rows >= 10 ? 1 : 0)
        }
        var listArea = rest
        detail = Rect(row: rest.row, column: rest.column, rows: 0, columns: 0)
        divider = detail
        if hasDetail {
            if size.columns >= Self.wideColumns {
                let parts = rest.splitRight(rest.columns * 11 / 20)
                listArea = parts.rest.splitRight(1).rest
                divider = parts.rest.splitRight(1).right
                detail = parts.right
            } else if size.rows >= Self.tallRows, !detailNeedsRoom {
                let parts = rest.splitTop(max(6, rest.rows * 2 / 5))
                listArea = parts.top
                (divider, detail) = parts.rest.splitTop(1)
            } else {
                detail = rest
                listArea = rest.splitTop(0).top
            }
        }
        (filterLine, listArea) = listArea.splitTop(1)
        (list, statusLine) = listArea.splitBottom(1)
    }

    /// Lines of an open event's text that show at once: its own title and tabs come above it.
    var detailRows: Int { max(1, detail.rows - 2) }
}

extension ConsoleState {
    var layout: ConsoleLayout {
        ConsoleLayout(
            size: size,
            hasBanner: bannerText != nil,
            hasDetail: paneState.hasDetail,
            detailNeedsRoom: paneState.detailNeedsRoom
        )
    }
}
