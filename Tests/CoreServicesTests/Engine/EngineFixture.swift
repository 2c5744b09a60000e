import Database
import Foundation
import Primitives
import Synchronization
import TestSupport

@testable import CoreServices

/// A store, its engine, a folder of workflows and a remote on a real port; all gone when the test lets go.
final class EngineFixture {
    let folder: TemporaryDirectory
    let store: Store
    let remote: LoopbackServer
    let clock = SkippingClock()
    var configuration: Configuration
    private(set) var engine: WorkflowEngine?
    let faults = FaultLog()
    private var events = 0
    /// Opened once: tests ask often.
    private var reading: SQLiteConnection?

    /// - Parameters:
    ///   - workflows: Texts of workflow files; `{remote}` stands for the remote's address.
    ///   - answer: What the remote answers.
    init(
        _ workflows: [String],
        starts: Bool = true,
        answer: @escaping @Sendable (TestSupport.HTTPRequest) -> TestSupport.HTTPResponse = { _ in .init(200) },
        adjust: (inout Configuration) -> Void = { _ in }
    ) throws {
        folder = try TemporaryDirectory()
        remote = try LoopbackServer.start(answer)
        let clock = clock
        store = try Store.openAsOwnerOrViewer(DataDirectory(path: folder.path("data")), clock: clock.wall)
        var destination = DestinationConfiguration(
            name: "crm",
            kind: .http,
            baseURL: "http://127.0.0.1:\(remote.port)"
        )
        destination.allowedNetworks = [AddressRange(bytes: [127, 0, 0, 0], prefixLength: 8)]
        // A test that is kept waiting by the others must not see its requests given up and sent again meanwhile.
        destination.limits.totalTimeout = .seconds(600)
        destination.limits.idleTimeout = .seconds(600)
        configuration = Configuration(dataDirectory: folder.path("data"))
        configuration.destinations = [destination]
        configuration.workflowsDirectory = folder.path("workflows")
        adjust(&configuration)
        try FileManager.default.createDirectory(
            atPath: folder.path("workflows"),
            withIntermediateDirectories: true
        )
        for (index, text) in workflows.enumerated() { try write(text, as: "\(index).json5") }
        if starts { try start() }
    }

    deinit {
        engine?.stop(timeout: .milliseconds(200))
        store.close()
        remote.stop()
        folder.remove()
    }

    func start() throws {
        engine = try WorkflowEngine(
            store: store,
            configuration: configuration,
            clock: clock.wall,
            chance: { 0 },
            faultObserver: { [faults] in faults.add($0) }
        )
    }

    func stop() {
        engine?.stop(timeout: .milliseconds(200))
        engine = nil
    }

    func write(_ text: String, as name: String) throws {
        try text.write(toFile: folder.path("workflows/\(name)"), atomically: true, encoding: .utf8)
    }

    /// An event whose form was filled in by `email`.
    @discardableResult
    func post(
        _ email: String = "ada@example.com",
        trigger: Trigger = .dataCaptured,
        card: String = "Acme Trivia"
    ) async throws -> Int64 {
        events += 1
        let body = """
            {"event":"\(trigger == .prizeWon ? "PrizeAwarded" : "CompetitionEntrySuccess")","submission_id":"s-\(events)",
            "prize_recipient_id":"p-\(events)","card_id":"c-1","card_name":"\(card)","email":"\(email)","score":"3"}
            """
        let delivery = Delivery(
            endpoint: "main",
            headers: [],
            signature: SignatureCheck(profile: "none", secretIndex: nil),
            remoteAddress: "",
            receivedAt: clock.now
        )
        let event = try EventNormaliser.event(from: Array(body.utf8), of: delivery)
        guard case .stored(let sequence)? = await store.journal?.append(event) else {
            throw TestFailure("the event was not stored")
        }
        engine?.noteArrival()
        return sequence
    }

    /// Rows of a query, as text.
    func rows(_ sql: String) throws -> [String] {
        let connection = try reading ?? JournalSchema.openForReading(store.directory)
        reading = connection
        var rows: [String] = []
        try connection.query(sql) { rows.append($0.text(0)) }
        return rows
    }

    /// Each step's `node:state`, in the order of their ids.
    func steps() throws -> [String] { try rows("SELECT node || ':' || state FROM step ORDER BY id") }

    func waitForSteps(_ expected: [String]) async throws {
        do {
            try await waitFor("the steps to be \(expected)") { try self.steps() == expected }
        } catch {
            throw TestFailure("\(error); they are \(try steps()); faults \(faults.all)")
        }
    }

    /// Waits without holding a thread that the code under test may need.
    func waitFor(_ what: String, _ isSatisfied: () async throws -> Bool) async throws {
        try await waitUntil(what, isSatisfied)
    }

    var operators: Operator {
        Operator(store: store, account: OperatorAccount(user: "mira", host: "laptop"), isReadOnly: false)
    }

    /// A workflow with one request, as a text.
    static func posting(_ name: String = "One", repeatable: String = "keyed", more: String = "") -> String {
        """
        { name: '\(name)', trigger: 'Gameplay.DataCaptured', steps: [
            { id: 'post', action: 'http.request', destination: 'crm', method: 'POST', url: '/leads',
              repeatable: '\(repeatable)', body: { email: '{{ contact.email }}' }\(more) },
        ] }
        """
    }
}

/// What the engine could not put right itself.
final class FaultLog: Sendable {
    private let faults = Mutex<[String]>([])

    var all: [String] { faults.withLock { $0 } }

    func add(_ fault: String) {
        faults.withLock { $0.append(fault) }
    }
}

/// The system's clock, which a test can put forward.
final class SkippingClock: Sendable {
    private let offset = Mutex(Duration.zero)

    var now: Timestamp { WallClock.system.now().advanced(by: offset.withLock { $0 }) }
    var wall: WallClock { WallClock { self.now } }

    func skip(_ duration: Duration) {
        offset.withLock { $0 += duration }
    }
}
