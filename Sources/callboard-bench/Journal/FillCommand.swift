import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard-bench fill`: a store as large as that of a long event.
enum FillCommand {
    private static let directory = CommandArgument(.path("DIR"), summary: "the folder of the new store")
    private static let events = CommandOption(
        "events",
        .integer(1...100_000_000),
        summary: "store N events (1000000)"
    )

    static let command = Command(
        "fill",
        summary: "Make a store of many events",
        discussion: "Simulated traffic of eight hours goes through the journal, and then waits for the search index.",
        arguments: [directory],
        options: [events],
        action: run
    )

    /// How many appends are under way at once: several transactions full.
    private static let window = 2048

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try BuildMode.requireRelease(invocation)
        guard let path = invocation[directory] else { return .usage }
        let wanted = invocation[events] ?? 1_000_000
        let store = try Store.openAsOwnerOrViewer(DataDirectory(path: path))
        guard let journal = store.journal else { throw StoreInUse(path: path) }
        defer { store.close() }
        let clock = ContinuousClock()
        let start = clock.now
        let sink = CountingSink(journal)
        let room = DispatchSemaphore(value: window)
        var sample = SampleEvents(count: wanted)
        var asked = 0
        while sink.storedCount < wanted {
            // Some are duplicates, so the last few are asked for only when it is known how many are missing.
            guard asked - sink.duplicateCount < wanted else {
                usleep(1000)
                continue
            }
            room.wait()
            asked += 1
            sink.append(try sample.next()) { _ in room.signal() }
        }
        var measurements = Measurements()
        try measurements.note("events stored", "\(sink.storedCount)")
        try measurements.note("duplicates recognised", "\(sink.duplicateCount)")
        try measurements.time("on disk after", clock.now - start, below: nil)
        while try waitFor({ try await !store.isIndexed() }) { usleep(20_000) }
        try measurements.time("searchable after", clock.now - start, below: nil)
        return measurements.exitCode
    }

    /// Another process runs the services of this store.
    private struct StoreInUse: Error, CustomStringConvertible {
        let path: String
        var description: String { "another callboard uses \(path); name a folder of its own." }
    }
}
