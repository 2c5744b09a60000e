import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard-bench query`: how soon a person sees rows of a large store.
enum QueryCommand {
    private static let directory = CommandArgument(.path("DIR"), summary: "a store, such as one made by 'fill'")

    static let command = Command(
        "query",
        summary: "Time the first page, filters and counts of a store",
        discussion: "Everything is asked as the console asks it, through a viewer's connections.",
        arguments: [directory],
        action: run
    )

    /// As many rows as a tall terminal shows.
    private static let rows = 60

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try BuildMode.requireRelease(invocation)
        guard let path = invocation[directory] else { return .usage }
        let clock = ContinuousClock()
        var measurements = Measurements()
        let start = clock.now
        let store = try Store.open(DataDirectory(path: path), access: .viewer)
        defer { store.close() }
        let page = try waitFor { try await store.page(.everything, at: .newest, limit: rows) }
        try measurements.time("open, and the first page", clock.now - start, below: 0.15)
        let total = try waitFor { try await store.count(.everything) }
        try measurements.note("events", "\(total)")
        for text in filters(for: page) {
            let filter = try Filter(parsing: text)
            let asked = clock.now
            let page = try waitFor { try await store.page(filter, at: .newest, limit: rows) }
            let shown = clock.now
            let count = try waitFor { try await store.count(filter) }
            let note = "\(page.rows.count) rows"
            try measurements.time("\(text): first rows", shown - asked, below: 0.1, note: note)
            try measurements.time("\(text): full count", clock.now - shown, below: 1, note: "\(count) events")
        }
        if let peak = ProcessMemory.peak {
            let megabytes = Double(peak) / 1_000_000
            try measurements.value(
                "resident memory at most",
                String(format: "%.1f MB", megabytes),
                target: "below 100 MB",
                isMet: megabytes < 100
            )
        }
        return measurements.exitCode
    }

    /// Words that are common, rare and absent, one field each, and what is left without them.
    private static func filters(for page: EventPage) -> [String] {
        let events = page.rows.compactMap { row in
            if case .event(let item) = row.content { item } else { nil }
        }
        let email = events.reversed().compactMap(\.email).first { $0.allSatisfy(\.isASCII) && !$0.contains("\"") }
        return [
            "acme", "globex", "spin win", "expo", "nosuchword", "\"Acme Corp Trivia\"", "card:umbrella",
            "trigger:Prize.*", "trigger:Coupon.Redeemed", "source:komo", "-acme", "acme -prize",
        ] + (email.map { [String($0.prefix { $0 != "@" }), "email:\($0)"] } ?? [])
    }
}
