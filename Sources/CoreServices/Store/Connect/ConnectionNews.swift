import Database
import Primitives

/// What webhooks change about an integration that is known.
enum ConnectionNews {
    /// Takes a state over, unless a newer one came before; tells whether it did.
    static func takeState(
        _ webhook: KomboWebhook,
        _ known: Connection,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Bool {
        let at = (webhook.updatedAt ?? now).milliseconds
        let failure: ConnectFailure? =
            webhook.checks == .failed
            ? ConnectFailure(
                .checksFailed,
                "Kombo's checks of the integration failed",
                nextStep: "look at the integration in Kombo's dashboard"
            ) : nil
        return try connection.run(
            """
            UPDATE connection SET state = coalesce($2, state), setup_status = coalesce($3, setup_status),
                checks = coalesce($4, checks), state_at = $5, \(ConnectFailureRecord.assignments(from: 6))
            WHERE id = $1 AND (state_at IS NULL OR state_at <= $5)
            """,
            [
                .text(known.id), .text(webhook.state?.rawValue), .text(webhook.setupStatus?.rawValue),
                .text(webhook.checks?.rawValue), .integer(at),
            ] + ConnectFailureRecord.values(of: failure, at: now)
        ) == 1
    }

    /// Ends the flow that links an integration anew, when this is what it waited for; gives its number.
    static func endRelinking(
        _ webhook: KomboWebhook,
        _ known: Connection,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int64? {
        let flows = try ConnectFlowRecord.list(
            """
            WHERE integration_id = $1 AND purpose <> 'connect'
                AND state IN ('details', 'waiting', 'exchanging', 'expired') ORDER BY id DESC
            """,
            [.text(known.id)],
            in: connection
        )
        let done = flows.first { flow in
            switch flow.purpose {
            case .connect: false
            case .relink: known.state != .active && webhook.state == .active
            case .setup: known.setupStatus == .incomplete && webhook.setupStatus.map { $0 != .incomplete } ?? false
            }
        }
        guard let done else { return nil }
        try ConnectFlowEnding.connected(done.id, integrationID: known.id, by: .webhook, at: now, in: connection)
        try ConnectionChange.lookAgain(known.id, at: now, in: connection)
        return done.id
    }

    static func takeSync(
        _ webhook: KomboWebhook,
        _ known: Connection,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        let sync = Connection.Sync(
            state: webhook.syncState ?? "",
            endedAt: webhook.syncEndedAt ?? now,
            logURL: webhook.logURL
        )
        if let last = known.lastSync, last.endedAt > sync.endedAt { return }
        let failure: ConnectFailure? =
            sync.isGood
            ? nil
            : ConnectFailure(
                .syncFailed,
                "the last sync ended as \(sync.state.lowercased().replacing("_", with: " "))",
                nextStep: sync.state == "AUTHENTICATION_FAILED"
                    ? "link the integration anew, so that the customer gives its credentials again"
                    : "look at Kombo's log of it; Kombo syncs again by itself",
                logURL: webhook.logURL
            )
        try connection.run(
            """
            UPDATE connection SET sync_state = $2, sync_at = $3, sync_log_url = $4,
                first_synced_at = coalesce(first_synced_at, $5), \(ConnectFailureRecord.assignments(from: 6))
            WHERE id = $1
            """,
            [
                .text(known.id), .text(sync.state), .integer(sync.endedAt.milliseconds), .text(sync.logURL),
                .integer(sync.isGood ? sync.endedAt.milliseconds : nil),
            ] + ConnectFailureRecord.values(of: failure, at: now)
        )
    }

    /// Data came, so there was a sync, even if nobody told of its end.
    static func noteData(_ known: Connection, at now: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            "UPDATE connection SET first_synced_at = coalesce(first_synced_at, $2) WHERE id = $1",
            [.text(known.id), .integer(now.milliseconds)]
        )
    }
}
