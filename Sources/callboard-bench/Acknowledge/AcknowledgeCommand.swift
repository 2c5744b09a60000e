import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard-bench acknowledge`: signed webhooks answered after they are on disk, as fast as they can be sent.
enum AcknowledgeCommand {
    private static let seconds = CommandOption("seconds", .integer(1...600), summary: "send for N seconds (10)")
    private static let connections = CommandOption(
        "connections",
        .integer(2...200),
        summary: "send over N connections at once (64)"
    )
    private static let data = CommandOption(
        "data",
        .path("DIR"),
        summary: "make the throw-away store below DIR, which decides the disk (the temporary folder)"
    )

    static let command = Command(
        "acknowledge",
        summary: "Count durable acknowledgements a second",
        discussion: """
            Runs the listener and the journal in this process and lets wrk post to them from two threads: bodies of
            350 bytes, each with an HMAC-SHA256 and a submission of its own. Every signature is checked, every body
            parsed and looked up among the events before it, and the answer comes after the fsync.
            """,
        options: [seconds, connections, data],
        action: run
    )

    /// More than can be answered, so that no request is sent twice.
    private static let mostPerSecond = 40_000

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try BuildMode.requireRelease(invocation)
        let seconds = invocation[seconds] ?? 10
        let parent = invocation[data].map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        let folder = parent.appending(path: "callboard-bench-\(UUID().uuidString)").path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let secret = Secret("callboard-bench")
        let store = try Store.openAsOwnerOrViewer(DataDirectory(path: folder + "/data"))
        guard let journal = store.journal else { return .failure }
        let sink = CountingSink(journal)
        let listener = try listener(sink: sink, secret: secret)
        try listener.start()
        defer {
            listener.stop()
            store.close()
        }
        let requests = SignedRequests(secret: secret, folder: folder)
        try requests.write(count: seconds * mostPerSecond, files: LoadGenerator.threadCount)
        let processorTime = clock()
        let load = try LoadGenerator(folder: folder, port: listener.boundPort ?? 0)
            .run(requests, seconds: seconds, connections: invocation[connections] ?? 64)
        // What was on its way when wrk left is still answered.
        listener.stop()
        let spent = Double(clock() - processorTime) / Double(max(1, sink.storedCount))
        let onDisk = try waitFor { try await store.count(.everything) }
        let isIndexed = try waitFor { try await store.isIndexed() }
        try Measurements().note("processor time for each", String(format: "%.1f us", spent))
        return try report(load, onDisk: onDisk, isIndexed: isIndexed, sink: sink)
    }

    private static func listener(sink: CountingSink, secret: Secret) throws -> WebhookListener {
        var configuration = ListenerConfiguration()
        configuration.port = 0
        let authentication = AuthenticationProfile.hmacSHA256(
            header: SignedRequests.header,
            encoding: .hex,
            prefix: SignedRequests.prefix,
            secrets: [secret]
        )
        return try WebhookListener(
            configuration: configuration,
            endpoints: [EndpointConfiguration(name: "main", authentication: authentication)],
            sink: sink
        )
    }

    private static func report(
        _ load: LoadGenerator.Result,
        onDisk: Int64,
        isIndexed: Bool,
        sink: CountingSink
    ) throws -> ExitCode {
        var measurements = Measurements()
        try measurements.value(
            "acknowledgements a second",
            String(Int(load.perSecond)),
            target: "at least 12000",
            isMet: load.perSecond >= 12_000
        )
        try measurements.time("half of them within", load.median, below: nil)
        try measurements.time("99 of 100 within", load.percentile99, below: 0.020)
        try measurements.time("the slowest", load.slowest, below: nil)
        try measurements.value("errors", "\(load.errors)", target: "none", isMet: load.errors == 0)
        let answered = Int64(sink.storedCount)
        try measurements.value(
            "events on disk",
            "\(onDisk)",
            target: "as many as were answered with 2xx, \(answered), of which wrk waited for \(load.acknowledged)",
            isMet: onDisk == answered && load.acknowledged <= onDisk && sink.duplicateCount == 0
        )
        try measurements.note("search index", isIndexed ? "caught up" : "behind")
        return measurements.exitCode
    }
}
