import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard-bench leads-fill`: a store of many leads, each counted by the planner from an event in the journal.
enum LeadsFillCommand {
    static let leads = CommandOption("leads", .integer(1...100_000_000), summary: "N leads (1000000)")
    static let sponsors = CommandOption("sponsors", .integer(1...1_000), summary: "of N sponsors (200)")
    private static let directory = CommandArgument(.path("DIR"), summary: "the folder of the new store")

    static let command = Command(
        "leads-fill",
        summary: "Make a store of many leads",
        discussion:
            "Forms go through the journal and are counted as they are at an event; the first sponsor gets 50000.",
        arguments: [directory],
        options: [leads, sponsors],
        action: run
    )

    /// How many appends are under way at once.
    private static let window = 2_048

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try BuildMode.requireRelease(invocation)
        guard let path = invocation[directory] else { return .usage }
        let sample = LeadSample(
            leads: Int64(invocation[leads] ?? 1_000_000),
            sponsors: Int64(invocation[sponsors] ?? 200)
        )
        var configuration = Configuration(dataDirectory: path)
        configuration.sponsors = LeadSample.rules(sample.sponsors)
        let store = try Store.openAsOwnerOrViewer(DataDirectory(path: path))
        defer { store.close() }
        guard let journal = store.journal else { throw StoreInUse(path: path) }
        let engine = try WorkflowEngine(store: store, configuration: configuration)
        defer { engine.stop() }
        let clock = ContinuousClock()
        let start = clock.now
        let room = DispatchSemaphore(value: window)
        let sink = CountingSink(journal)
        for lead in 0..<sample.leads {
            room.wait()
            sink.append(try sample.event(lead)) { _ in
                room.signal()
                engine.noteArrival()
            }
        }
        for _ in 0..<window { room.wait() }
        for _ in 0..<window { room.signal() }
        let stored = clock.now - start
        engine.noteArrival()
        var board = try waitFor { try await store.sponsorBoard() }
        while board.waiting > 0 {
            usleep(50_000)
            board = try waitFor { try await store.sponsorBoard() }
        }
        var measurements = Measurements()
        try measurements.note("leads", "\(board.rows.reduce(0) { $0 + $1.leads })")
        try measurements.time("on disk after", stored, below: nil)
        try measurements.time("counted after", clock.now - start, below: nil)
        return measurements.exitCode
    }

    /// Another process runs the services of this store.
    private struct StoreInUse: Error, CustomStringConvertible {
        let path: String
        var description: String { "another callboard uses \(path); name a folder of its own." }
    }
}
