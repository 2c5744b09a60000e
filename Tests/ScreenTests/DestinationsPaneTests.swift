import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

struct DestinationsPaneTests {
    private func screen(
        _ size: Size = WorkFixture.sizes[0],
        isReadOnly: Bool = false,
        log: ActLog = ActLog()
    ) async throws -> ServedScreen {
        var screen = try ServedScreen(pane: .destinations, size: size, isReadOnly: isReadOnly) { services in
            services.destinations.destinations = { WorkFixture.destinations() }
            services.destinations.pause = { log.note("pause \($0) \($1)") }
            services.destinations.resume = { log.note("resume \($0) \($1)") }
            services.destinations.probe = { log.note("probe \($0)") }
        }
        try await screen.enter()
        return screen
    }

    @Test(arguments: WorkFixture.sizes)
    func `the destinations, and one of them whole`(size: Size) async throws {
        var screen = try await screen(size)
        try Golden.check(screen.grid(), "destinations")
        try await screen.press("j<enter>")
        try Golden.check(screen.grid(), "destination")
        #expect(screen.text.contains("open since"))
    }

    @Test func `pause, resume and probe are asked for, confirmed and done`() async throws {
        let log = ActLog()
        var screen = try await screen(log: log)
        try await screen.press("Pdrill<enter>y")
        try await screen.press("jby")
        try await screen.press("jPy")
        #expect(log.lines == ["pause acme-salesforce drill", "probe braze", "resume slack "])
        #expect(screen.text.contains("slack is resumed"))
    }

    @Test func `a closed breaker is not probed`() async throws {
        var screen = try await screen()
        try await screen.press("b")
        #expect(screen.text.contains("its breaker is closed"))
    }

    @Test(arguments: ["P", "jb"])
    func `a console that only looks changes nothing`(keys: String) async throws {
        let log = ActLog()
        var screen = try await screen(isReadOnly: true, log: log)
        try await screen.press(keys)
        #expect(screen.text.contains("this console only looks"))
        #expect(log.lines.isEmpty)
    }

    @Test func `a jump shows the destination, and escape leads back`() async throws {
        var screen = try await screen()
        try await screen.press("2")
        await screen.jump(to: .destination(name: "slack"))
        #expect(screen.state.destinations.opened?.name == "slack")
        #expect(screen.text.contains("mira@venue-laptop"))
        try await screen.press("<esc>")
        #expect(screen.state.pane == .workflows)
    }

    @Test func `a destination that nobody knows says so`() async throws {
        var screen = try await screen()
        await screen.jump(to: .destination(name: "gone"))
        #expect(screen.text.contains("there is no destination gone"))
    }

    @Test func `f shows the failures`() async throws {
        var screen = try await screen()
        try await screen.press("f")
        #expect(screen.state.pane == .failures)
    }

    @Test func `e goes to the next trouble, also with one open`() async throws {
        var screen = try await screen()
        try await screen.press("<enter>e")
        #expect(screen.state.destinations.opened?.name == "braze")
        try await screen.press("J")
        #expect(screen.state.destinations.opened?.name == "slack")
        try await screen.press("J")
        #expect(screen.text.contains("this is the last destination"))
    }
}
