import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

/// What keys and clicks do, and what is told where they do nothing.
struct LiveKeyTests {
    private func opened(_ size: Size = Size(columns: 80, rows: 24)) throws -> Screen {
        try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
    }

    private func hasQuit(_ screen: Screen) -> Bool {
        screen.effects.contains { if case .quit = $0 { true } else { false } }
    }

    @Test(arguments: [
        ("n", "n works in an open event"), ("N", "n works in an open event"), ("1", "this is Live"),
        ("0", "there is no pane 0"), ("9", "there is no pane 9"), ("Z", "Z does nothing here"),
    ])
    func `a key with nothing to do says what is there instead`(key: String, text: String) throws {
        var screen = try opened(Size(columns: 120, rows: 24))
        try screen.press(key)
        #expect(screen.lines.joined().contains(text))
    }

    @Test func `escape leaves the event, then the filter, and never the program`() throws {
        var screen = try ScreenFixture.opened(
            try ScreenFixture.busyRows(),
            size: Size(columns: 80, rows: 24),
            ownsListener: false
        )
        try screen.press("/acme<enter>")
        screen.answer(
            EventPage(rows: try ScreenFixture.busyRows(), reachesOldest: true, reachesNewest: true),
            at: .newest
        )
        try screen.press("<enter><esc>")
        #expect(screen.state.live.detail == nil)
        #expect(screen.state.live.filter.text == "acme")
        try screen.press("<esc>")
        #expect(screen.state.live.filter.isEverything)
        try screen.press("<esc>")
        #expect(!hasQuit(screen))
        #expect(screen.lines.joined().contains("q quits"))
        try screen.press("q")
        #expect(hasQuit(screen))
    }

    @Test func `control-C leaves what is being typed before it asks to quit`() throws {
        for keys in ["/acme", "<enter>/x", ":", "?"] {
            var screen = try opened()
            try screen.press(keys)
            screen.send(.input(.interrupt))
            #expect(screen.state.live.input == nil && screen.state.live.detail?.searchInput == nil, "\(keys)")
            guard case .none = screen.state.overlay else {
                Issue.record("something stays open after \(keys)")
                continue
            }
        }
    }

    @Test func `1 goes back to the list`() throws {
        var screen = try opened()
        try screen.press("<enter>1")
        #expect(screen.state.live.detail == nil)
    }

    @Test func `a pasted text lands in the filter, in one line`() throws {
        var screen = try opened()
        screen.send(.input(.paste("ignored")))
        #expect(screen.state.live.filter.isEverything)
        try screen.press("/")
        screen.send(.input(.paste("acme\n\u{1b}[31mtrivia")))
        #expect(screen.state.live.filter.text == "acme [31mtrivia")
    }

    @Test func `a pasted text lands in the palette`() throws {
        var screen = try opened()
        try screen.press(":")
        screen.send(.input(.paste("half a page")))
        #expect(screen.lines.joined().contains("half a page down"))
        #expect(!screen.lines.joined().contains("next refusal"))
    }

    @Test func `a filter longer than the line scrolls, and a mistake in it is told whole`() throws {
        for size in [Size(columns: 80, rows: 24), Size(columns: 40, rows: 12)] {
            var screen = try opened(size)
            try screen.press("/")
            screen.send(.input(.paste(String(repeating: "word ", count: 500))))
            #expect(screen.lines.count == size.rows)
            try screen.press("^utigger:x")
            let text = screen.lines[(size.rows == 24 ? 4 : 2)...].prefix(5).joined(separator: " ")
            for word in ["no field", "tigger", "trigger,", "since", "until"] {
                #expect(text.contains(word), "\(word) at \(size)")
            }
        }
    }

    @Test(arguments: [(80, 24), (40, 12), (120, 32), (200, 60)])
    func `the help scrolls to its end and no further`(columns: Int, rows: Int) throws {
        for opening in ["?", "<enter>?"] {
            var screen = try opened(Size(columns: columns, rows: rows))
            try screen.press(opening + "G")
            let end = screen.lines
            #expect(end.joined().contains("the opposite"))
            try screen.press("j<pgdn><space>")
            #expect(screen.lines == end)
            try screen.press("k")
            if rows < 60 { #expect(screen.lines != end) }
            try screen.press("g")
            #expect(screen.lines.joined().contains(opening == "?" ? "│ Live" : "│ Detail"))
        }
    }

    @Test func `no line of the help is cut, on the smallest useful screen either`() throws {
        var screen = try opened(Size(columns: 40, rows: 12))
        try screen.press("?")
        var text = ""
        for _ in 0..<60 {
            text += screen.lines.joined(separator: "\n")
            try screen.press("j")
        }
        #expect(!text.contains("…"))
        for words in ["hide", "newest", "endpoint", "received", "opposite"] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `an old refusal is found though the last hour had none`() throws {
        var screen = try opened()
        screen.send(.statistics(IngestStatistics(), nil))
        try screen.press("E")
        guard case .rejected = screen.state.live.selectedRow?.content else {
            Issue.record("the refusal is not selected")
            return
        }
    }

    @Test func `looking for a refusal in vain does not stop following`() throws {
        var screen = try opened()
        try screen.press("e")
        screen.send(.live(.refusal(generation: screen.state.live.generation, .success(nil))))
        #expect(screen.state.live.isFollowing)
        #expect(screen.lines.joined().contains("no other refusal that way"))
    }

    @Test func `a refusal has no other views, and says so`() throws {
        var screen = try opened()
        try screen.press("E<enter>")
        #expect(!screen.lines[23].contains("next view"))
        try screen.press("<tab>")
        #expect(screen.lines.joined().contains("a refused request was not kept"))
    }

    @Test func `clicks select and open, the wheel scrolls what it is over`() throws {
        var screen = try opened(Size(columns: 140, rows: 40))
        func at(_ row: Int, _ column: Int, _ action: MouseEvent.Action) -> ConsoleMessage {
            .input(.mouse(MouseEvent(action: action, position: Position(row: row, column: column))))
        }
        screen.send(at(6, 10, .press))
        #expect(!screen.state.live.isFollowing)
        #expect(screen.state.live.selectedIndex == 2)
        screen.send(at(6, 10, .wheelDown))
        #expect(screen.state.live.selectedIndex == 5)
        screen.send(at(9, 10, .press))
        #expect(screen.state.live.detail?.identity.sequence == 6)
        let stored = try ScreenFixture.submission(6, first: "Ada", last: "L", card: "Acme", company: "x").1
        screen.send(.live(.detail(sequence: 6, .success(stored))))
        screen.send(.input(.resize(Size(columns: 140, rows: 16))))
        screen.send(at(8, 120, .wheelDown))
        #expect(screen.state.live.detail?.viewer.first == 3)
        screen.send(at(0, 0, .press))
        #expect(screen.state.live.detail != nil)
    }

    @Test func `every footer key does something where it shows`() throws {
        for script in ["", "k", "kk<enter>", "E<enter>", "?", ":", "q"] {
            var screen = try opened(Size(columns: 200, rows: 40))
            try screen.press(script)
            let shown = ScreenFixture.keymap.footer(in: screen.state.keyContexts, state: screen.state)
            #expect(!shown.isEmpty)
            for binding in shown {
                let key = try #require(binding.keys.first)
                let outcome = ScreenFixture.keymap.outcome(of: key, in: screen.state.keyContexts, state: screen.state)
                #expect(outcome == .command(binding.command), "\(key.notation) after \(script)")
            }
        }
    }
}
