import Database
import Primitives
import TestSupport

@testable import CoreServices

/// A store with sponsors, whose events are counted step by step, as the planner does it.
final class LeadFixture {
    let stores: StoreFixture
    private var counting: LeadCounting
    private let connection: SQLiteConnection
    private let writer: GroupCommitWriter
    private(set) var eventCount = 0

    static let now = StoreFixture.now

    init(_ rules: [SponsorRule] = [], clock: WallClock = WallClock { LeadFixture.now }) throws {
        stores = try StoreFixture(clock: clock)
        guard let writer = stores.store.writer else { throw TestFailure("the store is open as a viewer") }
        self.writer = writer
        counting = LeadCounting(writer: writer)
        connection = try JournalSchema.openForReading(stores.store.directory)
        try setRules(rules)
        while try !catchUp() {}
    }

    var store: Store { stores.store }

    /// Changes the configured sponsors, which has the entries looked at again.
    func setRules(_ rules: [SponsorRule]) throws {
        try writer.writeAndWait { connection in
            if try SponsorRecord.take(rules, in: connection) {
                try LeadStateRecord.beginReattribution(at: Self.now, in: connection)
            }
        }
    }

    /// Posts a webhook of these members, JSON without braces; gives its number, or `nil` when it came before.
    @discardableResult
    func post(_ event: String, _ members: String) async throws -> Int64? {
        eventCount += 1
        let body = "{\"event\":\"\(event)\",\(members)}"
        let delivery = Delivery(
            endpoint: "main",
            headers: [],
            signature: SignatureCheck(profile: "none", secretIndex: nil),
            remoteAddress: "",
            receivedAt: Self.now.advanced(by: .seconds(eventCount))
        )
        let event = try EventNormaliser.event(from: Array(body.utf8), of: delivery)
        switch await store.journal?.append(event) {
        case .stored(let sequence): return sequence
        case .duplicate: return nil
        default: throw TestFailure("the event was not stored: \(body)")
        }
    }

    /// A form sent by somebody on a card.
    @discardableResult
    func submit(_ email: String, card: String, entry: String? = nil, _ more: String = "") async throws -> Int64? {
        let entry = entry ?? "e-\(eventCount)"
        return try await post(
            "CompetitionEntrySuccess",
            """
            "competition_entry_id":"\(entry)","submission_id":"s-\(entry)","card_id":"c-\(card)","card_name":"\(card)",
            "email":"\(email)"\(more.isEmpty ? "" : "," + more)
            """
        )
    }

    /// Counts and looks again until nothing is left to do.
    func count() throws {
        while try !catchUp() {}
    }

    /// One piece of that work; tells whether all is done.
    func catchUp() throws -> Bool {
        _ = try writer.writeAndWait { connection in
            try connection.run("UPDATE engine SET planned_seq = (SELECT coalesce(max(seq), 0) FROM event)")
        }
        return try !counting.catchUp(connection)
    }

    func tag(_ person: String, add: [String] = [], remove: [String] = []) throws {
        try writer.writeAndWait { connection in
            try ContactWrite(person: person, addTags: add, removeTags: remove, setProperties: [:])
                .apply(at: Self.now, in: connection)
        }
    }

    func recount() throws -> LeadRecount.Report {
        try LeadRecount.check(store)
    }

    /// `name leads/entries/qualified` of every sponsor that counts something, in the order of their names.
    func counts() throws -> [String] {
        try rows(
            """
            SELECT name || ' ' || leads || '/' || entries || '/' || qualified FROM sponsor_tally
            JOIN sponsor ON sponsor.id = sponsor_id WHERE leads > 0 ORDER BY name
            """
        )
    }

    func rows(_ sql: String) throws -> [String] {
        var rows: [String] = []
        try connection.query(sql) { rows.append($0.text(0)) }
        return rows
    }
}
