import CommandKit
import CoreServices
import Foundation
import Glibc
import Primitives
import Synchronization
import TestSupport

/// `callboard-bench follow`: the console on a terminal while thousands of events a second arrive.
enum FollowCommand {
    private static let directory = CommandArgument(.path("DIR"), summary: "the folder of a store, such as 'fill' makes")
    private static let rate = CommandOption("rate", .integer(1...100_000), summary: "N events a second (5000)")
    private static let seconds = CommandOption("seconds", .integer(4...600), summary: "for N seconds (20)")

    static let command = Command(
        "follow",
        summary: "Measure the console while events arrive",
        discussion: """
            Owns the store in this process and appends to it, while the real console looks on from another on a \
            terminal of 140x40.
            """,
        arguments: [directory],
        options: [rate, seconds],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try BuildMode.requireRelease(invocation)
        guard let path = invocation[directory] else { return .usage }
        let store = try Store.openAsOwnerOrViewer(DataDirectory(path: path))
        defer { store.close() }
        guard let journal = store.journal else { throw WriterUnavailableHere(path: path) }
        var measurements = Measurements()

        // The first start reads the program and the store from disk; people start it more than once.
        try firstPaint(of: path, into: &measurements, isWarm: false)
        let console = try firstPaint(of: path, into: &measurements, isWarm: true)
        defer { console.stop() }

        let feed = EventFeed(journal: journal, perSecond: invocation[rate] ?? 5000)
        feed.start()
        defer { feed.stop() }
        try console.waitForOutput("the console to follow") { _ in feed.sent > 1000 }

        let half = Double(invocation[seconds] ?? 20) / 2
        try following(console, feed: feed, for: half, into: &measurements)
        try keys(console, for: half, into: &measurements)
        try paused(console, into: &measurements)
        try measurements.note("events appended meanwhile", "\(feed.sent)")
        return measurements.exitCode
    }

    private static func start(_ path: String) throws -> PseudoTerminal {
        let size = TerminalSize(columns: 140, rows: 40)
        return try PseudoTerminal.start(try .product("callboard", ["--data", path]), size: size)
    }

    @discardableResult
    private static func firstPaint(
        of path: String,
        into measurements: inout Measurements,
        isWarm: Bool
    ) throws -> PseudoTerminal {
        let clock = ContinuousClock()
        let began = clock.now
        let console = try start(path)
        // The list's last line stands below its rows, so it is there once they are.
        try console.waitForOutput("the first screen") { Self.contains("Gameplay.", in: $0) }
        let time = clock.now - began
        if isWarm {
            try measurements.time("start to first events on screen", time, below: 0.15)
        } else {
            try measurements.time("the same, first start", time, below: nil)
            console.stop()
        }
        return console
    }

    private static func following(
        _ console: PseudoTerminal,
        feed: EventFeed,
        for seconds: Double,
        into measurements: inout Measurements
    ) throws {
        let clock = ContinuousClock()
        let (began, sent, usage, bytes) = (clock.now, feed.sent, ProcessUsage(console.identifier), console.output.count)
        var frames = 0
        var seen = bytes
        while clock.now - began < .seconds(seconds) {
            usleep(2000)
            let now = console.output.count
            // What comes within two milliseconds is one frame written in pieces.
            if now > seen { frames += 1 }
            seen = now
        }
        let elapsed = (clock.now - began) / .seconds(1)
        let share = (ProcessUsage(console.identifier).seconds - usage.seconds) / elapsed * 100
        try measurements.note("events a second", String(format: "%.0f", Double(feed.sent - sent) / elapsed))
        try measurements.value(
            "console, share of one core",
            String(format: "%.1f %%", share),
            target: "below 10 %",
            isMet: share < 10
        )
        let framesPerSecond = Double(frames) / elapsed
        try measurements.value(
            "frames a second",
            String(format: "%.1f", framesPerSecond),
            target: "at most 30",
            isMet: framesPerSecond <= 30
        )
        try measurements.note("bytes a second to the terminal", String(format: "%.0f", Double(seen - bytes) / elapsed))
        let resident = ProcessUsage(console.identifier).residentMebibytes
        try measurements.value(
            "console, resident memory",
            String(format: "%.0f MiB", resident),
            target: "below 95 MiB",
            isMet: resident < 95
        )
    }

    /// Opens and closes the help again and again, and waits each time for what it shows.
    private static func keys(
        _ console: PseudoTerminal,
        for seconds: Double,
        into measurements: inout Measurements
    ) throws {
        let clock = ContinuousClock()
        var times: [Duration] = []
        let end = clock.now + .seconds(seconds)
        while clock.now < end {
            let before = console.output.count
            let pressed = clock.now
            try console.type("?")
            try console.waitForOutput("the help") { Self.contains("Keys and filters", in: $0[before...]) }
            times.append(clock.now - pressed)
            try console.type("?")
            usleep(150_000)
        }
        times.sort()
        guard let worst = times.last else { return }
        try measurements.time("key to screen, median of \(times.count)", times[times.count / 2], below: nil)
        try measurements.time("key to screen, worst", worst, below: 0.05)
    }

    private static func paused(_ console: PseudoTerminal, into measurements: inout Measurements) throws {
        try console.type("k")
        let screen = try console.waitForScreen("the pause") { $0.contains("PAUSED") }
        usleep(1_500_000)
        let rows = { (text: String) in
            text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(4).prefix(33).map(String.init)
        }
        let isStill = rows(screen) == rows(console.screen.text)
        try measurements.value("paused view", isStill ? "unchanged" : "moved", target: "unchanged", isMet: isStill)
    }

    private static func contains(_ text: String, in bytes: some Collection<UInt8>) -> Bool {
        !Array(bytes).ranges(of: Array(text.utf8)).isEmpty
    }

    /// Another process owns the store.
    private struct WriterUnavailableHere: Error, CustomStringConvertible {
        let path: String
        var description: String { "another callboard uses \(path); name a folder of its own." }
    }
}
