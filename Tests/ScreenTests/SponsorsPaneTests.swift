import Console
import Primitives
import Synchronization
import TerminalKit
import TestSupport
import Testing

@testable import CoreServices

struct SponsorsPaneTests {
    private func screen(
        _ size: Size = WorkFixture.sizes[0],
        isReadOnly: Bool = false,
        board: BoardBox = BoardBox(),
        log: ActLog = ActLog()
    ) async throws -> ServedScreen {
        let history = try SponsorsFixture.history()
        var screen = try ServedScreen(pane: .sponsors, size: size, isReadOnly: isReadOnly) { services in
            services.sponsors.board = { board.value }
            services.sponsors.figures = { _ in SponsorsFixture.figures() }
            services.sponsors.leads = { request, before, _ in
                log.note("leads of \(request.sponsor ?? -1) filter '\(request.filter.text)'")
                return before == nil ? SponsorsFixture.leads() : []
            }
            services.sponsors.count = { $0.filter.isEverything ? 2114 : 3 }
            services.sponsors.history = { $0 == 1 ? history : nil }
            services.sponsors.preview = { rule, progress in
                progress(0.5)
                log.note("preview \(rule.name) \(rule.cards) \(rule.goal ?? 0)")
                return SponsorRulePreview(entries: 41, people: 39, fromOthers: 2)
            }
            services.sponsors.add = { log.note("add \($0.name) \($1)") }
            services.sponsors.exportPlan = { _, _ in LeadExportPlan(rows: 2002, excluded: 112, folder: "/data/exports")
            }
            services.sponsors.export = { sponsor, filter, reason, progress in
                progress(0.5)
                log.note("export \(sponsor.name) '\(filter.text)' \(reason)")
                return LeadExportReport(path: "/data/exports/acme.csv", rows: 2002)
            }
            services.sponsors.schedules = { SponsorsFixture.schedules() }
            services.noteReveal = { pane, seconds in log.note("reveal \(pane) \(seconds)") }
            services.workflows.runsOf = { _ in [] }
        }
        try await screen.enter()
        return screen
    }

    /// The board that the store would tell of, which tests change.
    private final class BoardBox: Sendable {
        private let kept = Mutex(SponsorsFixture.board())
        var value: SponsorBoard { kept.withLock { $0 } }
        func change(_ change: @Sendable (inout SponsorBoard) -> Void) { kept.withLock { change(&$0) } }
    }

    @Test(arguments: WorkFixture.sizes + [Size(columns: 200, rows: 60)])
    func `the board, one sponsor, its leads and a person's history`(size: Size) async throws {
        var screen = try await screen(size)
        try Golden.check(screen.grid(), "sponsors")
        try await screen.press("d")
        try Golden.check(screen.grid(), "sponsor")
        try await screen.press("<esc><enter>")
        try Golden.check(screen.grid(), "leads")
        try await screen.press("<enter>")
        try Golden.check(screen.grid(), "lead")
    }

    @Test(arguments: WorkFixture.sizes)
    func `presenter mode has large figures and nobody's data`(size: Size) async throws {
        var screen = try await screen(size)
        try await screen.press("P")
        try Golden.check(screen.grid(), "presenter")
        #expect(!screen.text.contains("help"))
        try await screen.press("x")
        #expect(screen.text.contains("unique"))
    }

    @Test func `the board and presenter mode in ASCII`() async throws {
        var screen = try await screen()
        try Golden.check(screen.grid(glyphs: .ascii), "sponsors-ascii")
        try await screen.press("P")
        try Golden.check(screen.grid(glyphs: .ascii), "presenter-ascii")
    }

    // MARK: - Schedules

    @Test(arguments: WorkFixture.sizes)
    func `schedules say what comes next and what came of them`(size: Size) async throws {
        var screen = try await screen(size)
        try await screen.press("s")
        try Golden.check(screen.grid(), "schedules")
        try await screen.press("<esc>")
        #expect(screen.state.sponsors.schedules == nil)
    }

    @Test func `a schedule that failed shows on the tab and over the board`() async throws {
        var screen = try await screen()
        await screen.send(.trouble(TroubleSummary(failedSchedules: ["acme\u{1b}[2J"])))
        #expect(screen.text.contains("schedule acme␛[2J failed, s shows why"))
        #expect(screen.text.contains("4 Sponsors·1"))
    }

    // MARK: - Order

    @Test func `the order follows the ranks until somebody is on a row`() async throws {
        let box = BoardBox()
        var screen = try await screen(board: box)
        #expect(screen.state.sponsors.list.rows.map(\.id) == [1, 2, 3, 0])
        box.change { $0.rows.swapAt(0, 1) }
        try await screen.press("<f5>")
        #expect(screen.state.sponsors.list.rows.map(\.id) == [2, 1, 3, 0])
        try await screen.press("j")
        box.change { $0.rows.swapAt(0, 1) }
        try await screen.press("<f5>")
        #expect(screen.state.sponsors.list.rows.map(\.id) == [2, 1, 3, 0])
        #expect(screen.state.sponsors.list.selectedID == 1)
        #expect(screen.text.contains("the order holds still"))
        try await screen.press("F")
        #expect(screen.state.sponsors.list.rows.map(\.id) == [1, 2, 3, 0])
        #expect(screen.state.sponsors.list.selectedID == 1)
    }

    @Test func `a sponsor that is new while the order holds comes last, before Unattributed`() async throws {
        let box = BoardBox()
        var screen = try await screen(board: box)
        try await screen.press("j")
        box.change { board in
            var new = board.rows[0]
            new.sponsor.id = 9
            new.sponsor.name = "Initech"
            board.rows.insert(new, at: 0)
        }
        try await screen.press("<f5>")
        #expect(screen.state.sponsors.list.rows.map(\.id) == [1, 2, 3, 9, 0])
        try await screen.press("<esc>")
        #expect(screen.state.sponsors.list.rows.map(\.id) == [9, 1, 2, 3, 0])
    }

    // MARK: - Leads

    @Test func `a filter is applied while it is typed, and goes with escape`() async throws {
        let log = ActLog()
        var screen = try await screen(log: log)
        try await screen.press("<enter>/ada<enter>")
        #expect(log.lines.last == "leads of 1 filter 'ada'")
        #expect(screen.text.contains("3 of 2,114 people"))
        try await screen.press("<esc>")
        #expect(log.lines.last == "leads of 1 filter ''")
        try await screen.press("<esc>")
        #expect(screen.text.contains("people in all"))
    }

    @Test func `a mistake in the filter is told with its column`() async throws {
        var screen = try await screen()
        try await screen.press("<enter>/since:yesterday")
        #expect(screen.text.contains("column 7"))
    }

    @Test func `from a lead it goes to the event and back`() async throws {
        var screen = try await screen()
        try await screen.press("<enter><enter>jj")
        #expect(screen.state.sponsors.lead?.selectedSequence == 9)
        try await screen.press("<enter>")
        #expect(screen.state.pane == .live)
        #expect(screen.state.live.detail?.identity.sequence == 9)
        try await screen.press("<bs>")
        #expect(screen.state.pane == .sponsors)
        #expect(screen.state.sponsors.lead?.selectedSequence == 9)
    }

    @Test func `a lead without a run says that no workflow listened`() async throws {
        var screen = try await screen()
        try await screen.press("<enter><enter>r")
        #expect(screen.text.contains("no workflow listened"))
    }

    @Test func `from anywhere a jump shows a lead and escape leads back`() async throws {
        var screen = try await screen()
        try await screen.press("1")
        await screen.jump(to: .lead(id: 1))
        #expect(screen.text.contains("2 entries, 3 events"))
        try await screen.press("<esc>")
        #expect(screen.state.pane == .live)
    }

    @Test func `a lead that is gone says so`() async throws {
        var screen = try await screen()
        await screen.jump(to: .lead(id: 99))
        #expect(screen.text.contains("not there any more"))
    }

    // MARK: - Personal data

    @Test func `nothing personal shows until it is asked for, and that is recorded`() async throws {
        let log = ActLog()
        var screen = try await screen(Size(columns: 140, rows: 40), log: log)
        try await screen.press("<enter><enter>")
        for word in ["Lovelace", "ada@example.com", "123 456", "grace@"] { #expect(!screen.text.contains(word)) }
        try await screen.press("v")
        #expect(screen.text.contains("ada@example.com"))
        #expect(log.lines.last == "reveal Sponsors 60")
        await screen.send(.tick(ScreenFixture.now.advanced(by: .seconds(61))))
        #expect(!screen.text.contains("ada@example.com"))
    }

    @Test func `what cannot be recorded is not shown`() async throws {
        var screen = try ServedScreen(pane: .sponsors) { services in
            services.sponsors.board = { SponsorsFixture.board() }
            services.noteReveal = { _, _ in throw QueryFailure(reason: "the disk is full") }
        }
        try await screen.enter()
        try await screen.press("v")
        #expect(!screen.state.isRevealed)
        #expect(screen.text.contains("not shown, for that could not be recorded: the disk is full"))
    }

    // MARK: - Acts

    @Test func `a sponsor is typed, previewed, confirmed and added`() async throws {
        let log = ActLog()
        var screen = try await screen(log: log)
        try await screen.press("AInitech;<space>cards<space>Initech<space>*;<space>goal<space>500<enter>")
        #expect(screen.text.contains("41 entries of 39 people"))
        try await screen.press("y")
        #expect(log.lines == ["preview Initech [\"Initech *\"] 500", "add Initech "])
        #expect(screen.text.contains("Initech is added"))
    }

    @Test func `a rule that cannot be used stays to be put right`() async throws {
        var screen = try await screen()
        try await screen.press("AInitech<enter>")
        #expect(screen.text.contains("say which entries are its"))
        #expect(screen.state.sponsors.adding?.text == "Initech")
        try await screen.press("<esc>")
        #expect(screen.state.sponsors.adding == nil)
    }

    @Test func `an export tells first what it would hold, then does it`() async throws {
        let log = ActLog()
        var screen = try await screen(log: log)
        try await screen.press("<enter>/ada<enter>X")
        #expect(screen.text.contains("Export 2,002 leads of Acme Corp?"))
        #expect(screen.text.contains("112 left out"))
        try await screen.press("<tab>for<space>Acme<enter>y")
        #expect(
            log.lines.last == "export Acme Corp 'ada' for Acme" || log.lines.contains("export Acme Corp 'ada' for Acme")
        )
        #expect(screen.text.contains("/data/exports/acme.csv"))
    }

    @Test(arguments: ["A", "X"])
    func `a console that only looks adds and exports nothing`(key: String) async throws {
        let log = ActLog()
        var screen = try await screen(isReadOnly: true, log: log)
        try await screen.press(key)
        #expect(screen.text.contains("this console only looks"))
        #expect(log.lines.isEmpty)
    }
}
