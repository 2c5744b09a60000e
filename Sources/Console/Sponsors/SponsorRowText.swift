import CoreServices
import Primitives
import TerminalKit

/// One row of the board of sponsors, column by column.
struct SponsorRowText {
    let row: SponsorBoard.Row
    let state: ConsoleState
    let glyphs: Glyphs
    /// Columns of the whole list.
    let width: Int

    /// Lists at least so wide have long sparklines and bars.
    private static let wideColumns = 110
    private static let widestColumns = 160

    private static func sparklineColumns(_ width: Int) -> Int {
        width >= widestColumns ? 30 : width >= wideColumns ? 12 : 6
    }

    private static func barColumns(_ width: Int) -> Int { width >= wideColumns ? 10 : 0 }

    static func columns(width: Int) -> [TableColumn] {
        let bar = barColumns(width)
        return [
            TableColumn("#", .fixed(3), alignment: .right),
            TableColumn("", .fixed(3)),
            TableColumn("sponsor", .flexible(minimum: 12)),
            TableColumn("unique", .fixed(7), alignment: .right),
            TableColumn("entries", .fixed(7), alignment: .right, priority: 2),
            TableColumn("qualified", .fixed(9), alignment: .right, priority: 4),
            TableColumn("opted in", .fixed(8), alignment: .right, priority: 9),
            TableColumn("refused", .fixed(7), alignment: .right, priority: 8),
            TableColumn("last", .fixed(6), alignment: .right, priority: 3),
            TableColumn("/min", .fixed(5), alignment: .right, priority: 7),
            TableColumn("60 min", .fixed(sparklineColumns(width)), priority: 5),
            TableColumn("goal", .fixed(bar == 0 ? 5 : bar + 6), alignment: bar == 0 ? .right : .left, priority: 1),
        ]
    }

    func cell(_ column: Int) -> StyledText {
        switch column {
        case 0: row.rank.map { StyledText("\($0)", .strong) } ?? StyledText(glyphs.dash, .muted)
        case 1: change
        case 2: name
        case 3: StyledText(Readable.count(Int64(row.leads)), row.rank == nil ? .muted : .strong)
        case 4: StyledText(Readable.count(Int64(row.entries)), row.rank == nil ? .muted : .text)
        case 5: row.rank == nil ? StyledText(glyphs.dash, .muted) : count(row.qualified, .text)
        case 6: count(row.optedIn, .text)
        case 7: count(row.refused, .levelWarning)
        case 8:
            row.lastLeadAt.map { StyledText(Readable.age(state.now.since($0)), .muted) }
                ?? StyledText(glyphs.dash, .muted)
        case 9: rate
        case 10:
            StyledText(
                Readable.sparkline(row.lastHour, width: Self.sparklineColumns(width), glyphs: glyphs),
                row.rank == nil ? .muted : .chartMid
            )
        default: goal
        }
    }

    private func count(_ number: Int, _ slot: StyleSlot) -> StyledText { Readable.quietZero(number, slot) }

    private var name: StyledText {
        let name = DisplayText(untrusted: row.sponsor.name)
        guard row.rank == nil else { return StyledText(name, .strong) }
        return StyledText(name, row.entries > 0 ? .levelWarning : .muted)
    }

    /// `▲2` for two places up since ten minutes ago.
    private var change: StyledText {
        guard row.rank != nil, row.rankChange != 0 else { return StyledText() }
        let places = min(99, abs(row.rankChange))
        return row.rankChange > 0
            ? StyledText("\(glyphs.triangleUp)\(places)", .statusSuccess)
            : StyledText("\(glyphs.triangleDown)\(places)", .muted)
    }

    private var rate: StyledText {
        guard row.perMinute > 0 else { return StyledText("0", .muted) }
        let tenths = Int64((row.perMinute * 10).rounded())
        return StyledText(tenths >= 1000 ? Readable.count(tenths / 10) : "\(tenths / 10).\(tenths % 10)")
    }

    private var goal: StyledText {
        guard let wanted = row.sponsor.goal, wanted > 0 else { return StyledText() }
        let share = Double(row.leads) / Double(wanted)
        let slot: StyleSlot = share >= 1 ? .statusSuccess : .chartMid
        let percent = StyledText("\(min(9999, Int(share * 100))) %", share >= 1 ? .statusSuccess : .text)
        let columns = Self.barColumns(width)
        guard columns > 0 else { return percent }
        return StyledText(Bar.text(share: share, width: columns, glyphs: glyphs), slot) + StyledText(" ") + percent
    }
}
