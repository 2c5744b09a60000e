import CommandKit
import CoreServices
import Foundation
import Primitives
import Simulator
import Synchronization
import TestSupport

/// `callboard-bench latency`: from the acknowledgement of an event to its request at the remote.
enum LatencyCommand {
    private static let rate = CommandOption("rate", .integer(1...5000), summary: "N events a second (500)")
    private static let seconds = CommandOption("seconds", .integer(1...600), summary: "for N seconds (20)")
    private static let data = CommandOption(
        "data",
        .path("DIR"),
        summary: "make the throw-away store below DIR, which decides the disk (the temporary folder)"
    )

    static let command = Command(
        "latency",
        summary: "Measure from acknowledgement to request",
        discussion: """
            Posts signed webhooks at a steady rate to 'callboard serve' in a process of its own. This process is the
            sender and the remote, so that one clock sees both the answer to an event and the request it leads to.
            """,
        options: [rate, seconds, data],
        action: run
    )

    private static let secret = "callboard-bench secret"
    private static let connections = 8

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try BuildMode.requireRelease(invocation)
        let parent = invocation[data].map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        let bench = try EngineBench(below: parent)
        defer { bench.remove() }
        let times = Times()
        let remote = try LoopbackServer.start { request in
            times.noteArrival(String(decoding: request.body, as: UTF8.self))
            return HTTPResponse(200)
        }
        defer { remote.stop() }
        let (child, port) = try serve(bench, remote: remote.port)
        defer { child.stop() }

        let count = (invocation[rate] ?? 500) * (invocation[seconds] ?? 20)
        try send(count, perSecond: invocation[rate] ?? 500, to: port, times)
        try waitUntil("the last request") { times.arrivedCount >= count }
        let latencies = times.latencies
        var measurements = Measurements()
        try measurements.note("events acknowledged", "\(times.acknowledgedCount) of \(count)")
        try measurements.note("requests at the remote", "\(times.arrivedCount)")
        let at = { (share: Double) in latencies[Int(Double(latencies.count - 1) * share)] }
        try measurements.time("half of them within", at(0.50), below: 0.030)
        try measurements.time("95 of 100 within", at(0.95), below: nil)
        try measurements.time("99 of 100 within", at(0.99), below: 0.250)
        try measurements.time("the slowest", at(1), below: nil)
        return measurements.exitCode
    }

    private static func serve(_ bench: EngineBench, remote: UInt16) throws -> (ChildProcess, UInt16) {
        try bench.write(EngineBench.workflow(body: "'{{ event.submission_id }}'"), as: "one.json5")
        let configuration = """
            { dataDirectory: "data", listener: { port: 0 }, komo: { endpoints: [
                { name: "main", authentication: { profile: "hmac-sha256", header: "X-Signature", prefix: "sha256=",
                  encoding: "hex", secrets: [{ env: "SECRET" }] } } ] },
              destinations: [ { name: "\(EngineBench.destination)", kind: "http", url: "http://127.0.0.1:\(remote)",
                allowNetworks: ["127.0.0.0/8"] } ] }
            """
        try configuration.write(toFile: bench.folder + "/callboard.json5", atomically: true, encoding: .utf8)
        let child = try ChildProcess.start(
            try .product(
                "callboard",
                ["serve"],
                environment: ["HOME": bench.folder, "SECRET": secret],
                directory: bench.folder
            )
        )
        let output = try child.waitForOutput("the address") { $0.contains("listening") && $0.contains("\n") }
        let port = output.firstMatch(of: #/listening on http://127\.0\.0\.1:([0-9]+)/#).flatMap { UInt16($0.1) }
        guard let port else { throw TestFailure("no port in \(output.debugDescription)") }
        return (child, port)
    }

    /// Each connection sends its share at its own steady pace, and waits for each answer.
    private static func send(_ count: Int, perSecond: Int, to port: UInt16, _ times: Times) throws {
        let senders = DispatchGroup()
        let failure = Mutex<(any Error)?>(nil)
        let began = ContinuousClock.now
        for first in 0..<connections {
            senders.enter()
            Thread.detachNewThread {
                defer { senders.leave() }
                do {
                    let connection = try HTTPConnection(port: port)
                    for number in stride(from: first, to: count, by: connections) {
                        let request = try Self.request(number)
                        let due = began + .seconds(Double(number) / Double(perSecond))
                        let wait = due - .now
                        if wait > .zero { usleep(UInt32(wait / .microseconds(1))) }
                        try connection.send(request)
                        let status = try connection.readResponse().status
                        guard status == 200 else { throw TestFailure("an event was answered with \(status)") }
                        times.noteAcknowledgement(Self.submission(number))
                    }
                } catch {
                    failure.withLock { $0 = error }
                }
            }
        }
        senders.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private static func submission(_ number: Int) -> String { "s-\(number)" }

    private static func request(_ number: Int) throws -> [UInt8] {
        let body = Array(
            """
            {"event":"CompetitionEntrySuccess","submission_id":"\(submission(number))","card_name":"Acme Trivia",\
            "site_name":"Expo Hub","email":"guest\(number)@example.com","first_name":"Ada","last_name":"Lovelace"}
            """.utf8
        )
        let authentication = SenderAuthentication.hmacSHA256(
            header: "X-Signature",
            prefix: "sha256=",
            encoding: .hex,
            secret: Secret(secret)
        )
        let simulated = SimulatedRequest(delay: .zero, deliveryID: "", event: "", body: body, traits: [])
        var headers: HTTPHeaders = ["Content-Type": "application/json"]
        for header in try authentication.headers(for: simulated, at: Timestamp(milliseconds: 0), isGenuine: true) {
            headers.append(header.name, header.value)
        }
        return HTTPRequest("POST", "/webhooks/komo", headers: headers, body: body).bytes
    }

    /// When each event was acknowledged and when its request came.
    private final class Times: Sendable {
        private struct Entries {
            var acknowledged: [String: ContinuousClock.Instant] = [:]
            var arrived: [String: ContinuousClock.Instant] = [:]
        }

        private let entries = Mutex(Entries())

        /// - Parameter body: The submission as JSON, in quotes.
        func noteArrival(_ body: String) {
            let now = ContinuousClock.now
            entries.withLock { $0.arrived[body.trimmingCharacters(in: ["\""])] = now }
        }

        func noteAcknowledgement(_ submission: String) {
            let now = ContinuousClock.now
            entries.withLock { $0.acknowledged[submission] = now }
        }

        var arrivedCount: Int { entries.withLock { $0.arrived.count } }
        var acknowledgedCount: Int { entries.withLock { $0.acknowledged.count } }

        /// Sorted; a request may come before its sender has read the answer, which counts as no time.
        var latencies: [Duration] {
            entries.withLock { entries in
                entries.acknowledged.compactMap { submission, at in
                    entries.arrived[submission].map { max(.zero, $0 - at) }
                }.sorted()
            }
        }
    }
}
