import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

struct LiveScreenTests {
    static let sizes = [
        Size(columns: 80, rows: 24), Size(columns: 140, rows: 40), Size(columns: 200, rows: 60),
        Size(columns: 40, rows: 12),
    ]

    @Test(arguments: sizes)
    func `following`(size: Size) throws {
        try Golden.check(try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size).grid(), "following")
    }

    /// Brings the event that the screen has opened.
    private func answerDetail(_ screen: inout Screen) throws {
        let stored = try ScreenFixture.submission(
            29,
            first: "Zoë",
            last: "Quinn",
            card: "Acme Trivia",
            company: "Analytical Engines"
        ).1
        screen.send(.live(.detail(sequence: 29, .success(stored))))
    }

    @Test(arguments: sizes)
    func `an event opened`(size: Size) throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
        try screen.press("kkkk<enter>")
        try answerDetail(&screen)
        try Golden.check(screen.grid(), "opened")
    }

    @Test(arguments: [sizes[0], sizes[3]])
    func `paused with new events below`(size: Size) throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
        try screen.press("kkk")
        screen.send(.hint(ChangeFeed.Hint(lastSequence: 1316, indexedSequence: 1316)))
        try Golden.check(screen.grid(), "paused")
    }

    @Test(arguments: [sizes[0], sizes[1]])
    func `the body as JSON, masked`(size: Size) throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
        try screen.press("kkkk<enter><tab>")
        try answerDetail(&screen)
        #expect(!screen.lines.joined().contains("Quinn"))
        #expect(!screen.lines.joined().contains("zoë@example.com"))
        try Golden.check(screen.grid(), "json")
    }

    @Test(arguments: [sizes[0], sizes[1]])
    func `a refusal opened`(size: Size) throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
        try screen.press("E<enter>")
        try Golden.check(screen.grid(), "refusal")
    }

    @Test(arguments: [sizes[0], sizes[3]])
    func `nothing has come yet`(size: Size) throws {
        try Golden.check(try ScreenFixture.opened([], size: size).grid(), "empty")
    }

    @Test(arguments: [sizes[0], sizes[1]])
    func `a filter being typed, with a mistake`(size: Size) throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
        try screen.press("/tigger:x")
        try Golden.check(screen.grid(), "filter-mistake")
    }

    @Test(arguments: [sizes[0]])
    func `a filter that finds nothing`(size: Size) throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
        try screen.press("/nobody<enter>")
        screen.answer(EventPage(rows: [], reachesOldest: true, reachesNewest: true), at: .newest)
        screen.send(.live(.count(generation: screen.state.live.generation, .success(0), through: 32)))
        try Golden.check(screen.grid(), "filter-nothing")
    }

    @Test(arguments: sizes)
    func `help`(size: Size) throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
        try screen.press("?")
        try Golden.check(screen.grid(), "help")
    }

    @Test(arguments: [sizes[0], sizes[3]])
    func `palette`(size: Size) throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
        try screen.press(":page")
        try Golden.check(screen.grid(), "palette")
    }

    @Test(arguments: [sizes[0], sizes[3]])
    func `asking before the listener is stopped`(size: Size) throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
        try screen.press("q")
        try Golden.check(screen.grid(), "quit")
    }

    @Test func `every banner in one line`() throws {
        let banner = ConsoleBanner(isDemo: true, isReadOnly: true, attachedTo: 4121, warning: nil)
        var screen = try ScreenFixture.opened(
            try ScreenFixture.busyRows(),
            size: Self.sizes[1],
            banner: banner,
            ownsListener: false
        )
        screen.send(.statistics(IngestStatistics(), nil))
        try Golden.check(screen.grid(), "banners")
    }

    @Test func `ASCII only`() throws {
        let screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: Self.sizes[0])
        let grid = screen.grid(glyphs: .ascii)
        for row in 0..<grid.size.rows {
            #expect(grid.cells(inRow: row).allSatisfy { $0.character.isASCII })
        }
        try Golden.check(grid, "ascii")
    }

    @Test func `a screen too small says so and nothing more`() throws {
        let screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: Size(columns: 18, rows: 3))
        #expect(screen.lines == ["too small: 18x3", "", ""])
    }

    @Test(arguments: [(300, 80), (80, 24), (60, 20), (40, 12), (24, 6), (20, 4)])
    func `every size is drawn whole, whatever is open`(columns: Int, rows: Int) throws {
        for script in ["", "k", "kk<enter>", "kk<enter><tab>", "/acme", "?", ":", "E<enter>", "q"] {
            var screen = try ScreenFixture.opened(
                try ScreenFixture.busyRows(),
                size: Size(columns: columns, rows: rows)
            )
            try screen.press(script)
            #expect(screen.lines.count == rows)
            #expect(!screen.lines[0].isEmpty, "\(script)")
        }
    }
}
