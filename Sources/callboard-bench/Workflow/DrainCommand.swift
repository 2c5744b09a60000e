import CommandKit
import CoreServices
import Foundation
import Primitives
import TestSupport

/// `callboard-bench drain`: a backlog of requests worked off durably, as fast as the engine can.
enum DrainCommand {
    private static let steps = CommandOption("steps", .integer(1...10_000_000), summary: "work off N steps (50000)")
    private static let concurrency = CommandOption(
        "concurrency",
        .integer(1...64),
        summary: "N requests under way at once (64)"
    )
    private static let data = CommandOption(
        "data",
        .path("DIR"),
        summary: "make the throw-away store below DIR, which decides the disk (the temporary folder)"
    )

    static let command = Command(
        "drain",
        summary: "Count actions a second",
        discussion: """
            Holds a destination back until so many steps wait for it, each a POST under a key of its own, then lets it
            go and runs the engine in this process against callboard-sim in another. What the simulator counts is
            compared with what the store says.
            """,
        options: [steps, concurrency, data],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try BuildMode.requireRelease(invocation)
        let count = invocation[steps] ?? 50_000
        let parent = invocation[data].map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        let bench = try EngineBench(below: parent)
        defer { bench.remove() }
        let remotes = try RemotesProcess()
        defer { remotes.stop() }
        try bench.write(EngineBench.workflow(body: "{ email: '{{ contact.email }}' }"), as: "one.json5")
        var configuration = try bench.configuration(url: "\(remotes.address)/http/noop")
        configuration.destinations[0].flow.concurrency = invocation[concurrency] ?? 64
        let store = try Store.openAsOwnerOrViewer(bench.directory)
        defer { store.close() }
        var measurements = Measurements()

        let began = ContinuousClock.now
        try fill(store, configuration, count: count)
        try measurements.time("steps waiting after", ContinuousClock.now - began, below: nil)

        let processorTime = clock()
        let start = ContinuousClock.now
        let engine = try WorkflowEngine(store: store, configuration: configuration)
        defer { engine.stop() }
        try waitFor { try await Self.person(store).resume(destination: EngineBench.destination, reason: "benchmark") }
        while try waiting(store) != (0, 0) { usleep(20_000) }
        let time = ContinuousClock.now - start
        let spent = Double(clock() - processorTime) / Double(count)

        let perSecond = Double(count) / (time / .seconds(1))
        try measurements.value(
            "actions a second",
            String(Int(perSecond)),
            target: "at least 5000",
            isMet: perSecond >= 5000
        )
        try measurements.note("processor time for each", String(format: "%.1f us", spent))
        let counted = try remotes.count(of: "http/noop")
        try measurements.value(
            "requests processed by the remote",
            "\(counted.processed)",
            target: "\(count)",
            isMet: counted.processed == count && counted.keys == count
        )
        try measurements.value("repeated", "\(counted.repeated)", target: "none", isMet: counted.repeated == 0)
        return measurements.exitCode
    }

    private static func person(_ store: Store) -> Operator {
        Operator(store: store, account: OperatorAccount(user: "bench", host: "localhost"), isReadOnly: false)
    }

    private static func fill(_ store: Store, _ configuration: Configuration, count: Int) throws {
        guard let journal = store.journal else { throw CocoaError(.fileWriteUnknown) }
        let engine = try WorkflowEngine(store: store, configuration: configuration)
        defer { engine.stop() }
        try waitFor { try await Self.person(store).pause(destination: EngineBench.destination, reason: "benchmark") }
        let sink = CountingSink(journal)
        let room = DispatchSemaphore(value: 2048)
        for number in 0..<count {
            room.wait()
            sink.append(try EngineBench.event(number)) { _ in room.signal() }
        }
        while sink.storedCount < count { usleep(1000) }
        engine.noteArrival()
        while try waiting(store).steps < count { usleep(20_000) }
        // A backlog is an old one: its events have long been made searchable.
        while try !waitFor({ try await store.isIndexed() }) { usleep(20_000) }
    }

    private static func waiting(_ store: Store) throws -> (steps: Int, inFlight: Int) {
        let rows = try waitFor { try await store.destinations() }
        let row = rows.first { $0.name == EngineBench.destination }
        return (row?.waiting ?? 0, row?.inFlight ?? 0)
    }
}
