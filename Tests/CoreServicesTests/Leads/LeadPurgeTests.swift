import Database
import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct LeadPurgeTests {
    private let rules = [
        SponsorRule(name: "Acme Corp", tag: "sponsor:acme", cards: ["Acme *"]),
        SponsorRule(name: "Globex", cards: ["Globex *"]),
    ]

    private func acting(_ fixture: LeadFixture) -> Operator {
        Operator(store: fixture.store, account: OperatorAccount(user: "mira", host: "desk"), isReadOnly: false)
    }

    private func identity(_ text: String) throws -> PersonIdentity { try #require(PersonIdentity(text)) }

    private func filled() async throws -> LeadFixture {
        let fixture = try LeadFixture(rules)
        try await fixture.submit(
            "Ada@engines.example",
            card: "Acme Trivia",
            entry: "e1",
            #""first_name":"Ada","user_profile_id":"p-1""#
        )
        try await fixture.post(
            "CouponIssued",
            #""competition_entry_id":"e1","coupon_id":"k1","coupon_code":"ADA-10","user_session_id":"s-9""#
        )
        try await fixture.submit("ada@engines.example", card: "Globex Poll")
        try await fixture.submit("bob@example.com", card: "Acme Trivia")
        try await fixture.post(
            "CompetitionEntrySuccess",
            """
            "competition_entry_id":"cyd","submission_id":"s-cyd","card_name":"Acme Trivia",
            "contact":{"email":"cyd@example.com"},"form_fields":{"friend":"ada@ENGINES.example"}
            """
        )
        try await fixture.post(
            "CardViewed",
            #""card_name":"Acme Trivia","email":"ada@engines.example","timestamp":"2026-05-01T00:00:00Z""#
        )
        try fixture.count()
        return fixture
    }

    // MARK: - By person

    @Test func `all of a person goes, over all sponsors, and everybody else stays`() async throws {
        let fixture = try await filled()
        let who = PurgeRequest.person(try identity("ADA@engines.example"))
        let planned = try await acting(fixture).planPurge(who)
        #expect(planned.events == 4)
        #expect(planned.entries == 2)
        #expect(planned.mentions == 1)
        #expect(planned.leads.map(\.sponsor) == ["Acme Corp", "Globex"])
        let report = try await acting(fixture).purge(who, reason: "asked on 1 May")
        #expect(report.events == 4)
        #expect(try fixture.counts() == ["Acme Corp 2/2/0"])
        #expect(try fixture.rows("SELECT people FROM lead_state") == ["2"])
        #expect(try fixture.recount().differences == [])
        #expect(try fixture.rows("SELECT custom FROM lead WHERE custom IS NOT NULL") == [#"{"friend":"erased"}"#])
        #expect(
            try fixture.rows("SELECT name FROM event WHERE seq IN (1, 2, 3, 6)")
                == Array(repeating: "erased on request", count: 4)
        )
        #expect(try fixture.rows("SELECT count(*) FROM event") == ["6"])
    }

    @Test func `nothing of the person is left in any file`() async throws {
        let fixture = try await filled()
        try await fixture.stores.index()
        let folder = fixture.stores.folder.path
        #expect(try Self.filesNaming("ada@engines.example", in: folder) != [])
        let report = try await acting(fixture).purge(.person(try identity("ada@engines.example")), reason: "asked")
        try await fixture.stores.index()
        _ = try OldPages.remove(in: fixture.stores.directory)
        #expect(report.tooNew == 0)
        for word in ["ada@engines.example", "ADA-10", "\"Ada\""] {
            let files = try Self.filesNaming(word, in: folder)
            #expect(files == [], "\(word)")
        }
        #expect(try Self.filesNaming("bob@example.com", in: folder) != [])
    }

    /// The files in which a word stands in any case.
    private static func filesNaming(_ word: String, in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return false }
            return String(decoding: data, as: UTF8.self).lowercased().contains(word.lowercased())
        }
    }

    @Test func `the search finds everything else again`() async throws {
        let fixture = try await filled()
        try await fixture.stores.index()
        _ = try await acting(fixture).purge(.person(try identity("ada@engines.example")), reason: "")
        try await fixture.stores.index()
        #expect(try await fixture.stores.found(by: "ada") == [])
        #expect(try await fixture.stores.found(by: "bob") == [4])
    }

    @Test func `the audit record says who and why, and not whom`() async throws {
        let fixture = try await filled()
        _ = try await acting(fixture).purge(.person(try identity("ada@engines.example")), reason: "letter of 1 May")
        let entries = try await fixture.store.auditEntries(before: nil, limit: 10)
        #expect(entries.map(\.act) == ["leads.purge.done", "leads.purge"])
        #expect(entries.allSatisfy { $0.reason == "letter of 1 May" && $0.subject.hasPrefix("person ") })
        #expect(!entries.contains { "\($0)".contains("ada") })
    }

    @Test func `one profile is one person, whatever address it gives`() async throws {
        let fixture = try await filled()
        try await fixture.submit("ada@work.example", card: "Acme Spin", #""user_profile_id":"p-1""#)
        try fixture.count()
        let report = try await acting(fixture).purge(.person(try identity("ada@engines.example")), reason: "")
        #expect(report.events == 5)
        #expect(try fixture.counts() == ["Acme Corp 2/2/0"])
    }

    @Test func `an import brings nobody back who was erased, and takes the others`() async throws {
        let fixture = try await filled()
        var lines: [String] = []
        for sequence in Int64(1)...4 {
            let event = try #require(try await fixture.store.event(sequence))
            lines.append(EventExport.line(event))
        }
        _ = try await acting(fixture).purge(.person(try identity("ada@engines.example")), reason: "")
        let other = try LeadFixture(rules)
        _ = try await acting(other).purge(.person(try identity("ada@engines.example")), reason: "")
        // They were received before the person was erased there.
        try await other.store.act { _ = try $0.run("UPDATE erased_person SET at = at + 3600000") }
        let importer = try EventImporter(store: other.store)
        let path = try other.stores.folder.write(lines.joined(separator: "\n"), to: "events.ndjson")
        let descriptor = open(path, O_RDONLY)
        try importer.read(descriptor: descriptor, name: "events")
        close(descriptor)
        #expect(importer.report.erased == 2)
        #expect(importer.report.imported == 2)
    }

    @Test func `a second delivery of an erased event is still one`() async throws {
        let fixture = try await filled()
        _ = try await acting(fixture).purge(.person(try identity("ada@engines.example")), reason: "")
        #expect(try await fixture.submit("ada@engines.example", card: "Acme Trivia", entry: "e1") == nil)
    }

    @Test func `a purge that was stopped in the middle is finished by asking again`() async throws {
        let fixture = try await filled()
        // As if the process had died after the first entry.
        try await fixture.store.act { connection in
            _ = try PurgeWriting.remove([1], of: [], mayErase: { _ in true }, in: connection)
        }
        #expect(try fixture.recount().differences == [])
        let report = try await acting(fixture).purge(.person(try identity("ada@engines.example")), reason: "")
        #expect(report.events == 2)
        #expect(try fixture.counts() == ["Acme Corp 2/2/0"])
    }

    @Test func `events that are not counted yet are told of, and go the next time`() async throws {
        let fixture = try await filled()
        try await fixture.submit("ada@engines.example", card: "Acme Spin")
        let first = try await acting(fixture).purge(.person(try identity("ada@engines.example")), reason: "")
        #expect(first.tooNew == 1)
        try fixture.count()
        let second = try await acting(fixture).purge(.person(try identity("ada@engines.example")), reason: "")
        #expect((second.events, second.tooNew) == (1, 0))
        #expect(try fixture.recount().differences == [])
    }

    @Test func `nobody who only looks erases`() async throws {
        let fixture = try await filled()
        let looking = Operator(store: fixture.store, account: OperatorAccount(user: "a", host: "b"), isReadOnly: true)
        await #expect(throws: OperatorRefusal.readOnly) {
            try await looking.purge(.person(try identity("ada@engines.example")), reason: "")
        }
        #expect(try fixture.counts() == ["Acme Corp 3/3/0", "Globex 1/1/0"])
    }

    // MARK: - By age

    @Test func `what is older goes with whole entries, and what has newer events stays`() async throws {
        let fixture = try LeadFixture(rules)
        for number in 0..<5 {
            try await fixture.submit("p\(number)@example.com", card: "Acme Trivia", entry: "e\(number)")
        }
        // A prize of the first entry, later than the limit.
        try await fixture.post(
            "PrizeAwarded",
            #""competition_entry_id":"e0","prize_recipient_id":"r1","prize_name":"First","email":"p0@example.com""#
        )
        try fixture.count()
        let limit = LeadFixture.now.advanced(by: .seconds(4))
        let report = try await acting(fixture).purge(.before(limit, includingWaiting: false), reason: "retention")
        #expect((report.events, report.entries, report.kept) == (2, 2, 1))
        #expect(try fixture.counts() == ["Acme Corp 3/3/0"])
        #expect(try fixture.recount().differences == [])
        let again = try await acting(fixture).planPurge(.before(limit, includingWaiting: false))
        #expect(again.events == 0)
    }

    @Test func `deliveries that wait keep their events, unless it is said otherwise`() async throws {
        let fixture = try await filled()
        try await fixture.store.act { connection in
            try connection.run(
                """
                INSERT INTO run (id, workflow_id, version_id, event_seq, state, started_at) VALUES (1, 1, 1, 4, 'running', 0)
                """
            )
            try connection.run(
                """
                INSERT INTO step (id, run_id, workflow_id, node, operation, destination_id, state, due_at,
                    maximum_attempts, created_at) VALUES (7, 1, 1, 'a', 'http', 1, 'ready', 0, 3, 0)
                """
            )
        }
        let limit = LeadFixture.now.advanced(by: .seconds(100))
        let kept = try await acting(fixture).planPurge(.before(limit, includingWaiting: false))
        #expect((kept.events, kept.kept) == (5, 1))
        let report = try await acting(fixture).purge(.before(limit, includingWaiting: true), reason: "")
        #expect((report.events, report.cancelled) == (6, 1))
        #expect(try fixture.rows("SELECT count(*) FROM step") == ["0"])
        #expect(try fixture.rows("SELECT coalesce(sum(count), 0) FROM step_tally") == ["0"])
        #expect(try fixture.counts() == [])
        #expect(try fixture.recount().differences == [])
    }

    // MARK: - Whatever happens

    @Test(arguments: 0..<6)
    func `counts equal a recount after any purges among any events`(seed: Int) async throws {
        let fixture = try LeadFixture(rules)
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<60 {
            let person = "p\(Int.random(in: 0..<6, using: &random))@example.com"
            switch Int.random(in: 0..<12, using: &random) {
            case 0:
                try fixture.count()
                _ = try await acting(fixture).purge(.person(try identity(person)), reason: "")
            case 1:
                try fixture.count()
                let age = Int64(Int.random(in: 0...fixture.eventCount, using: &random))
                let limit = LeadFixture.now.advanced(by: .seconds(age))
                _ = try await acting(fixture).purge(.before(limit, includingWaiting: false), reason: "")
            case 2:
                try await fixture.post(
                    "CouponIssued",
                    #""competition_entry_id":"e\#(Int.random(in: 0..<9, using: &random))","coupon_id":"k\#(fixture.eventCount)""#
                )
            default:
                let card = ["Acme Trivia", "Globex Poll", "Nobody's"][Int.random(in: 0..<3, using: &random)]
                let entry = "e\(Int.random(in: 0..<30, using: &random))"
                try await fixture.submit(person, card: card, entry: entry)
            }
        }
        try fixture.count()
        #expect(try fixture.recount().differences == [])
    }
}
