import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct ReplyOutcomeTests {
    private func check(_ operation: CoreServices.Operation, _ status: Int, _ body: String, _ expected: String) {
        let outcome = ConnectorFixture.outcome(operation, status, body)
        #expect(ConnectorFixture.summary(outcome) == expected, "\(status) \(body)")
        guard let failure = outcome.failure else { return }
        #expect(!failure.cause.isEmpty && !failure.remedy.isEmpty)
        #expect(failure.status == status)
    }

    @Test(arguments: [
        (201, #"{"id":"00Q1","success":true,"errors":[]}"#, "success"), (204, "", "success"),
        (300, #"["/a","/b"]"#, "permanent MULTIPLE_RECORDS"),
        (
            400, #"[{"message":"m","errorCode":"REQUIRED_FIELD_MISSING","fields":["Company"]}]"#,
            "permanent REQUIRED_FIELD_MISSING"
        ),
        (
            400, #"[{"message":"Use one of these","errorCode":"DUPLICATES_DETECTED","duplicateResut":{}}]"#,
            "success: already a lead: Salesforce holds this record"
        ),
        (403, #"[{"message":"m","errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#, "retry REQUEST_LIMIT_EXCEEDED after 30m all"),
        (400, #"[{"message":"m","errorCode":"UNABLE_TO_LOCK_ROW"}]"#, "retry UNABLE_TO_LOCK_ROW"),
        (401, #"[{"message":"m","errorCode":"INVALID_SESSION_ID"}]"#, "reauthorise INVALID_SESSION_ID"),
        (401, "", "reauthorise 401"), (503, #"[{"errorCode":"SERVER_UNAVAILABLE"}]"#, "retry SERVER_UNAVAILABLE all"),
        (500, "oops", "retry 500"), (404, #"[{"errorCode":"NOT_FOUND"}]"#, "permanent NOT_FOUND"),
        (400, #"{"error":"x","error_description":"y"}"#, "permanent 400"),
    ])
    func `Salesforce`(status: Int, body: String, expected: String) {
        check(.salesforceCreate, status, body, expected)
    }

    @Test func `a sponsor's webhook that is gone is for the sponsor to switch on again`() {
        let failure = ConnectorFixture.outcome(.sponsorWebhook, 410, "").failure
        #expect(failure?.code == "410")
        #expect(failure?.cause.contains("has switched the webhook") == true)
        #expect(failure?.remedy.hasPrefix("Ask the sponsor to switch it on again") == true)
    }

    @Test func `a missing Company is told in plain words`() {
        let body = #"[{"message":"Required fields are missing: [Company]","errorCode":"REQUIRED_FIELD_MISSING","#
        let failure = ConnectorFixture.outcome(.salesforceCreate, 400, body + #""fields":["Company"]}]"#).failure
        #expect(failure?.message == "Required fields are missing: [Company]")
        #expect(failure?.cause == "Salesforce wants Company and the request sends none.")
        #expect(failure?.remedy.contains("Map a default for Company") == true)
    }

    @Test(arguments: [
        (CoreServices.Operation.mailchimpUpsertSubscriber, 200, #"{"id":"62"}"#, "success"),
        (.mailchimpTagSubscriber, 204, "", "success"),
        (
            .mailchimpUpsertSubscriber, 400, #"{"title":"Member In Compliance State","status":400,"detail":"d"}"#,
            "permanent Member In Compliance State"
        ),
        (.mailchimpUpsertSubscriber, 401, #"{"title":"API Key Invalid"}"#, "permanent API Key Invalid"),
        (.mailchimpUpsertSubscriber, 429, #"{"title":"Too Many Requests"}"#, "retry Too Many Requests all"),
        (.brazeTrackUser, 201, #"{"message":"success","attributes_processed":1}"#, "success"),
        (.brazeTrackUser, 202, #"{"message":"queued"}"#, "success: queued"),
        (
            .brazeTrackUser, 201,
            #"{"message":"success","errors":[{"type":"bad","input_array":"events","index":0}]}"#, "permanent partial"
        ),
        (.brazeTrackUser, 401, #"{"message":"Invalid API Key"}"#, "permanent 401"),
        (.hubSpotUpsertContact, 200, #"{"results":[{"id":"1"}]}"#, "success"),
        (
            .hubSpotUpsertContact, 207, #"{"numErrors":1,"errors":[{"category":"VALIDATION_ERROR","message":"m"}]}"#,
            "permanent VALIDATION_ERROR"
        ),
        (.hubSpotUpsertContact, 409, #"{"category":"CONFLICT","message":"Existing ID: 123"}"#, "retry CONFLICT"),
        (.hubSpotUpsertContact, 429, #"{"category":"RATE_LIMITS"}"#, "retry RATE_LIMITS all"),
        (.zohoUpsertRecord, 200, #"{"data":[{"code":"SUCCESS","status":"success"}]}"#, "success"),
        (
            .zohoUpsertRecord, 202, #"{"data":[{"code":"MANDATORY_NOT_FOUND","status":"error"}]}"#,
            "permanent MANDATORY_NOT_FOUND"
        ),
        (.zohoUpsertRecord, 401, #"{"code":"INVALID_TOKEN","status":"error"}"#, "reauthorise INVALID_TOKEN"),
        (.klaviyoCreateEvent, 202, "", "success: queued"),
        (
            .klaviyoCreateEvent, 400, #"{"errors":[{"code":"invalid","detail":"d","source":{"pointer":"/data"}}]}"#,
            "permanent invalid"
        ),
        (.segmentTrack, 200, #"{"success":true}"#, "success"), (.segmentTrack, 400, "", "permanent 400"),
        (.airtableCreateRecord, 200, #"{"records":[]}"#, "success"),
        (
            .airtableCreateRecord, 422, #"{"error":{"type":"INVALID_VALUE_FOR_COLUMN","message":"m"}}"#,
            "permanent INVALID_VALUE_FOR_COLUMN"
        ),
        (.airtableCreateRecord, 404, #"{"error":"NOT_FOUND"}"#, "permanent NOT_FOUND"),
        (.airtableCreateRecord, 429, "", "retry 429 after 30s all"),
        (.slackPostMessage, 200, "ok", "success"), (.slackPostMessage, 400, "no_text", "permanent no_text"),
        (.slackPostMessage, 410, "channel_is_archived", "permanent channel_is_archived"),
        (.slackPostMessage, 500, "<html>", "retry 500"),
        (.httpRequest, 302, "", "permanent 302"), (.httpRequest, 408, "", "retry 408"),
        (.httpRequest, 425, "", "retry 425"), (.httpRequest, 418, "", "permanent 418"),
        (.sponsorWebhook, 503, "", "retry 503 all"), (.httpRequest, 200, "{", "success"),
    ])
    func `presets and every other server`(
        operation: CoreServices.Operation,
        status: Int,
        body: String,
        expected: String
    ) {
        check(operation, status, body, expected)
    }

    @Test(arguments: [
        ("Retry-After", "120", Duration.seconds(120)), ("retry-after", "Fri, 01 May 2026 09:31:00 GMT", .seconds(60)),
        ("Retry-After", "Fri, 01 May 2020 09:31:00 GMT", .zero), ("X-RateLimit-Reset", "1777627830", .seconds(30)),
        ("X-RateLimit-Reset", "7", .seconds(7)), ("Retry-After", "99999999999", .seconds(86_400)),
    ])
    func `a reply says how long to wait`(name: String, value: String, expected: Duration) {
        let headers = [HeaderField(name: name, value: value)]
        guard case .retry(_, let after) = ConnectorFixture.outcome(.httpRequest, 429, "", headers: headers) else {
            Issue.record("expected a retry")
            return
        }
        #expect(after == expected)
    }

    @Test(arguments: ["", "soon", "-1", "1e9", "Fri, 99 Foo 2026 09:31:00 GMT", "Fri, 01 May 2026 25:00:00 GMT"])
    func `what cannot be read as a wait says nothing`(value: String) {
        let headers = [HeaderField(name: "Retry-After", value: value)]
        let outcome = ConnectorFixture.outcome(.httpRequest, 429, "", headers: headers)
        #expect(ConnectorFixture.summary(outcome) == "retry 429 all")
    }

    @Test func `output is JSON where it is JSON, is cut, and holds no secret`() throws {
        guard case .success(let output) = ConnectorFixture.outcome(.hubSpotUpsertContact, 200, #"{"a":1}"#) else {
            Issue.record("expected success")
            return
        }
        #expect(output == .object(["status": .integer(200), "body": .object(["a": .integer(1)])]))
        let giant = String(repeating: "x", count: 200_000)
        guard case .success(let cut) = ConnectorFixture.outcome(.httpRequest, 200, giant) else { return }
        #expect(cut["body"]?.string?.utf8.count == 64 << 10)
        let echo = "no \(ConnectorFixture.secret)\nhere"
        #expect(ConnectorFixture.outcome(.brazeTrackUser, 400, echo).failure?.message == "no ••• here")
        let long = ConnectorFixture.outcome(.httpRequest, 400, giant).failure
        #expect(long?.message.count == 500)
    }

    @Test func `any bytes as a reply are read and never trap`() {
        var generator = SeededGenerator(seed: 12)
        let alphabet = Array(#"{}[]":,0123\e "errors"data code null true ￿é"#.utf8) + [0, 0xff, 0x80]
        let statuses = [-1, 0, 100, 200, 201, 202, 207, 300, 400, 401, 403, 409, 429, 500, 999, Int.max]
        var failures = 0
        for round in 0..<400 {
            let length = Int.random(in: 0...60, using: &generator)
            let bytes = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            let samples = [
                bytes, Array("[{\"errorCode\":".utf8) + bytes, Array("{\"errors\":[".utf8) + bytes + Array("]}".utf8),
            ]
            let status = statuses[round % statuses.count]
            for operation in CoreServices.Operation.allCases {
                let destination = ConnectorFixture.destination(for: operation)
                let headers = [HeaderField(name: "Retry-After", value: String(decoding: bytes, as: UTF8.self))]
                let reply = HTTPReply(status: status, headers: headers, body: samples[round % 3])
                let outcome = Connector.outcome(of: reply, to: operation, at: destination, now: ConnectorFixture.now)
                if let failure = outcome.failure {
                    failures += 1
                    #expect(failure.message.unicodeScalars.count <= 500, "\(generator)")
                    #expect(!failure.message.contains("\n") && !failure.cause.isEmpty, "\(generator)")
                }
                _ = Connector.token(from: reply, of: destination)
                #expect(ReplyText.text(of: reply, from: destination).hasPrefix("HTTP "))
            }
        }
        #expect(failures > 1000)
    }
}
