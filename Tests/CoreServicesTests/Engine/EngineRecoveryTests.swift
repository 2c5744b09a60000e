import Foundation
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import CoreServices

/// What is left to do after a process died, and what people do about what failed.
struct EngineRecoveryTests {
    private static let both = [
        EngineFixture.posting("Keyed"),
        EngineFixture.posting("Risky", repeatable: "no").replacing("/leads", with: "/risky"),
    ]

    @Test func `what was under way goes out again under its key, unless that may do harm`() async throws {
        let gate = Gate()
        defer { gate.open() }
        let fixture = try EngineFixture(Self.both) { _ in
            gate.pass()
            return .init(200)
        }
        try await fixture.post()
        try await fixture.waitFor("both requests") { fixture.remote.requests.count == 2 }
        fixture.stop()
        #expect(try fixture.steps() == ["post:running", "post:running"])
        gate.open()
        try fixture.start()
        try await fixture.waitFor("an end of both") {
            try fixture.rows("SELECT state FROM step ORDER BY workflow_id") == ["succeeded", "dead"]
        }
        #expect(keys(of: "/leads", fixture).count == 2)
        #expect(Set(keys(of: "/leads", fixture)).count == 1)
        #expect(keys(of: "/risky", fixture).count == 1)
        #expect(
            try fixture.rows("SELECT outcome FROM attempt ORDER BY step_id, number").sorted() == [
                "lost", "lost", "success",
            ]
        )
        #expect(try fixture.rows("SELECT is_ambiguous FROM step ORDER BY workflow_id") == ["0", "1"])
        let groups = try await fixture.store.failureGroups()
        #expect(groups.map(\.code) == ["interrupted"])
        #expect(groups.map(\.dead) == [1])

        let dead = try #require(try Int64(fixture.rows("SELECT id FROM step WHERE state = 'dead'")[0]))
        try await fixture.operators.retryStep(dead, reason: "it is not there")
        try await fixture.waitForSteps(["post:succeeded", "post:succeeded"])
        #expect(keys(of: "/risky", fixture).count == 2)
        #expect(Set(keys(of: "/risky", fixture)).count == 1)
        #expect(try fixture.rows("SELECT state FROM run") == ["succeeded", "succeeded"])
    }

    @Test func `an edited request is another one, with another key, and the first is kept`() async throws {
        let fixture = try EngineFixture([EngineFixture.posting()]) { request in
            String(decoding: request.body, as: UTF8.self).contains("ada@") ? .init(422) : .init(200)
        }
        try await fixture.post("ada@example.com")
        try await fixture.waitForSteps(["post:dead"])
        let original = try #require(try fixture.rows("SELECT request FROM attempt").first)
        var request = try RenderedRequest(text: original)
        request.body = #"{"email":"grace@example.com"}"#
        #expect(try await fixture.operators.edit(step: 1, request: request, basedOn: 0, reason: "wrong address") == 1)
        try await fixture.operators.retryStep(1, reason: "edited")
        try await fixture.waitForSteps(["post:succeeded"])
        let store = try fixture.rows("SELECT store_id FROM engine")[0]
        #expect(
            keys(of: "/leads", fixture) == [0, 1].map { IdempotencyKey.key(store: store, step: 1, revision: $0) }
        )
        #expect(String(decoding: fixture.remote.requests[1].body, as: UTF8.self) == request.body)
        #expect(try fixture.rows("SELECT revision || request FROM attempt ORDER BY number")[0] == "0" + original)
    }

    private func keys(of target: String, _ fixture: EngineFixture) -> [String?] {
        fixture.remote.requests.filter { $0.target == target }.map { $0.headers["Idempotency-Key"] }
    }
}
