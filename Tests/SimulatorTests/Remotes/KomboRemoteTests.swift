import Foundation
import Primitives
import Simulator
import TestSupport
import Testing

/// The simulated Kombo is as strict as its OpenAPI document.
struct KomboRemoteTests {
    private static let headers: HTTPHeaders = ["Authorization": "Bearer simulated-kombo-key"]

    private func ask(
        _ fixture: RemotesFixture,
        _ method: String,
        _ path: String,
        _ body: String = ""
    ) throws -> (status: Int, error: [String: Any], data: [String: Any]) {
        let answer = try fixture.send(method, "/kombo/v1\(path)", body, headers: Self.headers)
        let object = RemotesFixture.object(answer)
        return (answer.status, object["error"] as? [String: Any] ?? [:], object["data"] as? [String: Any] ?? [:])
    }

    @Test(
        arguments: [
            (#"{"end_user_email":"a@b.example"}"#, "'end_user_organization_name' is required"),
            (#"{"end_user_organization_name":"A"}"#, "'end_user_email' is required"),
            (#"{"end_user_email":"a","end_user_organization_name":"A"}"#, "must be an e-mail address"),
            (#"{"end_user_email":"a@b.example","end_user_organization_name":""}"#, "must not be empty"),
            (
                #"{"end_user_email":"a@b.example","end_user_organization_name":"A","org":"x"}"#,
                "'org' is not a known field"
            ),
            (
                #"{"end_user_email":"a@b.example","end_user_organization_name":"A","enable_filtering":1}"#,
                "must be true or false"
            ),
            (
                #"{"end_user_email":"a@b.example","end_user_organization_name":"A","integration_category":"HR"}"#,
                "must be one of HRIS"
            ),
            (
                #"{"end_user_email":"a@b.example","end_user_organization_name":"A","language":"pt"}"#,
                "must be one of en"
            ),
            (
                #"{"end_user_email":"a@b.example","end_user_organization_name":"A","link_type":"SHORT"}"#,
                "must be one of EMBEDDED"
            ),
            (
                #"{"end_user_email":"a@b.example","end_user_organization_name":"A","remote_environment":"x"}"#,
                "can only be used with"
            ),
            ("[]", "not a JSON object"),
        ]
    )
    func `a link needs what the document says, and takes nothing else`(body: String, words: String) throws {
        let fixture = try RemotesFixture()
        let answer = try ask(fixture, "POST", "/connect/create-link", body)
        #expect(answer.status == 400)
        #expect(answer.error["code"] as? String == "PLATFORM.INPUT_INVALID")
        #expect((answer.error["message"] as? String)?.contains(words) == true)
        #expect(answer.error["title"] is NSNull)
        #expect((answer.error["log_url"] as? String)?.hasPrefix("https://app.kombo.dev/") == true)
    }

    @Test func `null is taken where the document allows it`() throws {
        let fixture = try RemotesFixture()
        let body =
            #"{"end_user_email":"a@b.example","end_user_organization_name":"A","end_user_origin_id":null,"language":null,"integration_tool":null}"#
        let answer = try ask(fixture, "POST", "/connect/create-link", body)
        #expect(answer.status == 200)
        #expect((answer.data["link"] as? String)?.contains("/kombo-connect/v1?token=") == true)
    }

    @Test func `nothing is answered without the key`() throws {
        let fixture = try RemotesFixture()
        for path in ["/check-api-key", "/tools/hris", "/integrations/a%3Ab", "/connect/integration-by-token/x"] {
            let answer = try fixture.send("GET", "/kombo/v1\(path)", headers: ["Authorization": "Bearer other"])
            #expect(answer.status == 401)
            let error = RemotesFixture.object(answer)["error"] as? [String: Any]
            #expect(error?["code"] as? String == "PLATFORM.AUTHENTICATION_INVALID")
        }
    }

    @Test func `an id with a colon is found raw and percent-encoded`() throws {
        let fixture = try RemotesFixture { $0.kombo.syncDelay = .seconds(3600) }
        let body = #"{"end_user_email":"a@b.example","end_user_organization_name":"A","end_user_origin_id":"7"}"#
        let link = try #require(try ask(fixture, "POST", "/connect/create-link", body).data["link"] as? String)
        let token = try #require(try fixture.remotes.kombo.press(link, tool: "personio"))
        let id = try #require(fixture.remotes.kombo.integrations.first)
        for path in [id, id.replacing(":", with: "%3A")] {
            #expect(try ask(fixture, "GET", "/integrations/\(path)").data["id"] as? String == id)
        }
        let exchanged = try ask(fixture, "GET", "/connect/integration-by-token/\(token)").data
        #expect(exchanged["end_user_origin_id"] as? String == "7")
        #expect(exchanged["setup_status"] as? String == "FINAL_SYNC_PENDING")
        #expect(try ask(fixture, "PUT", "/integrations/\(id)/enabled", #"{"value":"yes"}"#).status == 400)
        #expect(try ask(fixture, "DELETE", "/integrations/\(id)", #"{"sure":true}"#).status == 400)
        #expect(try ask(fixture, "DELETE", "/integrations/\(id)", "{}").status == 200)
        #expect(
            try ask(fixture, "GET", "/integrations/\(id)").error["code"] as? String == "PLATFORM.INTEGRATION_NOT_FOUND"
        )
    }

    @Test func `the pages and the library are served, and a used link says so`() throws {
        let fixture = try RemotesFixture()
        let body = #"{"end_user_email":"a@b.example","end_user_organization_name":"A","integration_tool":"personio"}"#
        let link = try #require(try ask(fixture, "POST", "/connect/create-link", body).data["link"] as? String)
        let path = try #require(link.firstRange(of: "/kombo-connect").map { String(link[$0.lowerBound...]) })
        let page = try fixture.send("GET", path)
        #expect(page.status == 200)
        #expect(page.text.contains("Connect Personio"))
        #expect(!page.text.contains("Connect HiBob"))
        #expect(try fixture.send("GET", "/kombo-connect/index.js").text.contains("showKomboConnect"))
        let whole = fixture.remotes.baseURL + path
        #expect(try KomboCustomer.press(whole) != nil)
        #expect(try fixture.send("GET", path).status == 410)
        #expect(throws: SimulatorError.self) { try KomboCustomer.press(whole) }
        #expect(fixture.remotes.kombo.integrations.count == 1)
    }
}
