import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

struct AuditPaneTests {
    private func screen(
        _ size: Size = WorkFixture.sizes[0],
        verdict: AuditVerdict = .whole(entries: 412),
        log: ActLog = ActLog()
    ) async throws -> ServedScreen {
        var screen = try ServedScreen(pane: .audit, size: size) { services in
            services.audit.entries = { before, limit in
                log.note("before \(before.map(String.init) ?? "none")")
                return WorkFixture.entries(before: before, limit: limit)
            }
            services.audit.verify = { verdict }
        }
        try await screen.enter()
        return screen
    }

    @Test(arguments: WorkFixture.sizes)
    func `the record, and an entry of it whole`(size: Size) async throws {
        var screen = try await screen(size)
        try Golden.check(screen.grid(), "audit")
        try await screen.press("<enter>")
        try Golden.check(screen.grid(), "audit-entry")
        #expect(!screen.text.contains("ada@example.com"))
    }

    @Test func `a whole record says how many entries it has`() async throws {
        var screen = try await screen()
        #expect(screen.text.contains("V verifies"))
        try await screen.press("V")
        #expect(screen.text.contains("whole: 412 entries"))
    }

    @Test(arguments: WorkFixture.sizes)
    func `a broken record says where, and marks the entry`(size: Size) async throws {
        var screen = try await screen(size, verdict: .broken(number: 410, reason: "its hash does not fit entry 409"))
        try await screen.press("V")
        #expect(screen.text.contains("broken at 410"))
        try Golden.check(screen.grid(), "audit-broken")
    }

    @Test func `entries come page by page down to the first`() async throws {
        let log = ActLog()
        var screen = try await screen(log: log)
        try await screen.press("GGG")
        #expect(screen.state.audit.list.rows.map(\.number) == (1...412).reversed())
        #expect(log.lines == ["before none", "before 213", "before 13"])
        try await screen.press("<enter>J")
        #expect(screen.text.contains("this is the first entry"))
    }

    @Test func `an entry stays open while newer ones come`() async throws {
        var screen = try await screen()
        try await screen.press("j<enter>")
        #expect(screen.state.audit.opened?.number == 411)
        try await screen.press("<f5>")
        #expect(screen.text.contains("entry 411"))
    }
}
