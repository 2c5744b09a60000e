import Console
import CoreServices
import Primitives
import Synchronization
import TestSupport

@testable import TerminalKit

/// A console without a terminal whose questions are answered by services of the test's own.
struct ServedScreen {
    private(set) var state: ConsoleState
    /// What the last turn copied.
    private(set) var copied: String?
    private let update: ConsoleUpdate

    init(
        pane: Pane,
        size: Size = Size(columns: 80, rows: 24),
        isReadOnly: Bool = false,
        _ services: (inout ConsoleServices) -> Void
    ) throws {
        var given = ScreenFixture.unusedServices
        services(&given)
        update = ConsoleUpdate(services: given, keymap: ScreenFixture.keymap)
        let setting = try ScreenFixture.setting(banner: ConsoleBanner(isReadOnly: isReadOnly))
        state = ConsoleState(setting: setting, size: size, now: ScreenFixture.now)
        state.pane = pane
    }

    /// Sends a message, and then every message that its effects bring, until there are none.
    mutating func send(_ message: ConsoleMessage) async {
        var waiting = [message]
        while !waiting.isEmpty {
            let effects = update(&state, waiting.removeFirst())
            waiting += await answers(to: effects)
        }
    }

    mutating func wish(_ jump: ConsoleJump) {
        state.wantedJump = jump
    }

    /// Presses keys one after the other, each time until everything is answered.
    mutating func press(_ script: String) async throws {
        for event in try KeyScript.events(script) { await send(.input(event)) }
    }

    /// Shows the pane anew, as the digit of another pane and then its own do.
    mutating func enter() async throws {
        let digit = state.pane.digit.string
        state.pane = state.pane == .live ? .audit : .live
        try await press(digit)
    }

    private mutating func answers(to effects: [Effect<ConsoleMessage>]) async -> [ConsoleMessage] {
        let box = Box()
        for effect in effects {
            switch effect {
            case .run(_, _, let work): await work(Send { message, _ in box.append(message) })
            case .copy(let text, _): copied = text
            default: continue
            }
        }
        return box.messages
    }

    var lines: [String] {
        Screen(state: state).lines
    }

    var text: String { lines.joined(separator: "\n") }

    func grid(glyphs: Glyphs = .unicode) -> Grid {
        Screen(state: state).grid(glyphs: glyphs)
    }

    private final class Box: Sendable {
        private let kept = Mutex<[ConsoleMessage]>([])
        var messages: [ConsoleMessage] { kept.withLock { $0 } }
        func append(_ message: ConsoleMessage) { kept.withLock { $0.append(message) } }
    }
}

/// What a service was asked to do, one line for each act.
final class ActLog: Sendable {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }
    func note(_ line: String) { kept.withLock { $0.append(line) } }
}
