import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard-bench leads`: the board, an export, the read API and a recount of a large store.
enum LeadsCommand {
    private static let directory = CommandArgument(.path("DIR"), summary: "a store made by 'leads-fill'")
    private static let seconds = CommandOption("seconds", .integer(1...600), summary: "read pages for N seconds (10)")
    private static let connections = CommandOption(
        "connections",
        .integer(2...200),
        summary: "read over N connections at once (16)"
    )

    static let command = Command(
        "leads",
        summary: "Time the board, an export, the read API and a recount",
        arguments: [directory],
        options: [seconds, connections, LeadsFillCommand.sponsors],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try BuildMode.requireRelease(invocation)
        guard let path = invocation[directory] else { return .usage }
        var configuration = Configuration(dataDirectory: path)
        configuration.sponsors = LeadSample.rules(Int64(invocation[LeadsFillCommand.sponsors] ?? 200))
        var measurements = Measurements()
        try board(path, &measurements)
        try export(configuration, &measurements)
        try readAPI(configuration, invocation, &measurements)
        try recount(path, &measurements)
        return measurements.exitCode
    }

    private static func board(_ path: String, _ measurements: inout Measurements) throws {
        let clock = ContinuousClock()
        let start = clock.now
        let store = try Store.open(DataDirectory(path: path), access: .viewer)
        defer { store.close() }
        let board = try waitFor { try await store.sponsorBoard() }
        let leads = board.rows.reduce(0) { $0 + $1.leads }
        let note = "\(leads) leads of \(board.rows.count) sponsors"
        try measurements.time("open, and the board", clock.now - start, below: 0.15, note: note)
        let again = clock.now
        _ = try waitFor { try await store.sponsorBoard() }
        try measurements.time("the board again", clock.now - again, below: 0.15)
    }

    private static func export(_ configuration: Configuration, _ measurements: inout Measurements) throws {
        let store = try Store.open(DataDirectory(path: configuration.dataDirectory), access: .viewer)
        defer { store.close() }
        guard let sponsor = try waitFor({ try await store.sponsor(named: LeadSample.name(0)) }) else { return }
        let folder = FileManager.default.temporaryDirectory.path + "/callboard-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let request = LeadRequest(consent: .everyone)
        let export = LeadExport(sponsor: sponsor, request: request, zone: .gmt)
        let exporter = LeadExporter(store: store, configuration: configuration, version: "bench")
        let before = ProcessMemory.resident ?? 0
        let clock = ContinuousClock()
        let start = clock.now
        let report = try exporter.write(export, to: .folder(folder))
        let note = "\(report.rows) leads, \(report.bytes / 1_000_000) MB"
        try measurements.time("one sponsor's leads to CSV", clock.now - start, below: 1.5, note: note)
        let growth = Double(max(0, (ProcessMemory.peak ?? 0) - before)) / 1_000_000
        try measurements.value(
            "memory that it took",
            String(format: "%.1f MB", growth),
            target: "below 60 MB",
            isMet: growth < 60
        )
    }

    private static func readAPI(
        _ given: Configuration,
        _ invocation: Invocation,
        _ measurements: inout Measurements
    ) throws {
        let token = "callboard-bench-token"
        var configuration = given
        configuration.listener.port = 0
        configuration.leads.api.readers = [.init(name: "all", sponsor: "*", secrets: [Secret(token)])]
        configuration.leads.api.rateLimit = RateLimit(perSecond: 1_000_000, burst: 1_000_000)
        configuration.komoEndpoints = [
            EndpointConfiguration(
                name: "main",
                authentication: .secretPath([Secret(token)])
            )
        ]
        let services = try Services.start(configuration)
        defer { services.stop() }
        let reader = PageReader(port: services.boundPort ?? 0, token: token, sponsors: configuration.sponsors.count)
        let result = try reader.run(seconds: invocation[seconds] ?? 10, connections: invocation[connections] ?? 16)
        try measurements.value(
            "pages of 100 leads over HTTP",
            String(format: "%.0f/s", result.perSecond),
            target: "at least 2000/s",
            isMet: result.perSecond >= 2_000
        )
        try measurements.time("99 of 100 pages within", result.percentile99, below: nil)
        try measurements.value("refused or broken", "\(result.errors)", target: "none", isMet: result.errors == 0)
    }

    private static func recount(_ path: String, _ measurements: inout Measurements) throws {
        let store = try Store.open(DataDirectory(path: path), access: .viewer)
        defer { store.close() }
        let clock = ContinuousClock()
        let start = clock.now
        let report = try LeadRecount.check(store)
        let note = "\(report.events) events, \(report.leads) leads"
        try measurements.time("all counted again and compared", clock.now - start, below: 20, note: note)
        try measurements.value("differences", "\(report.differenceCount)", target: "none", isMet: report.isEqual)
    }
}
