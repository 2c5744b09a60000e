import Foundation
import Simulator
import TestSupport
import Testing

struct SalesforceRemoteTests {
    private static let leads = "/salesforce/services/data/v61.0/sobjects/Lead"
    private static let long = String(repeating: "x", count: 81)

    private func lead(
        _ fixture: RemotesFixture,
        _ method: String,
        _ target: String,
        _ body: String = "",
        token: String,
        extra: HTTPHeaders = [:]
    ) throws -> HTTPResponse {
        var headers: HTTPHeaders = ["Authorization": "Bearer \(token)"]
        for field in extra.fields { headers.append(field.name, field.value) }
        return try fixture.send(method, target, body, headers: headers)
    }

    @Test(arguments: [
        ("grant_type=client_credentials&client_id=simulated-client&client_secret=simulated-client-secret", nil),
        ("grant_type=refresh_token&client_id=simulated-client&refresh_token=simulated-refresh-token", nil),
        ("grant_type=client_credentials&client_id=simulated-client&client_secret=wrong", "invalid_client"),
        ("grant_type=client_credentials&client_id=other&client_secret=simulated-client-secret", "invalid_client_id"),
        ("grant_type=refresh_token&client_id=simulated-client&refresh_token=wrong", "invalid_grant"),
        ("grant_type=password&client_id=simulated-client", "unsupported_grant_type"), ("{}", "invalid_client_id"),
    ])
    func `tokens are given to those who prove themselves`(form: String, error: String?) throws {
        let fixture = try RemotesFixture()
        let type = "application/x-www-form-urlencoded"
        let answer = try fixture.send("POST", "/salesforce/services/oauth2/token", form, type: type)
        #expect(answer.status == (error == nil ? 200 : 400))
        let fields = RemotesFixture.object(answer)
        #expect(fields["error"] as? String == error)
        if error == nil {
            #expect((fields["instance_url"] as? String)?.hasSuffix("/salesforce") == true)
            #expect(fields["expires_in"] == nil)
        }
    }

    @Test func `a token must be asked for in a form`() throws {
        let answer = try RemotesFixture().send("POST", "/salesforce/services/oauth2/token", #"{"grant_type":"x"}"#)
        #expect(RemotesFixture.object(answer)["error"] as? String == "invalid_request")
    }

    @Test(arguments: [
        (#"{"LastName":"Lovelace"}"#, 400, "REQUIRED_FIELD_MISSING"),
        (#"{"LastName":"Lovelace","Company":""}"#, 400, "REQUIRED_FIELD_MISSING"),
        (#"{"Company":"Analytical Engines"}"#, 400, "REQUIRED_FIELD_MISSING"),
        (#"{"LastName":"L","Company":"A","Shoe":"42"}"#, 400, "INVALID_FIELD"),
        (#"{"LastName":"L","Company":"A","Email":"nobody"}"#, 400, "INVALID_EMAIL_ADDRESS"),
        (#"{"LastName":"\#(long)","Company":"A"}"#, 400, "STRING_TOO_LONG"),
        (#"{"LastName":"L","Company":"A","Email":"ADA@example.com"}"#, 400, "DUPLICATES_DETECTED"),
        (#"{"LastName":"#, 400, "JSON_PARSER_ERROR"), ("[]", 400, "JSON_PARSER_ERROR"),
        (#"{"LastName":"L","Company":"A","Email":"new@example.com","Sponsor__c":"x"}"#, 201, nil),
    ])
    func `leads are checked`(body: String, status: Int, code: String?) throws {
        let fixture = try RemotesFixture()
        let token = try fixture.salesforceToken()
        let first = #"{"LastName":"Lovelace","Company":"Analytical Engines","Email":"ada@example.com"}"#
        #expect(try lead(fixture, "POST", Self.leads, first, token: token).status == 201)
        let answer = try lead(fixture, "POST", Self.leads, body, token: token)
        #expect(answer.status == status)
        #expect(RemotesFixture.array(answer).first?["errorCode"] as? String == code)
        #expect(fixture.remotes.ledger.summary(of: "salesforce").processed == (code == nil ? 2 : 1))
    }

    @Test func `a duplicate is taken when the rule is waived`() throws {
        let fixture = try RemotesFixture()
        let token = try fixture.salesforceToken()
        let body = #"{"LastName":"L","Company":"A","Email":"ada@example.com"}"#
        let waivers: [HTTPHeaders] = [[:], ["Sforce-Duplicate-Rule-Header": "allowSave=true"]]
        let statuses = try waivers.map { headers in
            _ = try lead(fixture, "POST", Self.leads, body, token: token)
            return try lead(fixture, "POST", Self.leads, body, token: token, extra: headers).status
        }
        #expect(statuses == [400, 201])
    }

    @Test func `leads are updated by id and found by query`() throws {
        let fixture = try RemotesFixture()
        let token = try fixture.salesforceToken()
        let body = #"{"LastName":"O'Neil","Company":"A","Email":"o'neil@example.com"}"#
        let created = try lead(fixture, "POST", Self.leads, body, token: token)
        let id = try #require(RemotesFixture.object(created)["id"] as? String)
        #expect(id.count == 18)
        let changed = try lead(fixture, "PATCH", "\(Self.leads)/\(id)", #"{"Title":"Sailor"}"#, token: token)
        #expect(changed.status == 204)
        let query = "SELECT+Id,Title+FROM+Lead+WHERE+Email='o%5C'neil%40example.com'"
        let found = try lead(fixture, "GET", "/salesforce/services/data/v61.0/query?q=\(query)", token: token)
        let records = RemotesFixture.object(found)["records"] as? [[String: Any]]
        #expect(records?.map { $0["Title"] as? String } == ["Sailor"])
        #expect(fixture.remotes.ledger.resources(of: "salesforce") == ["Lead/\(id)": 2])
    }

    @Test(arguments: [
        ("00Q000000000099999", #"{"Title":"x"}"#, 404, "NOT_FOUND"), ("7", #"{"Title":"x"}"#, 400, "MALFORMED_ID"),
    ])
    func `updates of what is not there are refused`(id: String, body: String, status: Int, code: String) throws {
        let fixture = try RemotesFixture()
        let token = try fixture.salesforceToken()
        let answer = try lead(fixture, "PATCH", "\(Self.leads)/\(id)", body, token: token)
        #expect(answer.status == status)
        #expect(RemotesFixture.array(answer).first?["errorCode"] as? String == code)
    }

    @Test func `an upsert creates, then updates, and tells of several`() throws {
        let fixture = try RemotesFixture()
        let token = try fixture.salesforceToken()
        let target = Self.leads + "/Komo__c/a%40b"
        let body = #"{"LastName":"L","Company":"A"}"#
        #expect(try lead(fixture, "PATCH", target, body, token: token).status == 201)
        #expect(try lead(fixture, "PATCH", target, #"{"Company":"B"}"#, token: token).status == 200)
        let own = #"{"LastName":"L","Company":"A","Komo__c":"a@b"}"#
        #expect(try lead(fixture, "PATCH", target, own, token: token).status == 400)
        #expect(try lead(fixture, "POST", Self.leads, own, token: token).status == 201)
        #expect(try lead(fixture, "PATCH", target, body, token: token).status == 300)
    }

    @Test func `an expired token is told in an array, and a new one works`() throws {
        let fixture = try RemotesFixture("salesforce:token-expiry@2-2")
        let token = try fixture.salesforceToken()
        let body = #"{"LastName":"L","Company":"A"}"#
        let refused = try lead(fixture, "POST", Self.leads, body, token: token)
        #expect(refused.status == 401)
        #expect(RemotesFixture.array(refused).first?["errorCode"] as? String == "INVALID_SESSION_ID")
        #expect(try lead(fixture, "POST", Self.leads, body, token: fixture.salesforceToken()).status == 201)
    }

    @Test func `the daily limit is told as Salesforce tells it`() throws {
        let answer = try RemotesFixture("salesforce:request-limit").post(Self.leads)
        #expect(answer.status == 403)
        #expect(RemotesFixture.array(answer).first?["errorCode"] as? String == "REQUEST_LIMIT_EXCEEDED")
    }
}
