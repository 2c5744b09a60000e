import CoreServices
import Primitives
import TerminalKit

/// One row of a list of runs, column by column.
struct RunRowText {
    let row: RunRow
    let state: ConsoleState
    let glyphs: Glyphs

    static let columns = [
        TableColumn("", .fixed(1)),
        TableColumn("state", .fixed(7)),
        TableColumn("run", .fixed(7), alignment: .right, priority: 4),
        TableColumn("started", .fixed(10), alignment: .right),
        TableColumn("event", .flexible(minimum: 12, weight: 2)),
        TableColumn("from", .flexible(minimum: 12, weight: 2), priority: 5),
        TableColumn("person", .flexible(minimum: 8, weight: 2), priority: 1),
        TableColumn("took", .fixed(7), alignment: .right, priority: 2),
        TableColumn("", .flexible(minimum: 14, weight: 1), priority: 6),
    ]

    func cell(_ column: Int) -> StyledText {
        switch column {
        case 0: RunText.sign(of: row.state, glyphs)
        case 1: RunText.word(of: row.state)
        case 2: StyledText(DisplayText("\(row.id)"), .muted)
        case 3: StyledText("\(Readable.age(state.now.since(row.startedAt))) ago")
        case 4: StyledText(WorkflowRowText.trigger(row.eventName))
        case 5: StyledText(DisplayText(untrusted: row.place), .muted)
        case 6: StyledText(person.isEmpty ? glyphs.dash : person)
        case 7:
            row.finishedAt.map { StyledText(Self.took($0.since(row.startedAt)), .muted) }
                ?? StyledText(glyphs.dash, .muted)
        default: row.replayOf.map { StyledText("replay of \($0)", .muted) } ?? StyledText()
        }
    }

    var person: DisplayText { PersonText.shown(row.person, isRevealed: state.isRevealed) }

    static func took(_ duration: Duration) -> DisplayText {
        Readable.latency(milliseconds: Int(clamping: duration.milliseconds))
    }
}
