import CommandKit
import CoreServices
import Foundation

/// `callboard-bench backlog`: what a claim costs with few and with very many waiting steps.
enum BacklogCommand {
    private static let data = CommandOption(
        "data",
        .path("DIR"),
        summary: "make the throw-away stores below DIR, which decides the disk (the temporary folder)"
    )

    static let command = Command(
        "backlog",
        summary: "Measure claims from a large backlog",
        discussion: """
            Fills one store with a thousand waiting steps and another with a million, half of them due since up to a
            day and half due within the next, for four destinations, and times claims of sixteen from each.
            """,
        options: [data],
        action: run
    )

    private static let claims = 50

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try BuildMode.requireRelease(invocation)
        let parent = invocation[data].map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        var measurements = Measurements()
        let small = try median(of: 1000, below: parent)
        try measurements.time("a claim, 1000 waiting", small, below: nil)
        let large = try median(of: 1_000_000, below: parent)
        try measurements.time("a claim, 1000000 waiting", large, below: nil)
        let ratio = large / small
        try measurements.value(
            "slower by a factor of",
            String(format: "%.2f", ratio),
            target: "below 2",
            isMet: ratio < 2
        )
        return measurements.exitCode
    }

    private static func median(of waiting: Int, below parent: URL) throws -> Duration {
        let bench = try EngineBench(below: parent)
        defer { bench.remove() }
        let store = try Store.openAsOwnerOrViewer(bench.directory)
        defer { store.close() }
        let claims = claims
        let times = try waitFor {
            try await store.rehearseClaims(waiting: waiting, claims: claims, limit: 16)
        }
        return times.sorted()[times.count / 2]
    }
}
