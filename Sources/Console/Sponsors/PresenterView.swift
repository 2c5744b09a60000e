import CoreServices
import Primitives
import TerminalKit

/// Draws the board for a hall: names and unique leads in large figures, and nothing about anybody.
struct PresenterView {
    let state: ConsoleState

    /// How long each page shows when there are more sponsors than fit.
    private static let pageMilliseconds: Int64 = 10_000

    func draw(into grid: inout Grid) {
        let (top, below) = grid.bounds.splitTop(1)
        let (body, bottom) = below.splitBottom(1)
        let rows = state.sponsors.board?.rows ?? []
        let blockRows = (BlockText.rows("0", glyphs: grid.glyphs)?.count ?? 0) + 2
        let perPage = max(1, body.rows / blockRows)
        let pages = max(1, (rows.count + perPage - 1) / perPage)
        let page = Int((state.now.milliseconds / Self.pageMilliseconds) % Int64(pages))
        let clock = ClockText(zone: state.setting.zone)
        SegmentLine.draw(
            left: [Segment(StyledText(DisplayText(untrusted: state.setting.eventName), .title))],
            right: [Segment(StyledText(clock.clock(state.now).prefix(columns: 5), .strong), priority: 1)],
            into: &grid,
            in: top
        )
        let most = rows.map(\.leads).max() ?? 0
        for (place, row) in rows.dropFirst(page * perPage).prefix(perPage).enumerated() {
            let area = Rect(
                row: body.row + place * blockRows,
                column: body.column,
                rows: min(blockRows, body.rows - place * blockRows),
                columns: body.columns
            ).inset(columns: 1)
            draw(row, most: most, into: &grid, in: area)
        }
        let people = Readable.count(Int64(state.sponsors.board?.people ?? 0))
        SegmentLine.draw(
            left: [Segment(StyledText("\(people) people in all", .muted))],
            right: [Segment(StyledText(pages > 1 ? "\(page + 1) of \(pages)" : "", .muted), priority: 1)],
            into: &grid,
            in: bottom
        )
    }

    private func draw(_ row: SponsorBoard.Row, most: Int, into grid: inout Grid, in rect: Rect) {
        let name = DisplayText(untrusted: row.sponsor.name)
        let number = Readable.count(Int64(row.leads))
        let figures = BlockText.rows(number, glyphs: grid.glyphs) ?? [number]
        let figureColumns = figures.map(\.width).max() ?? 0
        let room = rect.columns - figureColumns - 3
        let letters = BlockText.rows(name, glyphs: grid.glyphs).flatMap { rows in
            rows.allSatisfy { $0.width <= room } ? rows : nil
        }
        for (line, text) in figures.enumerated() where line < rect.rows {
            grid.put(text, row: rect.row + line, column: rect.endColumn - text.width, .accent, in: rect)
        }
        if let letters {
            for (line, text) in letters.enumerated() where line < rect.rows {
                grid.put(text, row: rect.row + line, column: rect.column, .strong, in: rect)
            }
        } else {
            let line = rect.row + figures.count / 2
            grid.put(name.truncated(to: max(1, room)), row: line, column: rect.column, .strong, in: rect)
        }
        guard rect.rows > figures.count else { return }
        let share = most > 0 ? Double(row.leads) / Double(most) : 0
        let bar = Bar.text(share: share, width: rect.columns, glyphs: grid.glyphs)
        grid.put(bar, row: rect.row + figures.count, column: rect.column, .chartMid, in: rect)
    }
}
