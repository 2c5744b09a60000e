import CoreServices
import Primitives
import TerminalKit

/// One row of the list of flows and integrations, column by column.
struct ConnectRowText {
    let row: ConnectRow
    let state: ConsoleState
    let glyphs: Glyphs

    static let columns = [
        TableColumn("organisation", .flexible(minimum: 10, weight: 2)),
        TableColumn("state", .fixed(13)),
        TableColumn("tool", .flexible(minimum: 9), priority: 2),
        TableColumn("category", .fixed(10), priority: 4),
        TableColumn("setup", .fixed(11), priority: 3),
        TableColumn("last sync", .fixed(10), alignment: .right, priority: 1),
        TableColumn("origin", .flexible(minimum: 8), priority: 5),
    ]

    func cell(_ column: Int) -> StyledText {
        switch row {
        case .flow(let flow): cell(column, flow)
        case .connection(let connection): cell(column, connection)
        }
    }

    private func cell(_ column: Int, _ flow: ConnectFlow) -> StyledText {
        switch column {
        case 0: StyledText(DisplayText(untrusted: flow.details.organisation), .strong)
        case 1: ConnectWords.state(of: flow, needsPerson: state.connect.roster.needsPerson(flow), glyphs)
        case 2:
            flow.details.tool.map { StyledText(DisplayText(untrusted: $0)) } ?? StyledText("any tool", .muted)
        case 3: StyledText(DisplayText(untrusted: flow.details.category.rawValue), .muted)
        case 4: countdown(flow)
        case 5: StyledText("flow \(flow.id)", .muted)
        default: StyledText(DisplayText(untrusted: flow.details.originID), .muted)
        }
    }

    private func countdown(_ flow: ConnectFlow) -> StyledText {
        guard flow.state == .waiting, let left = flow.link?.remaining(at: state.now) else {
            return StyledText(glyphs.dash, .muted)
        }
        return StyledText("\(ConnectCountdown.text(left)) left", .muted)
    }

    private func cell(_ column: Int, _ connection: Connection) -> StyledText {
        let slot: StyleSlot = connection.isDeleted ? .muted : .text
        switch column {
        case 0:
            return StyledText(DisplayText(untrusted: connection.organisation), connection.isDeleted ? .muted : .strong)
        case 1: return ConnectWords.state(of: connection, glyphs)
        case 2: return StyledText(ConnectWords.tool(connection), slot)
        case 3: return StyledText(DisplayText(untrusted: connection.category.rawValue), .muted)
        case 4: return connection.isDeleted ? StyledText() : ConnectWords.setup(connection.setupStatus)
        case 5: return sync(connection)
        default: return StyledText(DisplayText(untrusted: connection.originID), .muted)
        }
    }

    private func sync(_ connection: Connection) -> StyledText {
        guard let sync = connection.lastSync else { return StyledText("none yet", .muted) }
        let age = Readable.age(state.now.since(sync.endedAt))
        return sync.isGood
            ? StyledText("\(glyphs.check) \(age)", .muted) : StyledText("\(glyphs.cross) \(age)", .levelWarning)
    }
}
