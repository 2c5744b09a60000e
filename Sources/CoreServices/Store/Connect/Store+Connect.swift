import Database
import Primitives

/// What the pane, commands and routes ask about connections.
extension Store {
    /// The flows, those that are not over first and each group with the newest first.
    package func connectFlows(limit: Int = 200) async throws -> [ConnectFlow] {
        try await look { connection in
            try ConnectFlowRecord.list(
                """
                ORDER BY CASE WHEN state IN ('details', 'waiting', 'exchanging', 'expired') THEN 0
                    WHEN state = 'following' THEN 1 ELSE 2 END, id DESC LIMIT \(max(0, limit))
                """,
                in: connection
            )
        }
    }

    /// One flow; `nil` when there is none of this number.
    package func connectFlow(_ id: Int64) async throws -> ConnectFlow? {
        try await look { try ConnectFlowRecord.named(id, in: $0) }
    }

    /// The flow that a hand-off page's code belongs to, and whether its link was replaced by a newer one.
    package func connectFlow(code: String) async throws -> (flow: ConnectFlow, isReplaced: Bool)? {
        try await look { connection in
            if let flow = try ConnectFlowRecord.list("WHERE code = $1", [.text(code)], in: connection).first {
                return (flow, false)
            }
            return try ConnectFlowRecord.list(
                "WHERE id = (SELECT flow_id FROM connect_old_code WHERE code = $1)",
                [.text(code)],
                in: connection
            ).first.map { ($0, true) }
        }
    }

    /// The flows for a customer and category that still wait, the newest first.
    package func openConnectFlows(originID: String, category: IntegrationCategory) async throws -> [ConnectFlow] {
        try await look { try ConnectFlowRecord.open(originID: originID, category: category, in: $0) }
    }

    /// Every integration that is known, those that were deleted last.
    package func connections(limit: Int = 500) async throws -> [Connection] {
        try await look { connection in
            try ConnectionRecord.list(
                "ORDER BY deleted_at IS NOT NULL, organisation COLLATE NOCASE, category, id LIMIT \(max(0, limit))",
                in: connection
            )
        }
    }

    /// One integration; `nil` when it is not known.
    package func connection(_ id: String) async throws -> Connection? {
        try await look { try ConnectionRecord.named(id, in: $0) }
    }

    /// The integrations that a customer has of a category already, for which relinking is the better offer.
    package func knownConnections(originID: String, category: IntegrationCategory) async throws -> [Connection] {
        try await look { try ConnectionRecord.known(originID: originID, category: category, in: $0) }
    }

    /// What Kombo told about an integration, the newest first; also what it told about its customer beforehand.
    package func connectNotices(of connection: Connection, limit: Int = 100) async throws -> [ConnectNotice] {
        let (id, origin) = (connection.id, connection.originID)
        return try await look { connection in
            try ConnectNoticeRecord.list(
                "integration_id = $1 OR (integration_id IS NULL AND origin_id = $2)",
                [.text(id), .text(origin)],
                limit: limit,
                in: connection
            )
        }
    }

    /// What Kombo told about a flow's customer, the newest first.
    package func connectNotices(of flow: ConnectFlow, limit: Int = 20) async throws -> [ConnectNotice] {
        let origin = flow.details.originID
        return try await look {
            try ConnectNoticeRecord.list("origin_id = $1", [.text(origin)], limit: limit, in: $0)
        }
    }

    /// An order, to see what has become of it.
    package func connectOrder(_ id: Int64) async throws -> ConnectOrder? {
        try await look { try ConnectOrderRecord.named(id, in: $0) }
    }

    /// Who talks to Kombo and listens, asked at once.
    func connectRunnerNow() throws -> ConnectListening.Runner? {
        let connection = try JournalSchema.openForReading(directory)
        return try ConnectRunnerRecord.read(in: connection)
    }

    /// Whether whatever comes would be heard.
    package func connectListening() async throws -> ConnectListening {
        try await look { connection in
            var listening = ConnectListening(runner: try ConnectRunnerRecord.read(in: connection))
            listening.lastWebhookAt = try connection.first(
                "SELECT received_at FROM event WHERE source = 'kombo' ORDER BY seq DESC LIMIT 1"
            ) { Timestamp(milliseconds: $0.integer(0)) }
            try connection.query(
                """
                SELECT last_at, reason FROM rejection WHERE endpoint = 'kombo' AND status = 401
                ORDER BY last_at DESC LIMIT 1
                """
            ) { row in
                listening.lastRefusalAt = Timestamp(milliseconds: row.integer(0))
                listening.lastRefusal = row.text(1)
            }
            return listening
        }
    }
}
