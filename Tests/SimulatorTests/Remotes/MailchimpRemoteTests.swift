import Simulator
import TestSupport
import Testing

struct MailchimpRemoteTests {
    private static let hash = "3e3417d7ef77d5932a6734b916515ed5"
    private static let key = RemoteCredentials().mailchimpKey
    private static let ada = #"{"email_address":"Ada@Example.com","status_if_new":"subscribed"}"#

    private static func member(_ hash: String) -> String { "/mailchimp/3.0/lists/a1/members/\(hash)" }

    private func send(
        _ fixture: RemotesFixture,
        _ method: String,
        _ body: String,
        hash: String = hash,
        suffix: String = ""
    ) throws -> HTTPResponse {
        let headers: HTTPHeaders = ["Authorization": "Bearer \(Self.key)"]
        return try fixture.send(method, Self.member(hash) + suffix, body, headers: headers)
    }

    @Test(arguments: [
        (ada, hash, 200), (ada, "ada@example.com", 200), (ada, "62eeb292278cc15f5817cb78f7790b08", 400),
        (#"{"status_if_new":"subscribed"}"#, hash, 400), (#"{"email_address":"ada@example.com"}"#, hash, 400),
        (#"{"email_address":"ada@example.com","status_if_new":"fan"}"#, hash, 400),
        (#"{"email_address":"ada","status_if_new":"subscribed"}"#, hash, 400), ("{", hash, 400),
    ])
    func `new members are checked`(body: String, hash: String, status: Int) throws {
        let fixture = try RemotesFixture()
        let answer = try send(fixture, "PUT", body, hash: hash)
        #expect(answer.status == status)
        let type = status == 200 ? "application/json" : "application/problem+json"
        #expect(answer.headers["Content-Type"] == type)
        #expect(fixture.remotes.ledger.resources(of: "mailchimp") == (status == 200 ? ["a1/\(Self.hash)": 1] : [:]))
    }

    @Test(arguments: [
        ("Basic YW55OjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmLXVzMQ==", 404), ("Bearer wrong", 401), ("", 401),
    ])
    func `the key goes as basic or bearer`(authorisation: String, status: Int) throws {
        let fixture = try RemotesFixture()
        let answer = try fixture.send("GET", Self.member(Self.hash), headers: ["Authorization": authorisation])
        #expect(answer.status == status)
        #expect(RemotesFixture.object(answer)["status"] as? Int == status)
    }

    @Test func `a known member may be sent without a status, and one with a status is a violation`() throws {
        let fixture = try RemotesFixture()
        for body in [
            Self.ada, #"{"email_address":"ada@example.com"}"#,
            #"{"email_address":"ada@example.com","status":"unsubscribed"}"#, Self.ada,
        ] {
            #expect(try send(fixture, "PUT", body).status == 200)
        }
        #expect(RemotesFixture.object(try send(fixture, "GET", ""))["status"] as? String == "unsubscribed")
        _ = try send(fixture, "PUT", #"{"email_address":"ada@example.com","status":"subscribed"}"#)
        #expect(
            fixture.remotes.ledger.summary(of: "mailchimp").violations == [
                "status sent for a known member": 1, "somebody who left was subscribed again": 1,
            ]
        )
    }

    @Test func `tags need a member`() throws {
        let fixture = try RemotesFixture()
        let tags = #"{"tags":[{"name":"sponsor-a","status":"active"}],"is_syncing":false}"#
        #expect(try send(fixture, "POST", tags, suffix: "/tags").status == 404)
        _ = try send(fixture, "PUT", Self.ada)
        #expect(try send(fixture, "POST", #"{"tags":[{"name":"a","status":"on"}]}"#, suffix: "/tags").status == 400)
        let answer = try send(fixture, "POST", tags, suffix: "/tags")
        #expect(answer.status == 204)
        let member = RemotesFixture.object(try send(fixture, "GET", ""))
        #expect((member["tags"] as? [[String: Any]])?.map { $0["name"] as? String } == ["sponsor-a"])
    }

    @Test func `an eleventh request at once is answered 429`() throws {
        let fixture = try RemotesFixture("mailchimp:slow=1h@1-10")
        let headers: HTTPHeaders = ["Authorization": "Bearer \(Self.key)"]
        let waiting = try (0..<10).map { _ in
            let connection = try HTTPConnection(port: fixture.remotes.port)
            try connection.send(HTTPRequest("GET", Self.member(Self.hash), headers: headers).bytes)
            return connection
        }
        try waitUntil("ten are under way") { fixture.remotes.ledger.summary(of: "mailchimp").requests == 10 }
        #expect(try send(fixture, "GET", "").status == 429)
        for connection in waiting { connection.close() }
    }
}
