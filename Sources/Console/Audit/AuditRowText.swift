import CoreServices
import Primitives
import TerminalKit

/// One row of the record, column by column.
struct AuditRowText {
    let entry: AuditEntry
    let state: ConsoleState
    /// Whether the record stops fitting here.
    let isBroken: Bool
    let glyphs: Glyphs

    /// The column that says why.
    static let reasonColumn = 6
    /// Lists at least so wide have room for whole names of acts.
    private static let wholeColumns = 70

    static func columns(width: Int) -> [TableColumn] {
        let names = width < wholeColumns ? 12 : 18
        return [
            TableColumn("", .fixed(1)),
            TableColumn("no.", .fixed(6), alignment: .right),
            TableColumn("when", .fixed(10), alignment: .right, priority: 2),
            TableColumn("who", .flexible(minimum: 8, weight: 2), priority: 3),
            TableColumn("act", .flexible(minimum: names, weight: 2)),
            TableColumn("subject", .flexible(minimum: names, weight: 3)),
            TableColumn("reason", .flexible(minimum: 14, weight: 5), priority: 4),
        ]
    }

    func cell(_ column: Int) -> StyledText {
        switch column {
        case 0: StyledText(isBroken ? glyphs.exclamation : .empty, .levelError)
        case 1: StyledText(Readable.count(entry.number), isBroken ? .levelError : .muted)
        case 2: StyledText("\(Readable.age(state.now.since(entry.at))) ago")
        case 3: StyledText(Readable.account(entry.by))
        case 4: StyledText(DisplayText(untrusted: entry.act), .strong)
        case 5: StyledText(RunText.shown(entry.subject, state.isRevealed))
        default:
            entry.reason.isEmpty
                ? StyledText(glyphs.dash, .muted) : StyledText(RunText.shown(entry.reason, state.isRevealed), .muted)
        }
    }

    /// `whole: 412 entries`, `broken at 17: …`.
    static func verdict(_ verdict: AuditVerdict) -> DisplayText {
        switch verdict {
        case .whole(let entries): "whole: \(Readable.count(entries)) \(entries == 1 ? "entry" : "entries")"
        case .broken(let number, let reason): "broken at \(Readable.count(number)): \(DisplayText(untrusted: reason))"
        }
    }
}
