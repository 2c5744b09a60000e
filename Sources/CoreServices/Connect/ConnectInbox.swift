import Database
import Primitives

/// Takes over what Kombo's webhooks tell, from the journal, in the order in which they came, once each.
enum ConnectInbox {
    private static let batch = 100

    /// Whether the journal holds a webhook that was not taken over.
    static func isEmpty(in connection: SQLiteConnection) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM event WHERE source = 'kombo' AND seq > (SELECT seq FROM connect_cursor) LIMIT 1"
        ) { _ in true } == nil
    }

    /// Takes over the next webhooks in one transaction with the moved cursor; tells how many there were.
    static func take(at now: Timestamp, in connection: SQLiteConnection) throws -> Int {
        var arrivals: [(sequence: Int64, receivedAt: Timestamp, isHistory: Bool, body: [UInt8])] = []
        try connection.query(
            """
            SELECT seq, received_at, is_history, body FROM event
            WHERE source = 'kombo' AND seq > (SELECT seq FROM connect_cursor) ORDER BY seq LIMIT \(batch)
            """
        ) { row in
            arrivals.append(
                (row.integer(0), Timestamp(milliseconds: row.integer(1)), row.integer(2) == 1, row.blob(3))
            )
        }
        for arrival in arrivals {
            guard let value = try? JSONReader.read(arrival.body), let webhook = KomboWebhook(value) else { continue }
            let outcome =
                arrival.isHistory
                ? "came by file, so nothing follows from it"
                : try apply(webhook, at: arrival.receivedAt, in: connection)
            try ConnectNoticeRecord.insert(
                ConnectNotice(
                    id: arrival.sequence,
                    type: webhook.type,
                    integrationID: webhook.integrationID,
                    originID: webhook.originID,
                    receivedAt: arrival.receivedAt,
                    summary: webhook.summary,
                    logURL: webhook.logURL,
                    outcome: outcome
                ),
                into: connection
            )
        }
        if let last = arrivals.last {
            try connection.run("UPDATE connect_cursor SET seq = $1", [.integer(last.sequence)])
        }
        return arrivals.count
    }

    /// Does what a webhook asks for, and tells that in words.
    private static func apply(
        _ webhook: KomboWebhook,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> String {
        switch webhook.type {
        case "integration-created": return try created(webhook, at: now, in: connection)
        case "connection-flow-failed": return try flowFailed(webhook, at: now, in: connection)
        case "integration-deleted", "integration-state-changed", "sync-finished", "data-changed",
            "issue-status-changed":
            guard let id = webhook.integrationID, let known = try ConnectionRecord.named(id, in: connection) else {
                return "kept; this integration was not connected here"
            }
            return try changed(webhook, known, at: now, in: connection)
        default: return "kept; callboard knows no such type"
        }
    }

    private static func created(
        _ webhook: KomboWebhook,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> String {
        guard let id = webhook.integrationID, let tool = webhook.tool, let category = webhook.category else {
            return "kept; it does not say which integration"
        }
        if let known = try ConnectionRecord.named(id, in: connection) {
            return known.flowID.map { "known already, from flow \($0)" } ?? "known already"
        }
        guard let origin = webhook.originID else { return "kept; it names no origin id, so it belongs to no flow" }
        // Whoever gave up waiting, or waited longer than the link holds, is told all the same: the integration is there.
        let flows = try ConnectFlowRecord.list(
            "WHERE origin_id = $1 AND category = $2 AND purpose = 'connect' ORDER BY id DESC",
            [.text(origin), .text(category.rawValue)],
            in: connection
        ).filter { !$0.state.isConnected }
        guard let flow = flows.first(where: \.state.isOpen) ?? flows.first else {
            return "kept; no flow waits for origin \(origin) and \(category.rawValue)"
        }
        var integration = Connection(
            id: id,
            originID: origin,
            organisation: webhook.organisation ?? flow.details.organisation,
            email: webhook.email,
            category: category,
            tool: tool,
            storedAt: now
        )
        integration.flowID = flow.id
        try ConnectionChange.store(integration, at: now, in: connection)
        guard flow.state.isOpen || flow.state == .failed else {
            return "stored, although flow \(flow.id) had been abandoned"
        }
        try ConnectFlowEnding.connected(flow.id, integrationID: id, by: .webhook, at: now, in: connection)
        return "stored; flow \(flow.id) is connected"
    }

    private static func flowFailed(
        _ webhook: KomboWebhook,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> String {
        guard let origin = webhook.originID, let category = webhook.category else {
            return "kept; it names no customer"
        }
        let flows = try ConnectFlowRecord.open(originID: origin, category: category, in: connection)
        guard let flow = flows.first else { return "kept; no flow waits for origin \(origin)" }
        let tool = webhook.tool.map { " with \($0)" } ?? ""
        let failure = ConnectFailure(
            .connectionFlowFailed,
            "the customer ran into trouble on Kombo's page\(tool)",
            nextStep: "look at Kombo's log of it; the link still holds, so the customer can try again",
            logURL: webhook.logURL
        )
        try ConnectFlowEnding.note(failure, for: flow.id, at: now, in: connection)
        return "flow \(flow.id) tells of it and goes on waiting"
    }

    private static func changed(
        _ webhook: KomboWebhook,
        _ known: Connection,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> String {
        switch webhook.type {
        case "integration-deleted":
            try ConnectFollowing.delete(known.id, at: now, in: connection)
            return "the integration is marked as deleted"
        case "integration-state-changed":
            guard try ConnectionNews.takeState(webhook, known, at: now, in: connection) else {
                return "kept; a newer state came before it"
            }
            let linked = try ConnectionNews.endRelinking(webhook, known, at: now, in: connection)
            try ConnectFollowing.settle(known.id, withoutSync: false, at: now, in: connection)
            return linked.map { "taken over; flow \($0) is connected" } ?? "taken over"
        case "sync-finished":
            try ConnectionNews.takeSync(webhook, known, at: now, in: connection)
            try ConnectFollowing.settle(known.id, withoutSync: false, at: now, in: connection)
            return "taken over"
        case "data-changed":
            try ConnectionNews.noteData(known, at: now, in: connection)
            try ConnectFollowing.settle(known.id, withoutSync: false, at: now, in: connection)
            return "taken over"
        default: return "kept"
        }
    }
}
