import Database

/// How a sponsor stands in the table `sponsor`.
enum SponsorRecord {
    private static let columns =
        "id, name, tag, origin, cards, extension_key, extension_value, goal"

    /// The active sponsors in the order of their rules, without Unattributed.
    static func active(in connection: SQLiteConnection) throws -> [Sponsor] {
        try list("WHERE is_active = 1 AND id <> 0 ORDER BY position, id", in: connection)
    }

    /// Every sponsor that there ever was, with Unattributed.
    static func all(in connection: SQLiteConnection) throws -> [Sponsor] {
        try list("ORDER BY position, id", in: connection)
    }

    /// The sponsor of a name or tag, in any case; `nil` when there is none.
    static func named(_ text: String, in connection: SQLiteConnection) throws -> Sponsor? {
        named(text, among: try all(in: connection))
    }

    static func named(_ text: String, among all: [Sponsor]) -> Sponsor? {
        let wanted = text.lowercased()
        return all.first { $0.name.lowercased() == wanted }
            ?? all.first { !$0.tag.isEmpty && SponsorTag.key(of: $0.tag) == SponsorTag.key(of: text) }
    }

    static func roll(in connection: SQLiteConnection) throws -> SponsorRoll {
        SponsorRoll(try active(in: connection), version: try LeadStateRecord.read(in: connection).directoryVersion)
    }

    private static func list(_ condition: String, in connection: SQLiteConnection) throws -> [Sponsor] {
        var sponsors: [Sponsor] = []
        try connection.query("SELECT \(columns) FROM sponsor \(condition)") { sponsors.append(sponsor($0)) }
        return sponsors
    }

    static func sponsor(_ row: borrowing SQLiteRow) -> Sponsor {
        var match: ExtensionDataMatch?
        if let key = row.optionalText(5), let value = row.optionalText(6) {
            match = ExtensionDataMatch(key: key, value: value)
        }
        return Sponsor(
            id: row.integer(0),
            name: row.text(1),
            tag: row.text(2),
            origin: Sponsor.Origin(rawValue: row.text(3)) ?? .discovered,
            cards: StoredJSON.list(row.text(4)),
            extensionData: match,
            goal: row.optionalInteger(7).map(Int.init)
        )
    }

    /// Makes a sponsor of what only a tag tells of; `nil` when there are too many of that kind.
    static func discover(slug: String, in connection: SQLiteConnection) throws -> Sponsor? {
        guard slug.utf8.count <= longestSlug else { return nil }
        let known = try connection.first("SELECT id FROM sponsor WHERE tag_key = $1", [.text(slug)]) { $0.integer(0) }
        let id: Int64
        if let known {
            // No rule stands behind it any more, or it would not be unknown.
            try connection.run(
                """
                UPDATE sponsor SET is_active = 1, origin = 'discovered', cards = '[]', extension_key = NULL,
                    extension_value = NULL, goal = NULL, position = $2
                WHERE id = $1
                """,
                [.integer(known), .integer(discoveredPosition)]
            )
            id = known
        } else {
            let count = try connection.first("SELECT count(*) FROM sponsor WHERE origin = 'discovered'") {
                $0.integer(0)
            }
            guard (count ?? 0) < discoveredLimit else { return nil }
            var name = SponsorTag.name(forSlug: slug)
            let isTaken = try connection.first("SELECT 1 FROM sponsor WHERE name = $1", [.text(name)]) { _ in true }
            if isTaken == true || name.isEmpty { name = "sponsor:\(slug)" }
            try connection.run(
                "INSERT INTO sponsor (name, tag, tag_key, origin, position) VALUES ($1, $2, $3, 'discovered', $4)",
                [.text(name), .text("sponsor:\(slug)"), .text(slug), .integer(discoveredPosition)]
            )
            id = connection.lastInsertedRowID
        }
        try LeadStateRecord.noteDirectoryChange(in: connection)
        return try list("WHERE id = \(id)", in: connection).first
    }

    /// In bytes.
    private static let longestSlug = 128
    /// After all rules.
    private static let discoveredPosition: Int64 = 1_000_000

    /// More sponsors than these are not made of tags, which anybody's form may hold.
    static let discoveredLimit: Int64 = 1_000

    static func isActive(_ id: Int64, in connection: SQLiteConnection) throws -> Bool {
        try connection.first("SELECT is_active FROM sponsor WHERE id = $1", [.integer(id)]) { $0.integer(0) } == 1
    }

    static func deactivate(_ id: Int64, in connection: SQLiteConnection) throws {
        try connection.run("UPDATE sponsor SET is_active = 0 WHERE id = $1", [.integer(id)])
    }

    /// After the configured sponsors and those added before, ahead of the discovered ones.
    static func nextAddedPosition(in connection: SQLiteConnection) throws -> Int {
        try connection.first("SELECT max(position) FROM sponsor WHERE origin = 'added'") {
            max(10_000, Int($0.integer(0)) + 1)
        } ?? 10_000
    }

    /// Makes the configured sponsors those of `rules`; tells whether any rule changed.
    static func take(_ rules: [SponsorRule], in connection: SQLiteConnection) throws -> Bool {
        let before = try active(in: connection)
        // A sponsor that the configuration leaves out is known by its tag alone from now on.
        try connection.run("UPDATE sponsor SET is_active = 0 WHERE origin = 'configured'")
        for (position, rule) in rules.enumerated() {
            try put(rule, origin: .configured, position: position, in: connection)
        }
        let after = try active(in: connection)
        guard before != after else { return false }
        try LeadStateRecord.noteDirectoryChange(in: connection)
        return true
    }

    /// Inserts a sponsor, or gives the one of this name or tag its rule.
    static func put(
        _ rule: SponsorRule,
        origin: Sponsor.Origin,
        position: Int,
        in connection: SQLiteConnection
    ) throws {
        let tag = rule.tag ?? SponsorTag.tag(forName: rule.name)
        let known =
            try connection.first("SELECT id FROM sponsor WHERE name = $1", [.text(rule.name)]) { $0.integer(0) }
            ?? connection.first(
                "SELECT id FROM sponsor WHERE tag_key = $1",
                [.text(SponsorTag.key(of: tag))]
            ) { $0.integer(0) }
        let values: [SQLiteValue] = [
            .text(rule.name), .text(tag), .text(SponsorTag.key(of: tag)), .text(origin.rawValue),
            .text(StoredJSON.text(rule.cards)), .text(rule.extensionData?.key), .text(rule.extensionData?.value),
            .integer(rule.goal.map(Int64.init)), .integer(Int64(position)),
        ]
        if let known {
            // Its name or tag may be another's that no rule stands behind any more.
            try connection.run(
                "UPDATE sponsor SET tag_key = 'was:' || id || ':' || tag_key, is_active = 0 WHERE tag_key = $1 AND id <> $2",
                [.text(SponsorTag.key(of: tag)), .integer(known)]
            )
            try connection.run(
                """
                UPDATE sponsor SET name = $1, tag = $2, tag_key = $3, origin = $4, cards = $5, extension_key = $6,
                    extension_value = $7, goal = $8, position = $9, is_active = 1
                WHERE id = $10
                """,
                values + [.integer(known)]
            )
        } else {
            try connection.run(
                """
                INSERT INTO sponsor (name, tag, tag_key, origin, cards, extension_key, extension_value, goal, position)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                values
            )
        }
    }
}
