import Database

extension Store {
    /// How many flows and integrations need a person.
    package func connectTrouble() async throws -> Int {
        try await look { connection in
            // Also those that are over, since one of them can have taken the place of another.
            let flows = try ConnectFlowRecord.list("ORDER BY id DESC LIMIT 500", in: connection)
            let connections = try ConnectionRecord.list("WHERE deleted_at IS NULL LIMIT 500", in: connection)
            return ConnectRoster(flows: flows, connections: connections).needing
        }
    }
}
