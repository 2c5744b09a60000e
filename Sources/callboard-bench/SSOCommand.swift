import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard-bench sso`: tokens asked for at a steady pace, and as fast as they can be had.
enum SSOCommand {
    private static let seconds = CommandOption("seconds", .integer(1...600), summary: "ask for N seconds each (5)")
    private static let connections = CommandOption(
        "connections",
        .integer(2...200),
        summary: "ask over N connections at once (64)"
    )

    static let command = Command(
        "sso",
        summary: "Time the auth endpoint with tokens of HS256",
        discussion: """
            Runs the whole of callboard in this process, and lets wrk ask as a backend does: a POST with a bearer token
            that names a user, each time another one, so that every token is signed anew. First 2,000 a second, then
            as many as there can be.
            """,
        options: [seconds, connections],
        action: run
    )

    private static let pace = 2000

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try BuildMode.requireRelease(invocation)
        let seconds = invocation[seconds] ?? 5
        let connections = invocation[connections] ?? 64
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "callboard-bench-\(UUID().uuidString)").path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let services = try Services.start(configuration(folder))
        defer { services.stop() }
        func load(perSecond: Int?) throws -> LoadGenerator.Result {
            try LoadGenerator(folder: folder, port: services.boundPort ?? 0).run(
                script: script(connections: connections, perSecond: perSecond),
                path: "/api/komo/auth-token",
                seconds: seconds,
                connections: connections
            )
        }
        let paced = try load(perSecond: pace)
        let rushed = try load(perSecond: nil)
        return try report(paced, rushed)
    }

    private static let caller = Secret("callboard-bench-backend")

    private static func configuration(_ folder: String) -> Configuration {
        var configuration = Configuration(dataDirectory: folder + "/data")
        configuration.listener.port = 0
        configuration.sso.keys = [TokenKey(id: "bench", material: .secret(Secret("0123456789abcdef0123456789abcdef")))]
        configuration.sso.callers = [.init(name: "backend", secrets: [caller])]
        configuration.sso.rateLimitOfCaller = RateLimit(perSecond: 1_000_000, burst: 1_000_000)
        return configuration
    }

    /// Each connection waits between two requests, so that all together keep the pace; by chance now shorter and now
    /// longer, as people who know nothing of each other do.
    private static func script(connections: Int, perSecond: Int?) -> String {
        let token = String(decoding: caller.exposed(), as: UTF8.self)
        let pause = perSecond.map { "function delay() return math.random(0, \(connections * 2000 / $0)) end" } ?? ""
        return """
            local threads = 0
            function setup(thread)
              thread:set("number", threads)
              threads = threads + 1
            end
            local count = 0
            local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer \(token)" }
            \(pause)
            function request()
              count = count + 1
              local id = number .. "-" .. count
              return wrk.format("POST", nil, headers, '{"userId":"u-' .. id .. '","email":"guest' .. id ..
                '@example.com","firstName":"Ada","lastName":"Lovelace"}')
            end
            \(LoadGenerator.summaryScript)
            """
    }

    private static func report(_ paced: LoadGenerator.Result, _ rushed: LoadGenerator.Result) throws -> ExitCode {
        var measurements = Measurements()
        // A pause is never shorter than asked for, so a few requests a second are missing from the pace.
        try measurements.value(
            "tokens a second, paced",
            String(Int(paced.perSecond)),
            target: "\(pace), less a tenth",
            isMet: paced.perSecond >= Double(pace) * 0.9
        )
        try measurements.time("half of them within", paced.median, below: nil)
        try measurements.time("99 of 100 within", paced.percentile99, below: 0.005)
        try measurements.time("the slowest", paced.slowest, below: nil)
        try measurements.value("errors", "\(paced.errors)", target: "none", isMet: paced.errors == 0)
        try measurements.note("tokens a second, as many as there can be", String(Int(rushed.perSecond)))
        try measurements.time("99 of 100 within, then", rushed.percentile99, below: nil)
        try measurements.value("errors, then", "\(rushed.errors)", target: "none", isMet: rushed.errors == 0)
        return measurements.exitCode
    }
}
