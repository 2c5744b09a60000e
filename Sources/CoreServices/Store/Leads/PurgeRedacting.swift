import Database

/// Takes a person's address out of the events of others, and out of what was sent for them.
enum PurgeRedacting {
    private static let texts = [
        ("attempt", "request"), ("attempt", "response"), ("attempt", "message"), ("step_edit", "request"),
        ("step_note", "note"),
    ]

    static func redact(
        _ events: some Sequence<Int64>,
        _ redactions: [AddressRedaction],
        in connection: SQLiteConnection
    )
        throws
    {
        var keeper = try LeadKeeper(nil, in: connection)
        for event in events {
            try redactEvent(event, redactions, in: connection)
            try redactRuns(of: event, redactions, in: connection)
            // A lead that keeps answers of this event is told anew without the address.
            var places: [LeadPlace] = []
            try connection.query(
                """
                SELECT entry.person_id, entry.sponsors FROM entry_event JOIN entry ON entry.id = entry_event.entry_id
                WHERE entry_event.event_seq = $1
                """,
                [.integer(event)]
            ) { row in
                for sponsor in EntryRecord.sponsors(row.text(1)) {
                    places.append(LeadPlace(sponsor: sponsor, person: row.integer(0)))
                }
            }
            keeper.noteLoss(places)
        }
        try keeper.finish()
    }

    private static func redactEvent(
        _ event: Int64,
        _ redactions: [AddressRedaction],
        in connection: SQLiteConnection
    ) throws {
        let before = try connection.first("SELECT body, summary, headers FROM event WHERE seq = $1", [.integer(event)])
        {
            (body: $0.blob(0), summary: $0.text(1), headers: $0.text(2))
        }
        guard var now = before else { return }
        for redaction in redactions {
            now.body = redaction.redacted(now.body) ?? now.body
            now.summary = redaction.redacted(now.summary) ?? now.summary
            now.headers = redaction.redacted(now.headers) ?? now.headers
        }
        try connection.run(
            "UPDATE event SET body = $2, summary = $3, headers = $4 WHERE seq = $1",
            [.integer(event), .blob(now.body), .text(now.summary), .text(now.headers)]
        )
    }

    private static func redactRuns(
        of event: Int64,
        _ redactions: [AddressRedaction],
        in connection: SQLiteConnection
    ) throws {
        let steps = "SELECT step.id FROM step JOIN run ON run.id = step.run_id WHERE run.event_seq = $1"
        for (table, column) in texts {
            try replace(table, column, "step_id IN (\(steps))", event, redactions, in: connection)
        }
        try replace("step", "output", "id IN (\(steps))", event, redactions, in: connection)
    }

    private static func replace(
        _ table: String,
        _ column: String,
        _ condition: String,
        _ event: Int64,
        _ redactions: [AddressRedaction],
        in connection: SQLiteConnection
    ) throws {
        var texts: [(row: Int64, text: String)] = []
        try connection.query(
            "SELECT rowid, \(column) FROM \(table) WHERE \(column) IS NOT NULL AND \(condition)",
            [.integer(event)]
        ) { row in
            var text = row.text(1)
            var isChanged = false
            for redaction in redactions {
                guard let redacted = redaction.redacted(text) else { continue }
                text = redacted
                isChanged = true
            }
            if isChanged { texts.append((row.integer(0), text)) }
        }
        for (row, text) in texts {
            try connection.run(
                "UPDATE \(table) SET \(column) = $2 WHERE rowid = $1",
                [.integer(row), .text(text)]
            )
        }
    }
}
