import CoreServices
import Foundation
import Primitives
import TestSupport
import Testing

struct EventSearchTests {
    /// Six events that differ in everything a filter can ask for.
    private static let bodies: [String] = [
        #"{"event":"CompetitionEntrySuccess","card_name":"Acme Trivia","card_id":"card-1","site_name":"Expo Hub","#
            + #""email":"ada@example.com","first_name":"Ada","last_name":"Lovelace","company":"Analytical_Engines","#
            + #""note":"100% sure","submission_id":"s1"}"#,
        #"{"event":"PrizeAwarded","card_name":"Acme Spin","card_id":"card-2","site_name":"Expo Hub","#
            + #""email":"grace@navy.example","first_name":"Grace","last_name":"Hopper","prize_name":"First Prize","#
            + #""prize_recipient_id":"r2","note":"prize first"}"#,
        #"{"event":"CouponRedeemed","offer_name":"Coffee","coupon_id":"c3","coupon_code":"XYZ-9","site_name":"Café Süd","#
            + #""email":"björn@example.com","first_name":"Björn","note":"say \"hi\" AND NOT (that) NEAR/2 *"}"#,
        #"{"event":"CardViewed","card_name":"東京製作所 クイズ","card_id":"card-4","site_name":"Tokyo","#
            + #""first_name":"李","note":"analytical engine"}"#,
        #"{"event":"SomethingNew","site_name":"Lab","nested":{"list":[10,{"deep":"treasure"}],"a b":"spaced"},"#
            + #""note":"under_score and back\\slash"}"#,
        #"{"trigger":"Gameplay.DataCaptured","contact":{"email":"Eve@Example.com","first_name":"Eve"},"#
            + #""card":{"name":"Globex Poll","id":"card-6"},"submission_id":"s6","answer":"10 per cent"}"#,
    ]

    private static let sponsors = SponsorDirectory(rules: [
        SponsorRule(name: "Acme Corp", tag: "sponsor:acme", cards: ["Acme *"]),
        SponsorRule(name: "Globex", tag: nil, cards: ["card-6"]),
    ])

    private static func filled() async throws -> StoreFixture {
        let fixture = try StoreFixture()
        for (index, body) in bodies.enumerated() {
            let time = StoreFixture.now.advanced(by: .seconds(-600 * (bodies.count - index)))
            let endpoint = index == 5 ? "second" : "main"
            try await fixture.append(.parsed(Array(body.utf8), endpoint: endpoint, receivedAt: time))
        }
        try await fixture.index()
        return fixture
    }

    /// Filters and the events that pass them.
    private static let table: [(filter: String, found: [Int64])] = [
        ("acme", [1, 2]), ("ACME", [1, 2]), ("acm", [1, 2]), ("cme", []),
        ("acme trivia", [1]), ("trivia acme", [1]), ("acme globex", []),
        ("lovelace", [1]), ("bjorn", [3]), ("BJÖRN", [3]), ("cafe", [3]), ("café", [3]), ("sud", [3]),
        (#""first prize""#, [2]), (#""prize first""#, [2]), (#""first acme""#, []), (#""analytical engine""#, [4]),
        ("analytical", [1, 4]), ("analytical_engines", [1]), ("analytical%", []),
        ("100%", [1]), ("under_score", [5]), ("under%score", []), (#"back\slash"#, [5]), ("xyz-9", [3]),
        ("AND", [3, 5]), ("NOT", [3]), ("OR", []), ("(that)", [3]), ("NEAR/2", [3]),
        ("*", [1, 2, 3, 4, 5, 6]),
        (#""\"hi\"""#, [3]), ("^acme", []), ("東京製作所", [4]), ("クイ", [4]), ("李", [4]),
        ("trigger:Prize.Won", [2]), ("trigger:prize.awarded", [2]), ("trigger:PrizeAwarded", [2]),
        ("trigger:Prize.*", [2]), ("trigger:Gameplay.DataCaptured", [1, 6]), ("trigger:CompetitionEntrySuccess", [1]),
        ("trigger:SomethingNew", [5]), ("trigger:coupon", [3]),
        ("card:trivia", [1]), ("card:card-2", [2]), (#"card:"acme spin""#, [2]), ("card:クイズ", [4]), ("card:expo", []),
        ("site:expo", [1, 2]), ("site:süd", [3]), ("email:ada@example.com", [1]), ("email:@example.com", [1, 3, 6]),
        ("email:navy", [2]), ("email:björn@example.com", [3]), ("email:eve@example.com", [6]),
        ("person:hopper", [2]), ("person:ada", [1]), (#"person:"ada lovelace""#, [1]), ("person:李", [4]),
        ("sponsor:acme", [1, 2]), ("sponsor:globex", [6]), ("sponsor:nobody", []),
        ("source:komo", [1, 2, 3, 4, 5, 6]), ("source:embed", []), ("endpoint:second", [6]), ("endpoint:sec", []),
        ("body.company:analytical", [1]), ("body.company:hopper", []), ("body.nested.list.0:10", [5]),
        ("body.nested.list.1.deep:treasure", [5]), ("body.note:100%", [1]), ("body.contact.email:eve", [6]),
        ("body.missing:x", []), ("since:15m", [6]), ("since:25m", [5, 6]), ("until:25m", [1, 2, 3, 4]),
        ("since:35m until:15m", [4, 5]), ("until:2026-05-01", []), ("since:2026-05-01T09:15Z", [6]),
        ("acme -trivia", [2]), ("-acme -card:globex", [3, 4, 5]), ("expo source:komo since:1d", [1, 2]),
    ]

    @Test
    func `every filter finds what it says, the count agrees, and its negation finds the rest`() async throws {
        let fixture = try await Self.filled()
        for (text, wanted) in Self.table {
            let found = try await fixture.found(by: text, sponsors: Self.sponsors)
            #expect(found == wanted, "\(text)")
            let filter = try Filter(parsing: text)
            #expect(
                try await fixture.store.count(filter, sponsors: Self.sponsors) == Int64(wanted.count),
                "count of \(text)"
            )
            guard filter.terms.count == 1 else { continue }
            let rest = (1...Int64(Self.bodies.count)).filter { !wanted.contains($0) }
            #expect(try await fixture.found(by: "-" + text, sponsors: Self.sponsors) == rest, "-\(text)")
        }
    }

    @Test
    func `bodies that are no plain JSON are found by their words`() async throws {
        let fixture = try StoreFixture()
        try await fixture.append(.parsed(Array("\u{FEFF}{\"company\":\"marked\"}".utf8)))
        try await fixture.append(.sample("b", body: "not JSON, but words"))
        var binary = Event.sample("c")
        binary.body = [0xff, 0xfe, 0x20] + Array("legible".utf8) + [0x20, 0x00, 0x80] + Array("beyond".utf8)
        try await fixture.append(binary)
        try await fixture.append(.sample("d", body: ""))
        try await fixture.index()

        #expect(try await fixture.found(by: "marked") == [1])
        #expect(try await fixture.found(by: "body.company:marked") == [1])
        #expect(try await fixture.found(by: "words") == [2])
        #expect(try await fixture.found(by: "legible") == [3])
        #expect(try await fixture.found(by: "-body.company:marked") == [2, 3, 4])
    }

    @Test
    func `a damaged search index is built again from the journal`() async throws {
        let folder = try TemporaryDirectory()
        defer { folder.remove() }
        let directory = DataDirectory(path: folder.path)
        do {
            let store = try Store.openAsOwnerOrViewer(directory)
            for body in Self.bodies { await store.journal?.append(try .parsed(Array(body.utf8))) }
            try await waitUntil("the index") { try await store.isIndexed() }
            store.close()
        }
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: directory.searchIndex + suffix) }
        try Data(repeating: 0x5a, count: 100_000).write(to: URL(filePath: directory.searchIndex))

        let store = try Store.openAsOwnerOrViewer(directory)
        defer { store.close() }
        try await waitUntil("the index") { try await store.isIndexed() }

        let page = try await store.page(try Filter(parsing: "acme"), at: .newest, limit: 9)
        #expect(page.rows.sequences == [1, 2])
    }

    @Test
    func `no filter that can be typed makes an SQL error`() async throws {
        let fixture = try await Self.filled()
        var random = SeededGenerator(seed: 20_260_501)
        let pieces = [
            "acme", "a", "\"", "\\", "%", "_", "*", "(", ")", "'", ";", "--", "-", ":", ".", "card:", "trigger:",
            "body.a:", "body.a.0:", "body.\"x\":", "body.9:", "body.-1:", "email:", "sponsor:", "since:1h", "until:2d",
            " ",
            "  ", "AND", "OR", "NOT", "NEAR(", "^", "{body}", "+", "東", "é", "e\u{301}", "🎉", "\u{0}", "$1", "?1", "::",
            "１２", "²", "ß", "\u{200B}", "\u{FEFF}", "½",
        ]
        var understood = 0
        for _ in 0..<800 {
            let text = (0..<Int.random(in: 1...6, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            guard let filter = try? Filter(parsing: text) else { continue }
            understood += 1
            do {
                let page = try await fixture.store.page(filter, at: .newest, limit: 100, sponsors: Self.sponsors)
                let count = try await fixture.store.count(filter, sponsors: Self.sponsors)
                #expect(count == Int64(page.rows.sequences.count), "\(text.debugDescription), \(random)")
            } catch {
                Issue.record("\(text.debugDescription): \(error); \(random)")
            }
        }
        #expect(understood > 200)
    }
}
