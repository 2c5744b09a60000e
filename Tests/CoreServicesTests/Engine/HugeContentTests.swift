import Foundation
import Primitives
import Simulator
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

    @Test func `a reply of 1 GB is cut off, kept out of memory, and told`() async throws {
        var options = RemotesOptions()
        options.faults = [try FaultRule("http/giant:giant=1GiB")]
        let remotes = try SimulatedRemotes.start(options)
        defer { remotes.stop() }
        let fixture = try EngineFixture(
            [EngineFixture.posting().replacing("/leads", with: "/http/giant")],
            adjust: {
                $0.destinations[0].baseURL = remotes.baseURL
            }
        )
        let before = try Self.residentBytes()
        try await fixture.post()
        try await fixture.waitForSteps(["post:dead"])
        #expect(try Self.residentBytes() < before + (512 << 20))
        let group = try #require(try await fixture.store.failureGroups().first)
        #expect(group.code.contains("large"))
        #expect(!group.remedy.isEmpty)
    }

    /// Memory of this process, in which other tests run as well; a reply kept whole would show all the same.
    private static func residentBytes() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (Int(fields[1]) ?? 0) * 4096
    }
}
