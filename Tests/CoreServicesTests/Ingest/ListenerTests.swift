import CoreServices
import Foundation
import Primitives
import Testing

struct ListenerTests {
    @Test func `an event is answered after the sink has kept it and not before`() throws {
        let fixture = try ListenerFixture()
        fixture.sink.hold()
        let client = try fixture.client()
        client.send(ListenerFixture.request(ListenerFixture.body("a")))
        try #require(fixture.sink.awaitHeld(1))
        #expect(fixture.sink.events.count == 1)
        fixture.sink.release()
        let response = try #require(client.response())
        #expect(response.status == 200)
        #expect(response.body == #"{"status":"accepted"}"#)
        #expect(response.headers["content-type"] == "application/json")
        #expect(fixture.sink.events.first?.body == ListenerFixture.body("a"))
        #expect(fixture.sink.events.first?.remoteAddress == "127.0.0.1")
    }

    @Test func `a duplicate is answered 200 and kept once`() throws {
        let fixture = try ListenerFixture()
        #expect(try fixture.post(ListenerFixture.body("a"))?.status == 200)
        let second = try fixture.post(ListenerFixture.body("a"))
        #expect(second?.status == 200)
        #expect(second?.body == #"{"status":"duplicate"}"#)
        #expect(fixture.sink.events.count == 1)
    }

    @Test func `an unavailable sink is answered 503 with Retry-After and works again later`() throws {
        let fixture = try ListenerFixture()
        fixture.sink.fail(.unavailable(reason: "disk full", retryAfterSeconds: 7))
        let response = try fixture.post(ListenerFixture.body("a"))
        #expect(response?.status == 503)
        #expect(response?.headers["retry-after"] == "7")
        #expect(response?.body == #"{"error":"disk full"}"#)
        #expect(fixture.sink.rejections.map(\.status) == [503])
        fixture.sink.fail(nil)
        #expect(try fixture.post(ListenerFixture.body("a"))?.status == 200)
    }

    @Test func `health and readiness are told apart`() async throws {
        let fixture = try ListenerFixture()
        let port = fixture.listener.boundPort
        // Off the shared threads, which the sink's answer about readiness needs.
        func get(_ path: String) async throws -> RawClient.Response? {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        with: Result {
                            let client = try RawClient(port: port)
                            client.send(ListenerFixture.request([], method: "GET", path: path))
                            return client.response()
                        }
                    )
                }
            }
        }
        #expect(try await get("/healthz")?.status == 200)
        #expect(try await get("/readyz")?.status == 200)
        fixture.sink.fail(.unavailable(reason: "disk full", retryAfterSeconds: 7))
        #expect(try await get("/healthz")?.status == 200)
        let response = try await get("/readyz")
        #expect(response?.status == 503)
        #expect(response?.headers["retry-after"] == "5")
    }

    @Test(
        arguments: [
            ("GET", "/webhooks/komo", 405, "POST"), ("PUT", "/webhooks/komo/main", 405, "POST"),
            ("DELETE", "/healthz", 405, "GET"), ("POST", "/", 404, nil), ("POST", "/webhooks", 404, nil),
            ("POST", "/webhooks/komo/unknown", 404, nil), ("POST", "/webhooks/komo/main/secret", 404, nil),
            ("POST", "/webhooks/komo/main/a/b", 404, nil),
        ] as [(String, String, Int, String?)]
    )
    func `wrong methods and paths are refused and counted`(
        method: String,
        path: String,
        status: Int,
        allow: String?
    ) throws {
        let fixture = try ListenerFixture()
        let client = try fixture.client()
        client.send(ListenerFixture.request(ListenerFixture.body("a"), method: method, path: path))
        let response = try #require(client.response())
        #expect(response.status == status)
        #expect(response.headers["allow"] == allow)
        #expect(fixture.sink.rejections.map(\.status) == [status])
        #expect(fixture.sink.events.isEmpty)
    }

    @Test func `each endpoint has its own proof and name`() throws {
        let fixture = try ListenerFixture(endpoints: [
            EndpointConfiguration(name: "main", authentication: .secretPath([Secret("p4th")])),
            EndpointConfiguration(
                name: "expo",
                authentication: .staticHeader(name: "X-Key", prefix: "", secrets: [Secret("k3y")])
            ),
        ])
        let body = ListenerFixture.body("a")
        #expect(try fixture.post(body)?.status == 401)
        #expect(try fixture.post(body, path: "/webhooks/komo/main/wrong")?.status == 401)
        #expect(try fixture.post(body, path: "/webhooks/komo/expo")?.status == 401)
        #expect(
            fixture.sink.rejections.map(\.reason) == [
                "secret missing from the path", "wrong secret (1 of 1 secret tried)", "X-Key header missing",
            ]
        )
        #expect(fixture.sink.rejections.map(\.endpoint) == ["main", "main", "expo"])
        #expect(try fixture.post(body, path: "/webhooks/komo/main/p4th")?.status == 200)
        let other = try fixture.post(
            ListenerFixture.body("b"),
            path: "/webhooks/komo/expo",
            headers: ["x-key: k3y", "Cookie: c00kie", "X-Forwarded-Key: k3y", "X-Kind: k3"]
        )
        #expect(other?.status == 200)
        #expect(fixture.sink.events.map(\.endpoint) == ["main", "expo"])
        let headers = try #require(fixture.sink.events.last?.headers)
        #expect(headers.contains(HeaderField(name: "x-key", value: "•••")))
        #expect(headers.contains(HeaderField(name: "Cookie", value: "•••")))
        #expect(headers.contains(HeaderField(name: "X-Forwarded-Key", value: "•••")))
        #expect(headers.contains(HeaderField(name: "X-Kind", value: "k3")))
        #expect(headers.contains(HeaderField(name: "Host", value: "localhost")))
    }

    @Test func `a secret of the path is not kept where a proxy repeats the path`() throws {
        let secret = AuthenticationProfile.secretPath([Secret("p4th-s3cret")])
        let fixture = try ListenerFixture(endpoints: [EndpointConfiguration(name: "main", authentication: secret)])
        let path = "/webhooks/komo/main/p4th-s3cret"
        let headers = ["X-Original-URI: \(path)", "Referer: https://example.com\(path)?a=b", "X-Other: main"]
        #expect(try fixture.post(ListenerFixture.body("a"), path: path, headers: headers)?.status == 200)
        let kept = try #require(fixture.sink.events.first?.headers)
        #expect(kept.map(\.name) == ["Host", "X-Original-URI", "Referer", "X-Other", "Content-Length"])
        #expect(kept.map(\.value)[1...3] == ["•••", "•••", "main"])
        #expect(!"\(fixture.sink.events) \(fixture.sink.rejections)".contains("p4th"))
    }

    @Test func `secrets rotate without a request lost`() throws {
        func sign(_ key: String) -> String {
            let digest = MessageDigest.hmacSHA256(ListenerFixture.body(key), key: Array(key.utf8))
            return "X-Signature: " + String(decoding: DigestText.hex(digest), as: UTF8.self)
        }
        let fixture = try ListenerFixture(endpoints: [
            EndpointConfiguration(
                name: "main",
                authentication: .hmacSHA256(
                    header: "X-Signature",
                    encoding: .hex,
                    prefix: "",
                    secrets: [Secret("new"), Secret("old")]
                )
            )
        ])
        #expect(try fixture.post(ListenerFixture.body("old"), headers: [sign("old")])?.status == 200)
        #expect(try fixture.post(ListenerFixture.body("new"), headers: [sign("new")])?.status == 200)
        let refused = try fixture.post(ListenerFixture.body("older"), headers: [sign("older")])
        #expect(refused?.status == 401)
        #expect(refused?.body == #"{"error":"bad signature (2 of 2 secrets tried)"}"#)
        #expect(fixture.sink.events.map(\.signature.secretIndex) == [2, 1])
    }

    @Test func `requests sent without waiting are answered in order on one connection`() throws {
        let fixture = try ListenerFixture()
        let client = try fixture.client()
        client.send(
            ListenerFixture.request(ListenerFixture.body("a")) + ListenerFixture.request(Array("[]".utf8))
                + ListenerFixture.request(ListenerFixture.body("a"))
                + ListenerFixture.request([], method: "GET", path: "/healthz")
        )
        #expect([client.response()?.status, client.response()?.status] == [200, 400])
        #expect(client.response()?.body == #"{"status":"duplicate"}"#)
        #expect(client.response()?.body == #"{"status":"ok"}"#)
    }

    @Test func `stopping answers what is under way and refuses the port afterwards`() throws {
        let fixture = try ListenerFixture()
        fixture.sink.hold()
        let client = try fixture.client()
        client.send(ListenerFixture.request(ListenerFixture.body("a")))
        try #require(fixture.sink.awaitHeld(1))
        let port = fixture.listener.boundPort
        let stopped = DispatchGroup()
        let listener = fixture.listener
        DispatchQueue.global().async(group: stopped) { listener.stop() }
        fixture.sink.release()
        #expect(client.response()?.status == 200)
        stopped.wait()
        #expect(throws: POSIXError.self) { try RawClient(port: port) }
        #expect(fixture.listener.boundPort == nil)
    }

    @Test func `stopping does not wait for ever on a sink that says nothing`() throws {
        let fixture = try ListenerFixture(drainTimeout: .milliseconds(10))
        fixture.sink.hold()
        let client = try fixture.client()
        client.send(ListenerFixture.request(ListenerFixture.body("a")))
        try #require(fixture.sink.awaitHeld(1))
        fixture.listener.stop()
        #expect(client.response()?.status == 503)
        // What the sink says now is about a connection that is gone.
        fixture.sink.release()
        try fixture.listener.start()
        #expect(try fixture.post(ListenerFixture.body("a"))?.body == #"{"status":"duplicate"}"#)
    }

    @Test func `a listener starts again after it was stopped`() throws {
        let fixture = try ListenerFixture()
        #expect(throws: ListenerError.alreadyStarted) { try fixture.listener.start() }
        fixture.listener.stop()
        try fixture.listener.start()
        #expect(try fixture.post(ListenerFixture.body("a"))?.status == 200)
    }

    @Test func `what keeps it from starting is told with what to do`() throws {
        let fixture = try ListenerFixture()
        let port = try #require(fixture.listener.boundPort)
        #expect(throws: ListenerError.portTaken(host: "127.0.0.1", port: port)) {
            try ListenerFixture { $0.port = port }
        }
        #expect(throws: ListenerError.hostUnknown(host: "nowhere")) {
            try ListenerFixture(endpoints: []) { $0.host = "nowhere" }
        }
        #expect(throws: ListenerError.openEndpoint(name: "main", host: "0.0.0.0")) {
            try ListenerFixture { $0.host = "0.0.0.0" }
        }
        #expect(throws: ListenerError.addressUnavailable(host: "192.0.2.1")) {
            try ListenerFixture(endpoints: []) { $0.host = "192.0.2.1" }
        }
        #expect(throws: ListenerError.certificatePairIncomplete) {
            try ListenerFixture { $0.certificateFile = "/tmp/none.pem" }
        }
        #expect(throws: ListenerError.endpointTwice(name: "a")) {
            try ListenerFixture(endpoints: [
                EndpointConfiguration(name: "a", authentication: .none),
                EndpointConfiguration(name: "a", authentication: .none),
            ])
        }
        #expect(throws: ListenerError.endpointUnusable(name: "a", reason: .noSecret)) {
            try ListenerFixture(endpoints: [EndpointConfiguration(name: "a", authentication: .secretPath([]))])
        }
        let text = ListenerError.portTaken(host: "127.0.0.1", port: 80).description
        #expect(
            text == "listener: port 80 on 127.0.0.1 is in use; stop the other program or set listener.port to another"
        )
    }
}
