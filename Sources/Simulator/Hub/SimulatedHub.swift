import Primitives
import WebServer

/// A Komo hub for embedding: its script, its cards in their frames, and the webhooks that they lead to.
///
/// - `GET /assets/embed/embed.js`, also under the other documented path, `/webembed/embed.js`
/// - `GET /` and `/cards/{id}`: the hub's pages
/// - `GET /ledger` and `POST /faults`, as the other simulated systems have them; what can fail is called `hub/script`,
///   `hub/card`, `hub/session` and `hub/submission`
package final class SimulatedHub: Sendable {
    /// What goes wrong; may be changed at any time.
    package let faults: FaultPlan
    package let ledger: RemoteLedger
    /// What visitors did.
    package let journal: HubJournal
    package let port: UInt16
    private let server: HTTPServer
    private let host: String

    /// Starts the hub; it runs until `stop`.
    ///
    /// - Throws: `HTTPServerError` for a port that cannot be opened.
    package static func start(_ options: HubOptions = HubOptions()) throws -> SimulatedHub {
        let ledger = RemoteLedger(file: nil)
        let faults = FaultPlan(seed: options.seed, rules: options.faults)
        let journal = HubJournal(options)
        let remote = HubRemote(options, journal: journal)
        let gate = RemoteGate(remote: remote, faults: faults, ledger: ledger, clock: options.clock)
        var serverOptions = HTTPServerOptions()
        serverOptions.host = options.host
        serverOptions.port = options.port
        serverOptions.connectionLimitPerAddress = serverOptions.connectionLimit
        let server = HTTPServer(
            options: serverOptions,
            routes: RouteTable(ControlRoutes(ledger: ledger, faults: faults).routes + remote.endpoints.map(gate.route)),
            clock: options.clock,
            drainTimeout: .milliseconds(100)
        ) { _ in }
        try server.start()
        return SimulatedHub(faults, ledger, journal, server, host: options.host)
    }

    private init(
        _ faults: FaultPlan,
        _ ledger: RemoteLedger,
        _ journal: HubJournal,
        _ server: HTTPServer,
        host: String
    ) {
        self.faults = faults
        self.ledger = ledger
        self.journal = journal
        self.server = server
        self.host = host
        port = server.boundPort ?? 0
    }

    /// The hub's origin, such as `http://127.0.0.1:9090`.
    package var origin: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Answers what is under way, posts the webhooks that wait, then returns.
    package func stop() {
        server.stop()
        journal.finish()
    }
}
