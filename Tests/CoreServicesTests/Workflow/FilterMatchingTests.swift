import CoreServices
import Primitives
import TestSupport
import Testing

struct FilterMatchingTests {
    private static let sponsors = SponsorDirectory(rules: [
        SponsorRule(name: "Acme Corp", tag: "sponsor:acme", cards: ["Acme *"]),
        SponsorRule(name: "Globex", tag: nil, cards: ["card-6", "50%_off"]),
    ])

    /// Texts that people, machines and people with bad intent write.
    private static let texts = [
        "Acme Trivia", "acme spin", "ACME-2026", "Ada Lovelace", "ada@example.com", "O'Hara & Söhne", "Björn",
        "Café Süd",
        "Cafe\u{301}", "Ωμέγα ςσ", "İstanbul", "straße", "ſtop", "東京製作所 クイズ", "हिन्दी", "नमस्ते दुनिया", "ทดสอบ", "العربية",
        "e\u{301}e", "a\u{200D}b", "🎉 party", "🫠new", "₺100", "½ price", "x²", "１２", "first prize", "prize first",
        "100% sure", "under_score", "back\\slash", "say \"hi\" AND NOT (that) NEAR/2 *", "\u{0}nul\u{0}nul",
        "{{ contact.email }}",
        "Z\u{0301}\u{0335}\u{0489}algo", "\u{202E}yrollaM", "\u{1B}[31mred", "ßẞ", "ǅ ǆ ǡ", "\u{FEFF}bom", "", " ",
        "\t\n", "50%_off",
        "Robert'); DROP TABLE events;--", "Gameplay.Ended", "card-6", "1", "true", "ᏣᎳᎩ", "ქართული Ქ", "ᦰ",
        "line\u{2028}two",
    ]

    private static let values = [
        "1", "10", "2.5", "1e3", "-0.0", "true", "false", "null", "123456789012345678901", "0.1",
        "[1,\"deep treasure\"]",
        "{\"a b\":\"spaced\",\"n\":[true, null , 1.0]}", "\"\\u0041\\u00e9\\ud83c\\udf89\"", "\"nul\\u0000hidden\"",
        "\"\\ud800 lone\"",
    ]

    private static func quoted(_ text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20:
                quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return "\"\(quoted)\""
    }

    private static func event(_ index: Int, _ random: inout SeededGenerator) throws -> Event {
        func text() -> String { quoted(texts.randomElement(using: &random) ?? "") }
        var members = ["\"submission_id\":\"s\(index)\""]
        let names = [
            "PrizeAwarded", "CompetitionEntrySuccess", "Gameplay.Ended", "CouponRedeemed", "SomethingNew",
            "prize.awarded",
        ]
        members.append("\"event\":\(quoted(names.randomElement(using: &random) ?? ""))")
        for key in [
            "card_name", "card_id", "site_name", "site_id", "email", "first_name", "last_name", "company", "note",
        ] {
            if Bool.random(using: &random) { members.append("\"\(key)\":\(text())") }
        }
        for key in ["answer", "nested", "note"] {
            if Bool.random(using: &random) {
                members.append("\"\(key)\": \(values.randomElement(using: &random) ?? "")")
            }
        }
        members.shuffle(using: &random)
        let mark = Int.random(in: 0..<10, using: &random) == 0 ? "\u{FEFF}" : ""
        var event = try Event.parsed(
            Array("\(mark){\(members.joined(separator: ","))}".utf8),
            endpoint: Bool.random(using: &random) ? "main" : "Second",
            receivedAt: StoreFixture.now.advanced(by: .seconds(-Int.random(in: 0...3600, using: &random)))
        )
        switch Int.random(in: 0..<20, using: &random) {
        case 0: event.body = Array("not JSON, but words \(text())".utf8)
        case 1: event.body = [0xff, 0xfe, 0x20] + Array("legible".utf8) + [0x20, 0x80] + Array("beyond".utf8)
        case 2: event.body = []
        case 3: event.source = .imported
        default: break
        }
        return event
    }

    private static let filters = [
        "acme", "ACM", "cme", "trivia acme", "acme -spin", "-acme -card:globex", "\"first prize\"", "\"prize first\"",
        "ada@example.com",
        "bjorn", "BJÖRN", "cafe", "café", "sud", "ωμεγα", "ωμέγα", "ΩΜΈΓΑ", "σσ", "istanbul", "strasse", "straße",
        "stop", "東京製作所", "クイ",
        "हिन्दी", "नमस्ते", "ทดสอบ", "العربية", "\"a\u{200D}b\"", "🎉", "party", "new", "₺100", "100", "½", "x²", "１２", "100%",
        "under_score",
        "under%score", "back\\slash", "\"\\\"hi\\\"\"", "(that)", "NEAR/2", "*", "→", "-→", "nul", "hidden", "lone",
        "zalgo", "algo", "yrolla",
        "red", "ss", "bom", "50%_off", "drop", "spaced", "treasure", "1000", "1.0", "2.5", "true", "null", "ქართული",
        "ᏣᎳᎩ", "two",
        "trigger:Prize.Won", "trigger:prize.awarded", "trigger:PrizeAwarded", "trigger:Prize.*", "trigger:gameplay",
        "trigger:some",
        "card:acme", "card:card-6", "card:\"acme spin\"", "card:クイズ", "card:%", "site:süd", "site:expo",
        "site:\"o'hara &\"",
        "email:@example.com", "email:björn", "person:ada", "person:\"ada lovelace\"", "person:\"{{ contact\"",
        "-person:ada",
        "sponsor:acme", "sponsor:globex", "sponsor:nobody", "-sponsor:acme", "source:komo", "source:IMPORT",
        "-source:komo", "endpoint:main",
        "endpoint:second", "endpoint:Second", "since:30m", "until:30m", "since:40m until:20m", "-since:30m",
        "body.company:acme",
        "body.note:100%", "body.note:*", "-body.note:acme", "body.nested.1:treasure", "body.nested.n:true",
        "body.nested.n.0:1", "body.nested:n",
        "body.answer:1", "body.answer:0", "body.answer:1000", "body.answer:e", "body.note:hidden", "body.card_name:cme",
        "body.submission_id:s1",
        "body.company:\"say \\\"hi\\\"\"", "body.nested.１２:x", "body.note:ö", "body.note:Ö",
        "acme source:komo since:50m -trigger:prize.won",
    ]

    @Test func `an event in memory passes the same filters as in the store`() async throws {
        var random = SeededGenerator(seed: UInt64.random(in: 0...UInt64.max))
        let fixture = try StoreFixture()
        var events: [Int64: Event] = [:]
        for index in 0..<160 {
            let event = try Self.event(index, &random)
            guard case .stored(let sequence) = try await fixture.append(event) else { continue }
            events[sequence] = event
        }
        #expect(events.count > 80)
        try await fixture.index()
        var found = 0
        let filters = Self.filters.shuffled(using: &random).prefix(45)
        for text in filters {
            let filter = try Filter(parsing: text)
            let stored = try await fixture.store.page(filter, at: .newest, limit: 400, sponsors: Self.sponsors).rows
                .sequences
            let matched = events.filter {
                filter.matches($0.value, sponsors: Self.sponsors, now: StoreFixture.now)
            }.map(\.key).sorted()
            if !matched.isEmpty { found += 1 }
            for sequence in Set(matched).symmetricDifference(stored).sorted().prefix(2) {
                let body = String(decoding: events[sequence]?.body ?? [], as: UTF8.self)
                Issue.record(
                    "\(text.debugDescription), in store \(stored.contains(sequence)): \(body.debugDescription); \(random)"
                )
            }
        }
        #expect(found > filters.count / 3)
    }

    private static let steps = TemplateValues(roots: [
        "steps": .object([
            "lookup": .object([
                "status": .integer(200),
                "body": .object([
                    "totalSize": .number(10),
                    "records": .array([.object(["Id": .string("00Q1"), "Name": .string("Ada")])]),
                    "done": .bool(true), "next": .null, "codes": .array([.string("DUPLICATE"), .integer(7)]),
                ]),
            ])
        ])
    ])

    @Test(arguments: [
        ("steps.lookup.status:200", true), ("steps.lookup.status:20", false), ("steps.lookup.status:2*", true),
        ("-steps.lookup.status:404", true), ("steps.lookup.body.totalSize:10", true),
        ("steps.lookup.body.totalSize:1", false),
        ("steps.lookup.body.records.0.Id:00q", true), ("steps.lookup.body.records.1.Id:*", false),
        ("steps.lookup.body.done:true", true), ("steps.lookup.body.next:*", false), ("-steps.lookup.body.next:*", true),
        ("steps.lookup.body.codes:duplicate", true), ("steps.lookup.body.codes:7", true),
        ("steps.other.status:200", false),
        ("acme steps.lookup.status:200", false),
    ])
    func `a decision can ask what earlier steps got back`(text: String, expected: Bool) throws {
        let filter = try Filter(parsing: text, allowsSteps: true)
        #expect(
            filter.matches(.sample("a"), sponsors: SponsorDirectory(), values: Self.steps, now: StoreFixture.now)
                == expected
        )
    }

    @Test(arguments: [
        ("steps.a.status:1", false, 1), ("x -steps:1", false, 4), ("steps:1", true, 1), ("steps.a:1", true, 1),
        ("steps.a..b:1", true, 1),
    ])
    func `a filter that cannot ask for steps says so`(text: String, allowsSteps: Bool, column: Int) {
        let error = #expect(throws: FilterError.self) { try Filter(parsing: text, allowsSteps: allowsSteps) }
        #expect(error?.column == column)
    }

    @Test func `the filter without terms passes everything`() {
        #expect(Filter.everything.matches(.sample("a"), sponsors: SponsorDirectory(), now: StoreFixture.now))
    }
}
