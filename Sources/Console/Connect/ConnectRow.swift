package import CoreServices

/// A row of the list: a flow that is not over, or an integration.
package enum ConnectRow: Sendable, Equatable {
    case flow(ConnectFlow)
    case connection(Connection)

    package enum ID: Sendable, Hashable {
        case flow(Int64)
        case connection(String)
    }

    package var id: ID {
        switch self {
        case .flow(let flow): .flow(flow.id)
        case .connection(let connection): .connection(connection.id)
        }
    }

    package var flow: ConnectFlow? {
        if case .flow(let flow) = self { flow } else { nil }
    }

    package var connection: Connection? {
        if case .connection(let connection) = self { connection } else { nil }
    }

    /// The rows of a roster: open flows, then integrations, those that were deleted last.
    static func rows(of roster: ConnectRoster) -> [ConnectRow] {
        roster.openFlows.map(ConnectRow.flow) + roster.connections.map(ConnectRow.connection)
    }
}
