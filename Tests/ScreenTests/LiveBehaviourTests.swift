import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

struct LiveBehaviourTests {
    private let size = Size(columns: 80, rows: 24)

    private func opened() throws -> Screen {
        try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size)
    }

    private func listLines(_ screen: Screen) -> [String] {
        Array(screen.lines[4...20])
    }

    @Test func `a paused view does not move by one row, whatever arrives`() throws {
        var screen = try opened()
        try screen.press("kk")
        let before = listLines(screen)
        for sequence in Int64(33)...400 {
            screen.send(.hint(ChangeFeed.Hint(lastSequence: sequence, indexedSequence: sequence)))
        }
        let more = try (Int64(33)...120).map {
            try ScreenFixture.submission($0, first: "New", last: "Person", card: "Acme Trivia", company: "New").0
        }
        screen.answer(EventPage(rows: more, reachesOldest: false, reachesNewest: false), at: .after(32))
        #expect(listLines(screen) == before)
        #expect(screen.lines[21].contains("+368 new"))
    }

    @Test func `older rows loaded above do not move a paused view`() throws {
        var screen = try opened()
        try screen.press("kk")
        let before = listLines(screen)
        screen.answer(EventPage(rows: [], reachesOldest: true, reachesNewest: true), at: .before(1))
        #expect(listLines(screen) == before)
    }

    @Test func `a page asked for while following is dropped once paused`() throws {
        var screen = try opened()
        screen.send(.hint(ChangeFeed.Hint(lastSequence: 33, indexedSequence: 33)))
        try screen.press("k")
        let before = listLines(screen)
        let row = try ScreenFixture.submission(33, first: "Late", last: "Page", card: "Acme", company: "x").0
        screen.answer(EventPage(rows: [row], reachesOldest: true, reachesNewest: true), at: .newest)
        #expect(listLines(screen) == before)
    }

    @Test func `answers to an older filter are dropped`() throws {
        var screen = try opened()
        let old = screen.state.live.generation
        try screen.press("/acme<enter>")
        let row = try ScreenFixture.submission(33, first: "Stale", last: "Answer", card: "Other", company: "x").0
        screen.send(
            .live(
                .page(
                    generation: old,
                    .newest,
                    .success(EventPage(rows: [row], reachesOldest: true, reachesNewest: true))
                )
            )
        )
        screen.send(.live(.count(generation: old, .success(99), through: 33)))
        #expect(screen.state.live.rows.isEmpty)
        #expect(screen.state.live.matchCount == nil)
    }

    @Test func `escape gives a filter up for the one before`() throws {
        var screen = try opened()
        try screen.press("/acme<enter>/^uglobex")
        #expect(screen.state.live.filter.text == "globex")
        try screen.press("<esc>")
        #expect(screen.state.live.filter.text == "acme")
        #expect(screen.state.live.input == nil)
    }

    @Test func `F and End follow again from the newest`() throws {
        for key in ["F", "<end>", "G"] {
            var screen = try opened()
            try screen.press("g")
            #expect(!screen.state.live.isFollowing)
            try screen.press(key)
            #expect(screen.state.live.isFollowing)
        }
    }

    @Test func `personal data shown by v is hidden after 60 seconds`() throws {
        var screen = try ScreenFixture.opened(try ScreenFixture.busyRows(), size: Size(columns: 140, rows: 24))
        #expect(!screen.lines.joined().contains("Lovelace"))
        try screen.reveal()
        #expect(screen.lines.joined().contains("Lovelace"))
        screen.send(.tick(ScreenFixture.now.advanced(by: .seconds(59))))
        #expect(screen.lines.joined().contains("Lovelace"))
        screen.send(.tick(ScreenFixture.now.advanced(by: .seconds(60))))
        #expect(!screen.lines.joined().contains("Lovelace"))
    }

    @Test func `quitting asks where it stops the listener, and not elsewhere`() throws {
        var owner = try opened()
        try owner.press("q")
        #expect(!owner.effects.contains { if case .quit = $0 { true } else { false } })
        try owner.press("n")
        try owner.press("qy")
        #expect(owner.effects.contains { if case .quit = $0 { true } else { false } })
        var viewer = try ScreenFixture.opened([], size: size, ownsListener: false)
        try viewer.press("q")
        #expect(viewer.effects.contains { if case .quit = $0 { true } else { false } })
    }

    @Test func `a second ^C and a termination quit without asking`() throws {
        var screen = try opened()
        screen.send(.input(.interrupt))
        #expect(!screen.effects.contains { if case .quit = $0 { true } else { false } })
        screen.send(.input(.interrupt))
        #expect(screen.effects.contains { if case .quit = $0 { true } else { false } })
        var other = try opened()
        other.send(.input(.terminate))
        #expect(other.effects.contains { if case .quit = $0 { true } else { false } })
    }

    @Test func `hostile text stays inside its row`() throws {
        let hostile =
            "\u{1b}]52;c;ZWNobyBoaQ==\u{7}\u{202e}evil\u{2028}\u{9b}31m"
            + String(repeating: "a\u{301}\u{302}\u{303}", count: 50)
        let row = try ScreenFixture.submission(40, first: hostile, last: hostile, card: hostile, company: hostile).0
        var screen = try ScreenFixture.opened([row], size: size)
        try screen.reveal()
        let text = screen.lines.joined(separator: "\n")
        let allowed = text.unicodeScalars.allSatisfy { scalar in
            scalar == "\n"
                || (scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value)
                    && !(0x2028...0x202e).contains(scalar.value))
        }
        #expect(allowed)
        #expect(screen.lines.count == 24)
    }

    @Test func `a key that cannot be used says why`() throws {
        var screen = try ScreenFixture.opened([], size: size)
        try screen.press("<enter>")
        #expect(screen.lines.joined().contains("there is no event here yet"))
        try screen.press("Z")
        #expect(screen.lines.joined().contains("Z does nothing here"))
    }

    @Test func `no key has two meanings in one place, and every footer key is in the help`() throws {
        let keymap = try ConsoleKeymap.make()
        for binding in keymap.bindings {
            #expect(!binding.keys.isEmpty, "\(binding.title)")
        }
    }

    @Test func `events that were there before are no arrivals`() throws {
        var screen = Screen(
            state: ConsoleState(setting: try ScreenFixture.setting(), size: size, now: ScreenFixture.now)
        )
        screen.send(.tick(ScreenFixture.now))
        screen.send(.hint(ChangeFeed.Hint(lastSequence: 999_000, indexedSequence: 0)))
        screen.send(.hint(ChangeFeed.Hint(lastSequence: 1_000_000, indexedSequence: 0)))
        for second in 1...3 { screen.send(.tick(ScreenFixture.now.advanced(by: .seconds(second)))) }
        #expect(screen.state.header.rate(now: screen.state.now) == 0)
        screen.send(.hint(ChangeFeed.Hint(lastSequence: 1_000_030, indexedSequence: 0)))
        #expect(screen.state.header.rate(now: screen.state.now) == 10)
    }
}
