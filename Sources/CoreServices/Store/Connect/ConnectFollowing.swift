import Database
import Primitives

/// The last stretch of a flow: from the stored integration to the first sync.
enum ConnectFollowing {
    /// Completes the flows of an integration that is set up and synced.
    ///
    /// - Parameter withoutSync: Whether being set up is enough, because no webhook would tell of the sync.
    static func settle(
        _ id: String,
        withoutSync: Bool,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        guard let found = try ConnectionRecord.named(id, in: connection), found.setupStatus == .completed,
            found.firstSyncedAt != nil || withoutSync
        else { return }
        try ConnectFlowEnding.end(following: id, as: .complete, at: now, in: connection)
    }

    /// An integration is gone, and with it what was followed or linked anew.
    static func delete(_ id: String, at now: Timestamp, in connection: SQLiteConnection) throws {
        try ConnectionChange.deleted(id, at: now, in: connection)
        let failure = ConnectFailure(
            .integrationDeleted,
            "the integration \(id) was deleted at Kombo",
            nextStep: "begin a new flow if the customer is to be connected again"
        )
        try ConnectFlowEnding.end(following: id, as: .failed, failure: failure, at: now, in: connection)
        let waiting = try ConnectFlowRecord.list(
            "WHERE integration_id = $1 AND state IN ('details', 'waiting', 'exchanging', 'expired')",
            [.text(id)],
            in: connection
        )
        for flow in waiting {
            try ConnectFlowActs.abandon(flow.id, at: now, in: connection)
            try ConnectFlowEnding.note(failure, for: flow.id, at: now, in: connection)
        }
    }
}
