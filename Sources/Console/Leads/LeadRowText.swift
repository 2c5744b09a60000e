import CoreServices
import Primitives
import TerminalKit

/// One row of the list of leads, column by column.
struct LeadRowText {
    let row: LeadRow
    let state: ConsoleState
    let glyphs: Glyphs

    static func columns(width: Int) -> [TableColumn] {
        [
            TableColumn("last", .fixed(8)),
            TableColumn("person", .flexible(minimum: 14, weight: 3)),
            TableColumn("company", .flexible(minimum: 10, weight: 3), priority: 3),
            TableColumn("card", .flexible(minimum: 10, weight: 3), priority: 4),
            TableColumn("entries", .fixed(7), alignment: .right, priority: 1),
            TableColumn("best", .fixed(6), alignment: .right, priority: 5),
            TableColumn("qualified", .fixed(9), priority: 2),
            TableColumn("consent", .fixed(8)),
            TableColumn("same by", .fixed(7), priority: 6),
        ]
    }

    func cell(_ column: Int) -> StyledText {
        switch column {
        case 0:
            let age = state.now.since(row.lastAt)
            let clock = ClockText(zone: state.setting.zone)
            return StyledText(age < .seconds(72_000) ? clock.clock(row.lastAt) : "\(Readable.age(age)) ago", .muted)
        case 1: return StyledText(LeadText.person(row, isRevealed: state.isRevealed), .strong)
        case 2: return StyledText(DisplayText(untrusted: row.fields.company ?? ""))
        case 3: return StyledText(DisplayText(untrusted: row.cardName ?? row.cardID ?? ""))
        case 4: return StyledText(Readable.count(Int64(row.entries)))
        case 5: return row.bestScore.map { StyledText(LeadText.score($0)) } ?? StyledText(glyphs.dash, .muted)
        case 6: return row.qualified > 0 ? StyledText(glyphs.check, .statusSuccess) : StyledText(glyphs.dash, .muted)
        case 7: return LeadText.consent(row)
        default: return StyledText(LeadText.rule(row), .muted)
        }
    }
}
