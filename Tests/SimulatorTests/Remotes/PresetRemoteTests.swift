import CoreServices
import Simulator
import TestSupport
import Testing

struct PresetRemoteTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let target: String
        let authorisation: String
        let body: String
        let status: Int
        var type = "application/json"
        var testDescription: String { "\(target) \(body.prefix(60)) → \(status)" }

        init(_ target: String, _ authorisation: String, _ body: String, _ status: Int) {
            self.target = target
            self.authorisation = authorisation
            self.body = body
            self.status = status
        }
    }

    private static let hubSpot = "/hubspot/crm/v3/objects/contacts"
    private static let slack = "/slack/services/T0SIMULATE/B0SIMULATE/simulatedhook"
    private static let eleven = Array(repeating: #"{"fields":{}}"#, count: 11).joined(separator: ",")

    @Test(arguments: [
        Case(hubSpot, "Bearer pat-simulated", #"{"properties":{"email":"a@b.c"}}"#, 201),
        Case(hubSpot, "Bearer wrong", #"{"properties":{"email":"a@b.c"}}"#, 401),
        Case(hubSpot, "Bearer pat-simulated", #"{"properties":{"email":"a@b.c","age":7}}"#, 400),
        Case(hubSpot, "Bearer pat-simulated", #"{"email":"a@b.c"}"#, 400),
        Case(
            hubSpot + "/batch/upsert",
            "Bearer pat-simulated",
            #"{"inputs":[{"idProperty":"email","id":"a@b.c","properties":{}}]}"#,
            200
        ),
        Case(hubSpot + "/batch/upsert", "Bearer pat-simulated", #"{"inputs":[]}"#, 400),
        Case(
            "/zoho/crm/v6/Leads/upsert",
            "Zoho-oauthtoken simulated-zoho-token",
            #"{"data":[{"Last_Name":"L"}]}"#,
            200
        ),
        Case("/zoho/crm/v6/Leads/upsert", "Zoho-oauthtoken simulated-zoho-token", #"{"data":[{}]}"#, 202),
        Case("/zoho/crm/v6/Leads/upsert", "Bearer simulated-zoho-token", #"{"data":[{"Last_Name":"L"}]}"#, 401),
        Case("/klaviyo/api/profile-import", "Klaviyo-API-Key wrong", "{}", 401),
        Case(
            "/klaviyo/api/profile-import",
            "Klaviyo-API-Key pk_simulated",
            #"{"data":{"type":"profile","attributes":{"email":"a@b.c"}}}"#,
            201
        ),
        Case("/klaviyo/api/events", "Klaviyo-API-Key pk_simulated", #"{"data":{"type":"event","attributes":{}}}"#, 400),
        Case("/segment/v1/track", "", #"{"userId":"7","event":"e","writeKey":"simulated-write-key"}"#, 200),
        Case("/segment/v1/track", "", #"{"event":"e"}"#, 400),
        Case("/airtable/v0/app1/Leads", "Bearer pat.simulated", #"{"records":[{"fields":{"a":"b"}}]}"#, 200),
        Case("/airtable/v0/app1/Leads", "Bearer pat.simulated", #"{"records":[\#(eleven)]}"#, 422),
        Case("/airtable/v0/other/Leads", "Bearer pat.simulated", #"{"fields":{}}"#, 404),
        Case(slack, "", #"{"text":"hello"}"#, 200), Case(slack, "", "{}", 400), Case(slack, "", "hello", 400),
        Case("/slack/services/T0/B0/wrong", "", #"{"text":"hello"}"#, 404),
        Case("/http/a", "", #"{"a":"#, 400), Case("/http/a", "", #"[1]"#, 200),
    ])
    func `requests are checked`(test: Case) throws {
        let fixture = try RemotesFixture()
        var headers: HTTPHeaders = ["Authorization": test.authorisation]
        if test.target.hasPrefix("/klaviyo") { headers.append("revision", "2024-10-15") }
        let answer = try fixture.send("POST", test.target, test.body, headers: headers)
        #expect(answer.status == test.status, "\(answer.text)")
    }

    @Test func `HubSpot refuses a contact that it knows`() throws {
        let fixture = try RemotesFixture()
        let statuses = try (0..<2).map { _ in
            let headers: HTTPHeaders = ["Authorization": "Bearer pat-simulated"]
            return try fixture.send("POST", Self.hubSpot, #"{"properties":{"email":"a@b.c"}}"#, headers: headers).status
        }
        #expect(statuses == [201, 409])
    }

    @Test func `Klaviyo asks for a revision`() throws {
        let headers: HTTPHeaders = ["Authorization": "Klaviyo-API-Key pk_simulated"]
        #expect(try RemotesFixture().send("POST", "/klaviyo/api/events", "{}", headers: headers).status == 400)
    }

    @Test func `Segment takes a wrong key without a word, and the ledger tells`() throws {
        let fixture = try RemotesFixture()
        let body = #"{"userId":"7","event":"e","writeKey":"wrong"}"#
        #expect(try fixture.post("/segment/v1/track", body).status == 200)
        let summary = fixture.remotes.ledger.summary(of: "segment")
        #expect(summary.processed == 0)
        #expect(summary.violations == ["call with an unknown write key": 1])
    }
}
