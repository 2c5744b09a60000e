import Simulator
import TestSupport
import Testing

struct BrazeRemoteTests {
    private func track(_ fixture: RemotesFixture, _ body: String) throws -> HTTPResponse {
        let headers: HTTPHeaders = ["Authorization": "Bearer \(RemoteCredentials().brazeKey)"]
        return try fixture.send("POST", "/braze/users/track", body, headers: headers)
    }

    @Test func `attributes, events and purchases are counted`() throws {
        let fixture = try RemotesFixture()
        let answer = try track(
            fixture,
            #"""
            {"attributes":[{"email":"ada@example.com","first_name":"Ada"}],
             "events":[{"external_id":"7","name":"komo_entry","time":"2026-05-01T09:30:00Z"}],
             "purchases":[{"user_alias":{"alias_name":"a","alias_label":"b"},"product_id":"p","currency":"AUD",
                           "price":1.5,"time":"2026-05-01T09:30:00.000+10:00"}]}
            """#
        )
        #expect(answer.status == 201)
        let fields = RemotesFixture.object(answer)
        #expect(fields["attributes_processed"] as? Int == 1)
        #expect(fields["events_processed"] as? Int == 1)
        #expect(fields["purchases_processed"] as? Int == 1)
        #expect(fields["errors"] == nil)
    }

    @Test func `an item without an identifier is an error inside a success`() throws {
        let fixture = try RemotesFixture()
        let body = #"{"attributes":[{"email":"a@example.com"},{"first_name":"Nobody"}],"events":[{"email":"a@b.c"}]}"#
        let answer = try track(fixture, body)
        #expect(answer.status == 201)
        let fields = RemotesFixture.object(answer)
        #expect(fields["attributes_processed"] as? Int == 1)
        let errors = fields["errors"] as? [[String: Any]]
        #expect(errors?.map { $0["input_array"] as? String } == ["attributes", "events"])
        #expect(errors?.map { $0["index"] as? Int } == [1, 0])
        #expect(fixture.remotes.ledger.summary(of: "braze").processed == 1)
    }

    @Test(arguments: [
        ("{", 400), ("{}", 400), (#"{"attributes":{}}"#, 400),
        (#"{"attributes":[\#(Array(repeating: #"{"email":"a@b.c"}"#, count: 76).joined(separator: ","))]}"#, 400),
        (#"{"attributes":[\#(Array(repeating: #"{"email":"a@b.c"}"#, count: 75).joined(separator: ","))]}"#, 201),
    ])
    func `a call is checked as a whole`(body: String, status: Int) throws {
        #expect(try track(RemotesFixture(), body).status == status)
    }

    @Test func `a wrong key is refused`() throws {
        let fixture = try RemotesFixture()
        #expect(try fixture.post("/braze/users/track").status == 401)
    }

    @Test func `in maintenance everything is queued`() throws {
        let answer = try track(RemotesFixture("braze:maintenance"), #"{"attributes":[{"email":"a@b.c"}]}"#)
        #expect(answer.status == 202)
        #expect(RemotesFixture.object(answer)["message"] as? String == "queued")
    }
}
