import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct LeadAPITests {
    private func emails(_ page: JSONValue) -> [String] { page["leads"]?.list.compactMap { $0["email"]?.string } ?? [] }

    private func filled(
        consent: ConsentRule = .notRefused,
        rateLimit: RateLimit = RateLimit(perSecond: 1000, burst: 1000)
    ) async throws -> LeadAPIFixture {
        let fixture = try LeadAPIFixture(consent: consent, rateLimit: rateLimit)
        try await fixture.leads.submit("ada@example.com", card: "Acme Trivia", #""optin":"true","score":"7""#)
        try await fixture.leads.submit("bob@example.com", card: "Acme Spin", #""optin":"false""#)
        try await fixture.leads.post(
            "CompetitionEntrySuccess",
            """
            "competition_entry_id":"cyd","submission_id":"s-cyd","card_id":"c-Acme Trivia","card_name":"Acme Trivia",
            "contact":{"email":"cyd@example.com","first_name":"=HYPERLINK(1)"},
            "form_fields":{"company":"\u{202e}evil","interest":"Ünï \\"x\\""}
            """
        )
        try await fixture.leads.submit("ada@example.com", card: "Globex Poll")
        try fixture.leads.count()
        return fixture
    }

    // MARK: - Who may

    @Test(arguments: [nil, "", "nope", "acme-0123456789abcdeF", "acme-0123456789abcdef "])
    func `without a token that is known nothing is told`(token: String?) async throws {
        let fixture = try await filled()
        let answer = try fixture.get("/api/leads", token: token)
        #expect(answer.status == 401)
        #expect(answer.headers["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
        #expect(!answer.text.contains("example.com"))
        #expect(fixture.rejections.all.map(\.status) == [401])
    }

    @Test func `both tokens of a reader hold while one is replaced by the other`() async throws {
        let fixture = try await filled()
        for token in [LeadAPIFixture.acmeToken, LeadAPIFixture.acmeNextToken] {
            #expect(try fixture.get("/api/sponsors", token: token).status == 200)
        }
    }

    @Test(arguments: ["sponsor=Globex", "tag=sponsor:globex", "sponsor=Hooli", "sponsor=Unattributed", "tag=nobody"])
    func `a sponsor's token sees that sponsor only, and not which others there are`(query: String) async throws {
        let fixture = try await filled()
        let refusal = try fixture.refusal("/api/leads?\(query)", token: LeadAPIFixture.acmeToken)
        #expect(refusal.status == 403)
        #expect(refusal.detail.contains("Acme Corp only"))
        let page = try fixture.json("/api/leads", token: LeadAPIFixture.acmeToken)
        #expect(emails(page) == ["ada@example.com", "cyd@example.com"])
        let sponsors = try fixture.json("/api/sponsors", token: LeadAPIFixture.acmeToken)
        #expect(sponsors["sponsors"]?.list.compactMap { $0["sponsor"]?.string } == ["Acme Corp"])
        #expect(sponsors["unique_people"] == nil)
    }

    @Test func `a token of a sponsor that is not known yet says so`() async throws {
        let fixture = try await filled()
        let refusal = try fixture.refusal("/api/leads", token: "hooli-0123456789abcdef")
        #expect(refusal.status == 403)
        #expect(refusal.detail.contains("Hooli"))
    }

    @Test func `who asks too often is told when to ask again, and others are not held up`() async throws {
        let fixture = try await filled(rateLimit: RateLimit(perSecond: 0.5, burst: 2))
        let token = LeadAPIFixture.acmeToken
        #expect(try (0..<3).map { _ in try fixture.get("/api/sponsors", token: token).status } == [200, 200, 429])
        let answer = try fixture.get("/api/sponsors", token: token)
        #expect(answer.headers["Retry-After"] == "2")
        #expect(try fixture.get("/api/sponsors").status == 200)
    }

    // MARK: - What can be asked

    @Test(arguments: [
        ("colour=red", "'colour' cannot be asked"), ("limit=0", "limit is a number from 1 to 1000"),
        ("limit=1001", "limit is"), ("limit=ten", "limit is"), ("since=yesterday", "since is no time"),
        ("qualified=maybe", "neither true nor false"), ("cursor=%00", "cursor is empty"),
        ("cursor=abc", "is no cursor"),
        ("cursor=MTotNTp4", "is no cursor"), ("card=", "card is empty"), ("limit=1&limit=2", "given twice"),
        ("format=xml", "json or csv"), ("token=x", "Authorization: Bearer"), ("access_token=x", "ends up in logs"),
        ("sponsor=Initech", "no sponsor 'Initech'"), ("sponsor=Globex&tag=sponsor:acme", "name two sponsors"),
    ])
    func `a question that cannot be understood is told in a sentence`(query: String, sentence: String) async throws {
        let fixture = try await filled()
        let refusal = try fixture.refusal("/api/leads?\(query)")
        #expect(refusal.status == 400)
        #expect(refusal.detail.contains(sentence))
    }

    @Test func `a cursor of another question is not taken`() async throws {
        let fixture = try await filled()
        let cursor = try #require(try fixture.json("/api/leads?limit=1")["next_cursor"]?.string)
        #expect(try fixture.refusal("/api/leads?sponsor=Globex&cursor=\(cursor)").detail.contains("another question"))
        #expect(try fixture.get("/api/leads?limit=50&cursor=\(cursor)").status == 200)
    }

    @Test(arguments: [
        ("sponsor=acme%20corp", ["ada@example.com", "cyd@example.com"]),
        ("tag=SPONSOR:ACME", ["ada@example.com", "cyd@example.com"]),
        ("card=Globex*", ["ada@example.com"]), ("card=c-Acme%20Trivia", ["ada@example.com", "cyd@example.com"]),
        ("since=2030-01-01", []), ("until=2020-01-01T00:00:00Z", []), ("qualified=true", []),
        ("since=2020-01-01T00:00:00+11:00&sponsor=Globex", ["ada@example.com"]),
    ])
    func `leads are chosen by sponsor, tag, card and time`(query: String, expected: [String]) async throws {
        let fixture = try await filled()
        #expect(emails(try fixture.json("/api/leads?\(query)")) == expected)
    }

    @Test(arguments: ["image/png", "text/html", "application/json;q=0"])
    func `a form that there is not is refused`(accept: String) async throws {
        let fixture = try await filled()
        #expect(try fixture.refusal("/api/leads", headers: ["Accept": accept]).status == 406)
    }

    @Test(arguments: [
        ("text/csv", "text/csv"), ("text/html, text/csv;q=0.9, */*;q=0.1", "text/csv"), ("*/*", "application/json"),
    ])
    func `the header says which form`(accept: String, type: String) async throws {
        let fixture = try await filled()
        let answer = try fixture.get("/api/leads", headers: ["Accept": accept])
        #expect(answer.headers["Content-Type"]?.hasPrefix(type) == true)
    }

    @Test func `another method is not allowed, HEAD has no body`() async throws {
        let fixture = try await filled()
        let post = try fixture.get("/api/leads", method: "POST")
        #expect(post.status == 405)
        #expect(post.headers["Allow"] == "GET")
    }

    // MARK: - Pages

    @Test func `pages follow each other, and whoever keeps the cursor gets what changes later, once`() async throws {
        let fixture = try await filled(consent: .everyone)
        var cursor = ""
        var seen: [String] = []
        var hasMore = true
        while hasMore {
            let page = try fixture.json("/api/leads?limit=1" + (cursor.isEmpty ? "" : "&cursor=\(cursor)"))
            seen += emails(page)
            cursor = try #require(page["next_cursor"]?.string)
            hasMore = page["has_more"] == .bool(true)
        }
        #expect(seen == ["ada@example.com", "bob@example.com", "cyd@example.com", "ada@example.com"])
        let nothing = try fixture.json("/api/leads?cursor=\(cursor)")
        #expect(emails(nothing) == [])
        #expect(nothing["next_cursor"]?.string == cursor)
        try await fixture.leads.submit("bob@example.com", card: "Acme Trivia")
        try fixture.leads.count()
        let later = try fixture.json("/api/leads?limit=1&cursor=\(cursor)")
        #expect(emails(later) == ["bob@example.com"])
        #expect(later["has_more"] == .bool(false))
    }

    @Test func `a link leads to the next page`() async throws {
        let fixture = try await filled()
        let answer = try fixture.get("/api/leads?sponsor=Acme%20Corp&limit=1")
        let link = try #require(answer.headers["Link"])
        let target = try #require(link.firstMatch(of: /<(.*)>; rel="next"/)?.1)
        #expect(emails(try fixture.json(String(target))) == ["cyd@example.com"])
    }

    @Test func `who refused is left out and counted`() async throws {
        let fixture = try await filled()
        let page = try fixture.json("/api/leads?sponsor=acme")
        #expect(emails(page) == ["ada@example.com", "cyd@example.com"])
        #expect(page["excluded_for_lack_of_consent"] == .integer(1))
        let strict = try await filled(consent: .optedIn)
        let strictPage = try strict.json("/api/leads")
        #expect(emails(strictPage) == ["ada@example.com"])
        #expect(strictPage["excluded_for_lack_of_consent"] == .integer(3))
    }

    @Test func `an unchanged answer is not sent again`() async throws {
        let fixture = try await filled()
        let first = try fixture.get("/api/leads?sponsor=Globex")
        let tag = try #require(first.headers["ETag"])
        let again = try fixture.get("/api/leads?sponsor=Globex", headers: ["If-None-Match": "\"x\", W/\(tag)"])
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
        #expect(again.headers["ETag"] == tag)
        try await fixture.leads.submit("ada@example.com", card: "Globex Poll")
        try fixture.leads.count()
        #expect(try fixture.get("/api/leads?sponsor=Globex", headers: ["If-None-Match": tag]).status == 200)
    }

    @Test func `CSV has the columns of an export, the other answers as JSON, and no formula`() async throws {
        let fixture = try await filled()
        let answer = try fixture.get("/api/leads?format=csv&sponsor=acme")
        let lines = answer.text.components(separatedBy: "\r\n")
        #expect(lines[0] == (LeadColumns.names + ["custom"]).joined(separator: ","))
        #expect(lines[2].contains(",'=HYPERLINK(1),"))
        #expect(lines[2].hasSuffix(#","{""interest"":""Ünï \""x\""""}""#))
        #expect(lines.count == 4)
        #expect(answer.headers["X-Has-More"] == "false")
        #expect(answer.headers["X-Next-Cursor"]?.isEmpty == false)
    }

    @Test func `texts come back as they were, and what steers a terminal is escaped`() async throws {
        let fixture = try await filled()
        let answer = try fixture.get("/api/leads?sponsor=acme")
        #expect(!answer.text.contains("\u{202e}"))
        let lead = try #require(try JSONReader.read(answer.body)["leads"]?.list.last)
        #expect(lead["company"] == .string("\u{202e}evil"))
        #expect(lead["custom"]?["interest"] == .string("Ünï \"x\""))
        #expect(lead["first_seen"]?.string?.hasSuffix("+10:00") == true)
    }

    @Test func `without readers there is no such address`() throws {
        let fixture = try LeadFixture([])
        let routes = try LeadAPIRoutes(
            store: fixture.store,
            configuration: Configuration(dataDirectory: fixture.store.directory.path),
            refused: { _ in }
        )
        #expect(routes.routes.isEmpty)
    }
}
