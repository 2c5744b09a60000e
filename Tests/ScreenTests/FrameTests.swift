import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

/// Tabs, the way between panes, trouble in the first line, and questions over a pane.
struct FrameTests {
    static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 32), Size(columns: 40, rows: 12)]
    static let trouble = TroubleSummary(
        dead: 2,
        waiting: 37,
        openBreakers: ["Braze"],
        uplinkDownSince: ScreenFixture.now.advanced(by: .seconds(-1740)),
        heldSteps: 318
    )

    private func opened(_ size: Size = sizes[0], banner: ConsoleBanner = ConsoleBanner()) throws -> Screen {
        try ScreenFixture.opened(try ScreenFixture.busyRows(), size: size, banner: banner)
    }

    /// A console that asks whether to pause a destination.
    private func asking(needsReason: Bool, isReadOnly: Bool = false, size: Size = sizes[0]) throws -> Screen {
        var state = ConsoleState(
            setting: try ScreenFixture.setting(banner: ConsoleBanner(isReadOnly: isReadOnly)),
            size: size,
            now: ScreenFixture.now
        )
        state.pane = .destinations
        state.overlay = .question(
            Question(
                title: "Pause Braze?",
                lines: ["37 deliveries wait; nothing is dropped."],
                verb: "pause",
                needsReason: needsReason,
                act: .destinations(.pause(name: "Braze"))
            )
        )
        return Screen(state: state)
    }

    private func isAsking(_ screen: Screen) -> Bool {
        if case .question = screen.state.overlay { true } else { false }
    }

    private func runs(_ screen: Screen) -> Int {
        screen.effects.count { if case .run = $0 { true } else { false } }
    }

    @Test(arguments: Pane.allCases)
    func `the digit of each pane shows it, and it says what will appear there`(pane: Pane) throws {
        for size in Self.sizes {
            var screen = try opened(size)
            try screen.press(pane.digit.string)
            #expect(screen.state.pane == pane)
            screen.send(.workflows(.list(generation: 1, .success([]), limit: 1)))
            screen.send(.failures(.list(generation: 1, .success([]), limit: 1)))
            screen.send(.destinations(.list(generation: 1, .success([]), limit: 1)))
            screen.send(.audit(.list(generation: 1, .success([]), limit: 1)))
            screen.send(
                .connect(.overview(generation: 1, .success(ConnectOverview(place: ConnectPlace(hasKey: true)))))
            )
            if pane != .live { try Golden.check(screen.grid(), "\(pane)-empty") }
        }
    }

    @Test func `the palette shows a pane`() throws {
        var screen = try opened()
        try screen.press(":audit<enter>")
        #expect(screen.state.pane == .audit)
    }

    @Test func `a paused view stays as it is while another pane is in front`() throws {
        var screen = try opened()
        try screen.press("kk")
        let before = screen.lines
        try screen.press("3")
        #expect(screen.lines != before)
        try screen.press("jkG1")
        #expect(screen.lines == before)
    }

    @Test func `a view that follows asks for what came meanwhile once it is in front again`() throws {
        var screen = try opened()
        screen.answer(
            EventPage(rows: try ScreenFixture.busyRows(), reachesOldest: true, reachesNewest: true),
            at: .newest
        )
        try screen.press("2")
        screen.send(.hint(ChangeFeed.Hint(lastSequence: 33, indexedSequence: 33)))
        #expect(runs(screen) == 0)
        try screen.press("1")
        #expect(runs(screen) == 1)
    }

    @Test func `escape never quits, in no pane`() throws {
        for pane in Pane.allCases {
            var screen = try opened()
            try screen.press(pane.digit.string + "<esc>")
            #expect(screen.lines.joined().contains("q quits"))
            #expect(screen.effects.isEmpty)
        }
    }

    @Test func `a jump leads back to where it began`() throws {
        for key in ["<esc>", "<bs>"] {
            var state = ConsoleState(setting: try ScreenFixture.setting(), size: Self.sizes[0], now: ScreenFixture.now)
            state.pane = .failures
            state.wantedJump = .event(sequence: 7)
            var screen = Screen(state: state)
            screen.send(.tick(ScreenFixture.now))
            #expect(screen.state.pane == .live)
            #expect(screen.state.live.detail?.identity.sequence == 7)
            try screen.press("J")
            #expect(screen.lines.joined().contains("opened from another pane"))
            try screen.press(key)
            #expect(screen.state.pane == .failures)
            #expect(screen.state.live.detail == nil)
            #expect(screen.state.trail.isEmpty)
        }
    }

    @Test(arguments: sizes)
    func `what is wrong climbs into the first line and the tabs`(size: Size) throws {
        var screen = try opened(size)
        screen.send(.trouble(Self.trouble))
        try Golden.check(screen.grid(), "climbed")
        #expect(screen.lines[0].contains("2 dead"))
        #expect(screen.lines.joined().contains("UPLINK DOWN"))
    }

    @Test(arguments: sizes)
    func `a question with a reason`(size: Size) throws {
        try Golden.check(try asking(needsReason: true, size: size).grid(), "question")
    }

    @Test func `a question that needs a reason is not confirmed without one`() throws {
        var screen = try asking(needsReason: true)
        try screen.press("<enter>")
        #expect(screen.lines.joined().contains("say why"))
        try screen.press("fire drill<enter>")
        #expect(isAsking(screen))
        #expect(runs(screen) == 0)
        try screen.press("y")
        #expect(!isAsking(screen))
        #expect(runs(screen) == 1)
        screen.send(.acted(.success("Braze is paused")))
        #expect(screen.lines.joined().contains("Braze is paused"))
    }

    @Test(arguments: ["<esc>", "n", "q"])
    func `a question can be left`(key: String) throws {
        var screen = try asking(needsReason: false)
        try screen.press(key)
        #expect(!isAsking(screen))
        #expect(runs(screen) == 0)
    }

    @Test func `nothing is confirmed in a console that only looks`() throws {
        var screen = try asking(needsReason: false, isReadOnly: true)
        try screen.press("y")
        #expect(!isAsking(screen))
        #expect(runs(screen) == 0)
        #expect(screen.lines.joined().contains("this console only looks"))
    }

    @Test func `every row that changes the world is refused in a console that only looks`() throws {
        let row = ConsoleKeymap.guarded(
            ConsoleKeymap.Row(
                keys: [],
                command: .destinations(.readAgain),
                title: "pause",
                group: "Destinations",
                dangerous: true,
                disabledReason: { _ in nil }
            )
        )
        for isReadOnly in [true, false] {
            let setting = try ScreenFixture.setting(banner: ConsoleBanner(isReadOnly: isReadOnly))
            let reason = row.disabledReason(ConsoleState(setting: setting, now: ScreenFixture.now))
            #expect((reason != nil) == isReadOnly)
        }
    }
}
