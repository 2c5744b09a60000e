import TestSupport
import Testing
import WebServer

@testable import CoreServices

/// The API does what its document says.
struct LeadAPIDocumentTests {
    private let document: JSONValue
    private let schemas: JSONSchemas

    init() throws {
        document = try JSONReader.read(Array(LeadAPIDocument.text.utf8))
        schemas = JSONSchemas(document: document)
    }

    private func responses(_ path: String) -> JSONValue? { document["paths"]?[path]?["get"]?["responses"] }

    private func schema(_ path: String, _ status: Int, _ type: String = "application/json") throws -> JSONValue {
        try #require(responses(path)?[String(status)]?["content"]?[type]?["schema"])
    }

    private func fixture() async throws -> LeadAPIFixture {
        let fixture = try LeadAPIFixture()
        try await fixture.leads.submit(
            "ada@example.com",
            card: "Acme Trivia",
            entry: "e1",
            #""optin":"true","score":"7","first_name":"Ada","form_fields":{"interest":"x"}"#
        )
        try await fixture.leads.post(
            "PrizeAwarded",
            #""competition_entry_id":"e1","prize_recipient_id":"r1","prize_name":"First","email":"ada@example.com""#
        )
        try await fixture.leads.submit("bob@example.com", card: "Nobody's")
        try fixture.leads.count()
        return fixture
    }

    @Test(arguments: [LeadAPIFixture.allToken, LeadAPIFixture.acmeToken])
    func `every answer is as described`(token: String) async throws {
        let fixture = try await fixture()
        for path in ["/api/leads", "/api/sponsors"] {
            let answer = try fixture.get(path, token: token)
            #expect(schemas.mistakes(in: try JSONReader.read(answer.body), try schema(path, 200)) == [])
            for (name, _) in responses(path)?["200"]?["headers"]?.members ?? [:] where name != "Link" {
                #expect(answer.headers[name] != nil, "\(name)")
            }
        }
        #expect(try fixture.json("/api/leads", token: token)["leads"]?.list.isEmpty == false)
    }

    @Test func `every refusal is as described, and every status is described`() async throws {
        let fixture = try await fixture()
        let refusals: [(String, String?, TestSupport.HTTPHeaders)] = [
            ("?colour=1", LeadAPIFixture.allToken, [:]), ("", nil, [:]),
            ("?sponsor=Globex", LeadAPIFixture.acmeToken, [:]), ("", LeadAPIFixture.allToken, ["Accept": "image/png"]),
        ]
        for (query, token, headers) in refusals {
            let answer = try fixture.get("/api/leads\(query)", token: token, headers: headers)
            let problem = try schema("/api/leads", answer.status, "application/problem+json")
            #expect(schemas.mistakes(in: try JSONReader.read(answer.body), problem) == [])
        }
        for problem in [LeadAPIProblem.tooMany(retryAfterSeconds: 1), .unavailable] {
            let described = try schema("/api/sponsors", problem.status, "application/problem+json")
            #expect(schemas.mistakes(in: try JSONReader.read(Array(problem.response.body.utf8)), described) == [])
        }
        #expect(responses("/api/leads")?["304"] != nil)
    }

    @Test func `what can be asked is what is described`() throws {
        let described = document["paths"]?["/api/leads"]?["get"]?["parameters"]?.list.compactMap { $0["name"]?.string }
        #expect(described == LeadAPIQuestion.Parameter.allCases.map(\.rawValue))
    }

    @Test func `the document is served without a token, and every reference in it leads somewhere`() async throws {
        let fixture = try await fixture()
        let answer = try fixture.get("/api/openapi.json", token: nil)
        #expect(answer.status == 200)
        #expect(try JSONReader.read(answer.body) == document)
        for name in LeadAPIDocument.text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/).map({ String($0.1) }) {
            #expect(document["components"]?["schemas"]?[name] != nil, "\(name)")
        }
    }

    @Test func `what is not as described is found`() throws {
        let lead = try schema("/api/leads", 200)
        #expect(schemas.mistakes(in: .object(["leads": .array([.object([:])])]), lead).count > 3)
    }
}

/// So much of JSON Schema as the document uses.
struct JSONSchemas {
    let document: JSONValue

    /// Where a value is not as a schema says.
    func mistakes(in value: JSONValue, _ schema: JSONValue, at place: String = "") -> [String] {
        if let reference = schema["$ref"]?.string {
            let name = String(reference.split(separator: "/").last ?? "")
            guard let target = document["components"]?["schemas"]?[name] else { return ["\(place): no \(reference)"] }
            return mistakes(in: value, target, at: place)
        }
        let kinds = schema["type"]?.string.map { [$0] } ?? schema["type"]?.list.compactMap(\.string) ?? []
        guard kinds.contains(where: { value.isOf(kind: $0) }) else { return ["\(place): no \(kinds)"] }
        if let choices = schema["enum"]?.list, !choices.contains(value) { return ["\(place): none of \(choices)"] }
        switch value {
        case .array(let elements):
            guard let items = schema["items"] else { return ["\(place): items are not described"] }
            return elements.enumerated().flatMap { mistakes(in: $1, items, at: "\(place)[\($0)]") }
        case .object(let members):
            let described = schema["properties"]?.members ?? [:]
            let missing = (schema["required"]?.list ?? []).compactMap(\.string).filter { members[$0] == nil }
            let others = schema["additionalProperties"] ?? .bool(false)
            return missing.map { "\(place).\($0): missing" }
                + members.flatMap { name, member -> [String] in
                    if let own = described[name] { return mistakes(in: member, own, at: "\(place).\(name)") }
                    return others == .bool(false)
                        ? ["\(place).\(name): not described"] : mistakes(in: member, others, at: "\(place).\(name)")
                }
        default: return []
        }
    }
}

extension JSONValue {
    /// The members of an object.
    var members: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }

    fileprivate func isOf(kind: String) -> Bool {
        switch (self, kind) {
        case (.null, "null"), (.bool, "boolean"), (.integer, "integer"), (.integer, "number"), (.number, "number"),
            (.string, "string"), (.array, "array"), (.object, "object"):
            true
        default: false
        }
    }
}
