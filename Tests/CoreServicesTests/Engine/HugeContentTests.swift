import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// Forms and replies that are far too large.
struct HugeContentTests {
    private static let workflows = [
        EngineFixture.posting("Short"),
        EngineFixture.posting("Long").replacing("{{ contact.email }}", with: "{{ form_fields.story }}"),
    ]

    @Test func `a form field of 5 MB stops only the step that sends it, with a sentence`() async throws {
        let fixture = try EngineFixture(Self.workflows)
        let story = String(repeating: "once upon a time ", count: 310_000)
        let body = #"{"event":"CompetitionEntrySuccess","submission_id":"s","email":"a@b.example","story":"\#(story)"}"#
        #expect(story.utf8.count > 5_000_000)
        let delivery = Delivery(
            endpoint: "main",
            headers: [],
            signature: SignatureCheck(profile: "none", secretIndex: nil),
            remoteAddress: "",
            receivedAt: fixture.clock.now
        )
        _ = await fixture.store.journal?.append(try EventNormaliser.event(from: Array(body.utf8), of: delivery))
        try await fixture.waitFor("both to end") {
            try fixture.rows(
                "SELECT workflow.name || ':' || state FROM step JOIN workflow ON workflow.id = workflow_id ORDER BY 1"
            ) == ["Long:dead", "Short:succeeded"]
        }
        let group = try #require(try await fixture.store.failureGroups().first)
        #expect(group.code == "template")
        #expect(group.cause.contains("longer than 1 MiB"))
        #expect(fixture.remote.requests.count == 1)
    }
}
