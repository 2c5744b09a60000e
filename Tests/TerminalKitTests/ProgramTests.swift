import Primitives
import Synchronization
import TerminalKit
import Testing

@MainActor
struct ProgramTests {
    enum Message: Sendable, Equatable {
        case input(InputEvent), tick(Timestamp), number(Int), copied(Bool)
    }

    struct State {
        var seen: [Message] = []
        var tickEvery: Duration?
        var effects: [Effect<Message>] = []
    }

    /// A program that writes down its messages, answers the next one with `effects`, and shows how many there were.
    private struct Fixture {
        let driver: RecordingDriver
        let program: Program<State, Message>
        let time: ManualTime

        @MainActor
        init(_ state: State = State(), onKey: @escaping @Sendable (KeyPress) -> [Effect<Message>] = { _ in [] }) throws
        {
            driver = RecordingDriver(size: Size(columns: 30, rows: 2))
            let time = ManualTime()
            let theme = try ThemeLibrary().theme(named: "dark")
            let definition = ProgramDefinition<State, Message>(
                update: { state, message in
                    state.seen.append(message)
                    if case .number(-1) = message { return [.unchanged] }
                    if case .input(.key(let key)) = message { return onKey(key) }
                    return []
                },
                render: { state, grid in grid.put("messages \(state.seen.count)", row: 0, column: 0) },
                input: { .input($0) },
                tick: { .tick($0) },
                nextTick: { state, _ in state.tickEvery },
                theme: { _ in theme }
            )
            program = Program(
                state: state,
                definition: definition,
                driver: driver,
                wallClock: WallClock { Timestamp(milliseconds: time.now.milliseconds) },
                clock: MonotonicClock { time.now }
            )
            self.time = time
        }

        @MainActor var numbers: [Int] {
            program.state.seen.compactMap { if case .number(let number) = $0 { number } else { nil } }
        }
    }

    @Test func `Input is handled before messages that wait longer`() throws {
        let fixture = try Fixture()
        fixture.program.mailbox.post(.number(1))
        fixture.driver.enqueue([.key("j"), .paste("x")])
        fixture.program.turn(waiting: .zero)
        #expect(fixture.program.state.seen == [.input(.key("j")), .input(.paste("x")), .number(1)])
    }

    @Test func `However many messages come, one frame shows them`() throws {
        let fixture = try Fixture()
        for number in 0..<2000 { fixture.program.mailbox.post(.number(number)) }
        fixture.program.turn(waiting: .zero)
        #expect(fixture.numbers == Array(0..<2000))
        #expect(fixture.driver.frames == 1)
        #expect(fixture.driver.lines[0] == "messages 2000")
    }

    @Test func `Frames keep their distance and the last state is always shown`() throws {
        let fixture = try Fixture()
        for step in 0..<100 {
            fixture.program.mailbox.post(.number(step))
            fixture.program.turn(waiting: .zero)
            fixture.time.advance(by: .milliseconds(10))
        }
        // A second of messages: 30 frames at most, and more than half of that.
        #expect((16...30).contains(fixture.driver.frames))
        fixture.time.advance(by: .milliseconds(50))
        fixture.program.turn(waiting: .zero)
        #expect(fixture.driver.lines[0] == "messages 100")
    }

    @Test func `A key on a quiet screen is painted in the same turn`() throws {
        let fixture = try Fixture()
        fixture.program.turn(waiting: .zero)
        fixture.time.advance(by: .milliseconds(40))
        fixture.driver.enqueue([.key("j")])
        fixture.program.turn(waiting: .zero)
        #expect(fixture.driver.lines[0] == "messages 1")
    }

    @Test func `A key does not wait for the frame clock of a busy screen, and keys held down have one of their own`()
        throws
    {
        let fixture = try Fixture()
        fixture.program.mailbox.post(.number(1))
        fixture.program.turn(waiting: .zero)
        fixture.time.advance(by: .milliseconds(1))
        fixture.driver.enqueue([.key("j")])
        fixture.program.turn(waiting: .zero)
        #expect(fixture.driver.lines[0] == "messages 2")
        for _ in 0..<1000 {
            fixture.time.advance(by: .milliseconds(1))
            fixture.driver.enqueue([.key("j")])
            fixture.program.turn(waiting: .zero)
        }
        #expect((20...33).contains(fixture.driver.frames))
    }

    @Test func `A message that changes nothing costs no frame`() throws {
        let fixture = try Fixture()
        fixture.program.turn(waiting: .zero)
        fixture.time.advance(by: .seconds(1))
        fixture.program.mailbox.post(.number(-1))
        fixture.program.turn(waiting: .zero)
        #expect(fixture.numbers == [-1])
        #expect(fixture.driver.frames == 1)
    }

    @Test func `Ticks come only when wanted, at the time wanted`() throws {
        let fixture = try Fixture(State(tickEvery: .milliseconds(500)))
        for _ in 0..<10 {
            fixture.program.turn(waiting: .zero)
            fixture.time.advance(by: .milliseconds(250))
        }
        let ticks = fixture.program.state.seen.compactMap {
            if case .tick(let time) = $0 { time.milliseconds } else { nil }
        }
        #expect(ticks == [500, 1000, 1500, 2000])
        let quiet = try Fixture()
        quiet.program.turn(waiting: .zero)
        quiet.time.advance(by: .seconds(60))
        quiet.program.turn(waiting: .zero)
        #expect(quiet.program.state.seen.isEmpty)
    }

    @Test func `Effects answer through the mailbox and the program waits for them to be idle`() throws {
        let fixture = try Fixture { _ in
            [
                .run { send in
                    send(.number(1))
                    await Task.yield()
                    send(.number(2))
                }
            ]
        }
        #expect(try fixture.program.play("j", on: fixture.driver))
        #expect(fixture.numbers == [1, 2])
        #expect(fixture.driver.lines[0] == "messages 3")
    }

    @Test func `A later effect of the same name silences the one before`() throws {
        let gate = Gate()
        let fixture = try Fixture { key in
            let isFirst = key == "a"
            return [
                .run(id: "query", cancelInFlight: true) { send in
                    if isFirst { await gate.wait() }
                    send(.number(isFirst ? 1 : 2))
                    if !isFirst { await gate.open() }
                }
            ]
        }
        fixture.driver.enqueue([.key("a"), .key("b")])
        #expect(fixture.program.runUntilIdle())
        #expect(fixture.numbers == [2])
    }

    @Test func `Cancelling by name silences what runs`() throws {
        let gate = Gate()
        let fixture = try Fixture { key in
            if key == "a" {
                return [
                    .run(id: "query") { send in
                        await gate.wait(); send(.number(1))
                    }
                ]
            }
            return [.cancel("query"), .run { _ in await gate.open() }]
        }
        fixture.driver.enqueue([.key("a"), .key("b")])
        #expect(fixture.program.runUntilIdle())
        #expect(fixture.numbers.isEmpty)
    }

    @Test func `Effects on the terminal reach it`() throws {
        let fixture = try Fixture { key in
            switch key {
            case "b": [.bell]
            case "c": [.copy("text", then: { .copied($0) })]
            case "z": [.suspend]
            default: []
            }
        }
        #expect(try fixture.program.play("b c z", on: fixture.driver))
        #expect(fixture.driver.bells == 1)
        #expect(fixture.driver.copied == ["text"])
        #expect(fixture.program.state.seen.contains(.copied(true)))
        #expect(fixture.driver.suspensions == 1)
        #expect(!fixture.driver.isSuspended)
        #expect(fixture.program.state.seen.last == .input(.resumed))
    }

    @Test func `Only differences are printed, until a redraw is asked for`() throws {
        let fixture = try Fixture()
        #expect(try fixture.program.play("j j", on: fixture.driver))
        #expect(fixture.driver.fullFrames == 1)
        let printed = fixture.driver.bytesWritten
        fixture.time.advance(by: .seconds(1))
        #expect(try fixture.program.play("j", on: fixture.driver))
        #expect(fixture.driver.bytesWritten == printed + 1)
        #expect(try fixture.program.play("^l", on: fixture.driver))
        #expect(fixture.driver.fullFrames == 2)
        #expect(fixture.driver.lines[0] == "messages 4")
    }

    @Test func `A resize draws everything at the new size`() throws {
        let fixture = try Fixture()
        #expect(try fixture.program.play("j <resize:12x3>", on: fixture.driver))
        #expect(fixture.driver.lines == ["messages 2", "", ""])
        #expect(fixture.driver.fullFrames == 2)
    }

    @Test func `The loop tells size and time first and ends when told to quit`() throws {
        let fixture = try Fixture { _ in [.quit] }
        fixture.driver.enqueue([.key("q")])
        fixture.program.run()
        #expect(
            fixture.program.state.seen == [
                .input(.resize(Size(columns: 30, rows: 2))), .tick(Timestamp(milliseconds: 0)), .input(.key("q")),
            ]
        )
        #expect(fixture.program.counters.messages == 3)
    }

    @Test func `Loss in a full mailbox is counted`() throws {
        let fixture = try Fixture()
        for number in 0..<10_005 { fixture.program.mailbox.post(.number(number)) }
        #expect(fixture.program.counters.lost == 5)
    }
}

/// A clock that moves when told.
final class ManualTime: Sendable {
    private let elapsed = Mutex(Duration.zero)

    var now: Duration { elapsed.withLock { $0 } }

    func advance(by duration: Duration) {
        elapsed.withLock { $0 += duration }
    }
}

/// Holds whoever waits until it is opened.
private actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func wait() async {
        if isOpen { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}

struct ClipboardTests {
    @Test func `Text goes to the clipboard as base64, wrapped for tmux and screen`() {
        #expect(ClipboardSequence.copy("hi\u{7}", environment: [:]) == "\u{1b}]52;c;aGkH\u{7}")
        let tmux = ClipboardSequence.copy("hi", environment: ["TMUX": "x"])
        #expect(tmux == "\u{1b}]52;c;aGk=\u{7}\u{1b}Ptmux;\u{1b}\u{1b}]52;c;aGk=\u{7}\u{1b}\\")
        #expect(ClipboardSequence.copy("hi", environment: ["STY": "x"]) == "\u{1b}P\u{1b}]52;c;aGk=\u{7}\u{1b}\\")
    }

    @Test func `A text too long for terminals is refused`() {
        let limit = ClipboardSequence.limitBytes
        #expect(ClipboardSequence.copy(String(repeating: "a", count: limit), environment: [:]) != nil)
        #expect(ClipboardSequence.copy(String(repeating: "a", count: limit + 1), environment: [:]) == nil)
    }
}
