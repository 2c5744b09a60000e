import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

/// The window on the journal while pages of it come and go.
struct LiveHistoryTests {
    private let size = Size(columns: 80, rows: 24)

    private func rows(_ range: ClosedRange<Int64>) throws -> [LiveRow] {
        try range.map {
            try ScreenFixture.submission($0, first: "Ada", last: "Lovelace", card: "Acme \($0)", company: "x").0
        }
    }

    private func page(_ range: ClosedRange<Int64>, oldest: Bool = false, newest: Bool = false) throws -> EventPage {
        EventPage(rows: try rows(range), reachesOldest: oldest, reachesNewest: newest)
    }

    /// A console on the end of a journal of 10,000 events.
    private func opened() throws -> Screen {
        var screen = try ScreenFixture.opened(try rows(9961...10_000), size: size)
        screen.answer(try page(9961...10_000, newest: true), at: .newest)
        return screen
    }

    private func sequences(_ screen: Screen) -> [Int64] {
        screen.state.live.rows.map(\.identity.sequence)
    }

    private func asks(_ screen: Screen, _ id: EffectID) -> Bool {
        screen.effects.contains { if case .run(id, _, _) = $0 { true } else { false } }
    }

    @Test func `a page of older rows that comes once the newest follow again leaves no gap`() throws {
        var screen = try opened()
        try screen.press("kkkkkkkkkkkkkkkkkkkkkkkkkkkk F")
        screen.answer(try page(9900...9960), at: .before(9961))
        screen.answer(try page(9961...10_000, newest: true), at: .newest)
        #expect(sequences(screen) == Array(9961...10_000))
    }

    @Test func `the oldest rows that come once the newest follow again are dropped`() throws {
        var screen = try opened()
        try screen.press("g F")
        screen.answer(try page(9961...10_000, newest: true), at: .newest)
        screen.answer(try page(1...217, oldest: true), at: .oldest)
        #expect(sequences(screen) == Array(9961...10_000))
    }

    @Test func `a page that no longer touches the window is dropped`() throws {
        var screen = try opened()
        try screen.press("<pgup><pgup> g")
        screen.answer(try page(1...217, oldest: true), at: .oldest)
        screen.answer(try page(9700...9960), at: .before(9961))
        #expect(sequences(screen) == Array(1...217))
    }

    @Test func `a question that failed is asked again by the clock, not at once`() throws {
        var screen = try opened()
        try screen.press("<pgup><pgup>")
        let generation = screen.state.live.generation
        screen.send(
            .live(.page(generation: generation, .before(9961), .failure(QueryFailure(reason: "disk I/O error"))))
        )
        #expect(!asks(screen, "live.page"))
        #expect(screen.lines[21].contains("disk I/O error"))
        screen.send(.tick(ScreenFixture.now.advanced(by: .seconds(1))))
        #expect(asks(screen, "live.page"))
    }

    @Test func `a first page that failed is asked again by the clock`() throws {
        var screen = try opened()
        let generation = screen.state.live.generation
        screen.send(.live(.page(generation: generation, .newest, .failure(QueryFailure(reason: "no such table")))))
        #expect(!asks(screen, "live.page"))
        screen.send(.tick(ScreenFixture.now.advanced(by: .seconds(1))))
        #expect(asks(screen, "live.page"))
    }

    @Test func `scrolling thousands of rows back and forth shows each exactly once`() throws {
        let all = try rows(8001...10_000)
        var screen = try ScreenFixture.opened(Array(all.suffix(40)), size: size)
        screen.answer(EventPage(rows: Array(all.suffix(40)), reachesOldest: false, reachesNewest: true), at: .newest)
        var seen: Set<Int64> = []
        func look() {
            let live = screen.state.live
            #expect(live.rows.count <= 1200)
            let held = sequences(screen)
            #expect(held == Array(held[0]..<held[0] + Int64(held.count)))
            seen.formUnion(live.rows[live.firstVisible...].prefix(live.pageRows).map(\.identity.sequence))
        }
        look()
        for _ in 0..<400 where screen.state.live.selected?.sequence != 8001 {
            try screen.press("<pgup>")
            while asks(screen, "live.page"), let first = sequences(screen).first {
                let older = all[..<Int(first - 8001)].suffix(217)
                screen.answer(
                    EventPage(rows: Array(older), reachesOldest: older.first == all.first, reachesNewest: false),
                    at: .before(first)
                )
            }
            look()
        }
        #expect(seen == Set(8001...10_000))
        seen = []
        look()
        for _ in 0..<400 where screen.state.live.selected?.sequence != 10_000 {
            try screen.press("<pgdn>")
            while asks(screen, "live.page"), let last = sequences(screen).last {
                let newer = all[Int(last - 8000)...].prefix(217)
                screen.answer(
                    EventPage(rows: Array(newer), reachesOldest: false, reachesNewest: newer.last == all.last),
                    at: .after(last)
                )
            }
            look()
        }
        #expect(seen == Set(8001...10_000))
    }

    @Test func `an older page that comes while the cursor is at the top moves nothing`() throws {
        var screen = try opened()
        try screen.press("<pgup><pgup><pgup>")
        #expect(screen.state.live.selectedIndex == 0)
        let before = Array(screen.lines[4...20])
        screen.answer(try page(9700...9960), at: .before(9961))
        #expect(Array(screen.lines[4...20]) == before)
        #expect(screen.state.live.selected?.sequence == 9961)
    }

    @Test func `a window that begins with a refusal asks for the event before it`() throws {
        var screen = try ScreenFixture.opened([], size: size)
        let rows = [ScreenFixture.refusal(after: 100)] + (try rows(101...140))
        screen.answer(EventPage(rows: rows, reachesOldest: false, reachesNewest: true), at: .newest)
        try screen.press("<pgup><pgup><pgup>")
        screen.answer(try page(1...100, oldest: true), at: .before(101))
        #expect(screen.state.live.rows.count == 141)
    }

    @Test func `refusals that come after the last event move nothing`() throws {
        var screen = try opened()
        try screen.press("k")
        let before = Array(screen.lines[4...20])
        screen.answer(
            EventPage(rows: [ScreenFixture.refusal(after: 10_000)], reachesOldest: false, reachesNewest: true),
            at: .after(10_000)
        )
        #expect(Array(screen.lines[4...20]) == before)
    }

    @Test func `new events are those below everything that was on the screen`() throws {
        var screen = try opened()
        try screen.press("kk")
        screen.send(.hint(ChangeFeed.Hint(lastSequence: 10_030, indexedSequence: 10_030)))
        #expect(screen.lines[21].contains("+30 new"))
        screen.answer(try page(10_001...10_030, newest: true), at: .after(10_000))
        #expect(screen.lines[21].contains("+30 new"))
        try screen.press("<pgdn>")
        #expect(screen.lines[21].contains("+15 new"))
        try screen.press("F")
        #expect(!screen.lines[21].contains("new"))
    }

    @Test func `with a filter only events that pass it are new`() throws {
        var screen = try opened()
        try screen.press("/acme<enter>")
        let generation = screen.state.live.generation
        screen.answer(try page(9961...10_000, newest: true), at: .newest)
        try screen.press("kk")
        // The first count is of the whole history.
        screen.send(.live(.count(generation: generation, .success(4000), through: 10_000)))
        #expect(screen.lines[3].contains("4,000 of 10,000"))
        #expect(!screen.lines[21].contains("new"))
        screen.send(.hint(ChangeFeed.Hint(lastSequence: 10_040, indexedSequence: 10_040)))
        screen.send(.live(.count(generation: generation, .success(7), through: 10_040)))
        #expect(screen.lines[21].contains("+7 new"))
    }

    @Test func `a count under way is left to end, however many events come`() throws {
        var screen = try opened()
        try screen.press("/acme<enter>")
        let generation = screen.state.live.generation
        screen.send(.hint(ChangeFeed.Hint(lastSequence: 10_001, indexedSequence: 10_001)))
        #expect(!asks(screen, "live.count"))
        screen.send(.live(.count(generation: generation, .success(5), through: 10_000)))
        #expect(asks(screen, "live.count"))
    }

    @Test func `a count that failed says so`() throws {
        var screen = try opened()
        try screen.press("/acme<enter>")
        let generation = screen.state.live.generation
        screen.answer(try page(9961...10_000, newest: true), at: .newest)
        screen.send(
            .live(
                .count(generation: generation, .failure(QueryFailure(reason: "the index is damaged")), through: 10_000)
            )
        )
        #expect(screen.lines[3].contains("not counted"))
        #expect(screen.lines[21].contains("the index is damaged"))
    }

    @Test func `an empty board follows whatever keys are pressed`() throws {
        for keys in ["k", "g", "<pgup>", "^u", "E", "<enter>"] {
            var screen = try ScreenFixture.opened([], size: size)
            try screen.press(keys)
            #expect(screen.state.live.isFollowing, "\(keys)")
            screen.answer(try page(1...1, oldest: true, newest: true), at: .newest)
            #expect(screen.lines[4].contains("Ada L."), "\(keys)")
        }
    }

    @Test func `at the end of the history the next event is the one that comes`() throws {
        var screen = try opened()
        try screen.press("<enter>J")
        #expect(screen.lines.joined().contains("this is the newest event"))
        screen.send(.hint(ChangeFeed.Hint(lastSequence: 10_001, indexedSequence: 10_001)))
        try screen.press("J")
        screen.answer(try page(10_001...10_001, newest: true), at: .after(10_000))
        try screen.press("J")
        #expect(screen.state.live.detail?.identity.sequence == 10_001)
    }
}
