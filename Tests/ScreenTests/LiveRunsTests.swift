import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

/// What became of an event, as Live tells it.
struct LiveRunsTests {
    private static func served(_ size: Size, isBusy: Bool = false) async throws -> ServedScreen {
        let submission = try ScreenFixture.submission(
            39,
            first: "Ada",
            last: "Lovelace",
            card: "Acme Trivia",
            company: "Zuse KG"
        )
        let other = try ScreenFixture.submission(40, first: "Kit", last: "M", card: "Globex Poll", company: "ACME")
        var screen = try ServedScreen(pane: .live, size: size) { services in
            services.live = LiveServices(
                page: { _, _, _ in
                    EventPage(rows: [submission.0, other.0], reachesOldest: true, reachesNewest: true)
                },
                count: { _, _ in 0 },
                event: { $0 == 39 ? submission.1 : other.1 },
                refusal: { _, _ in nil }
            )
            services.live.runSummaries = { sequences in
                let all = [Int64(39): RunSummary(succeeded: 1, failed: 1)]
                return all.filter { sequences.contains($0.key) }
            }
            services.workflows.runsOf = {
                if isBusy { throw QueryFailure(reason: "the store is busy") }
                return $0 == 39 ? [WorkFixture.run(4197, .failed), WorkFixture.run(4196)] : []
            }
            services.workflows.run = { WorkFixture.detail($0) }
        }
        await screen.send(.begin)
        return screen
    }

    @Test func `a wide list tells what became of each event`() async throws {
        let screen = try await Self.served(WorkFixture.sizes[1])
        #expect(screen.text.contains("→ 1 failed ✗"))
        #expect(screen.text.contains("no workflow"))
        try Golden.check(screen.grid(), "live-runs")
    }

    @Test func `a narrow list has no room to tell it, and does not ask`() async throws {
        let screen = try await Self.served(WorkFixture.sizes[0])
        #expect(screen.state.live.runSummaries.isEmpty)
    }

    @Test(arguments: WorkFixture.sizes)
    func `an open event shows its runs, and enter opens one`(size: Size) async throws {
        var screen = try await Self.served(size)
        try await screen.press("k<enter>r")
        try Golden.check(screen.grid(), "event-runs")
        try await screen.press("j<enter>")
        #expect(screen.state.pane == .workflows)
        #expect(screen.state.workflows.run?.id == 4196)
        try await screen.press("<esc>")
        #expect(screen.state.pane == .live)
        #expect(screen.state.live.detail?.identity.sequence == 39)
    }

    @Test func `runs that cannot be read say why`() async throws {
        var screen = try await Self.served(WorkFixture.sizes[0], isBusy: true)
        try await screen.press("<enter>r")
        #expect(screen.text.contains("the store is busy"))
    }

    @Test func `an event that started nothing says so`() async throws {
        var screen = try await Self.served(WorkFixture.sizes[0])
        try await screen.press("<enter>r")
        #expect(screen.text.contains("No workflow listened"))
        try await screen.press("<enter>")
        #expect(screen.state.live.detail == nil)
    }
}
