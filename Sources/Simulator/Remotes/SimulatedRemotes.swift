import Primitives
import WebServer

/// The systems that workflows send to, on one HTTP server of this machine.
///
/// Each has a path of its own, such as `/salesforce` or `/http/NAME`. `GET /ledger` tells what they saw, and
/// `POST /faults` breaks and heals them.
package final class SimulatedRemotes: Sendable {
    /// What the systems have seen.
    package let ledger: RemoteLedger
    /// What goes wrong; may be changed at any time.
    package let faults: FaultPlan
    /// Through which customers connect their HR systems.
    package let kombo: SimulatedKombo
    /// The address under which the systems' paths begin, without a slash at its end.
    package let baseURL: String
    package let port: UInt16
    private let server: HTTPServer

    /// Starts all systems; they run until `stop`.
    ///
    /// - Throws: `SimulatorError` for a ledger file that cannot be written, `HTTPServerError` for a port that cannot be
    ///   opened.
    package static func start(_ options: RemotesOptions = RemotesOptions()) throws -> SimulatedRemotes {
        let ledger = RemoteLedger(
            file: try options.ledgerFile.map { path throws(SimulatorError) in
                try LedgerFile(path: path)
            }
        )
        let faults = FaultPlan(seed: options.seed, rules: options.faults)
        var routes = ControlRoutes(ledger: ledger, faults: faults).routes
        let kombo = SimulatedKombo(
            seed: options.seed,
            options: options.kombo,
            credentials: options.credentials,
            clock: options.clock
        )
        for remote in remotes(options.credentials, kombo) {
            let gate = RemoteGate(remote: remote, faults: faults, ledger: ledger, clock: options.clock)
            routes += remote.endpoints.map(gate.route)
        }
        var serverOptions = HTTPServerOptions()
        serverOptions.host = options.host
        serverOptions.port = options.port
        serverOptions.connectionLimitPerAddress = serverOptions.connectionLimit
        let server = HTTPServer(
            options: serverOptions,
            routes: RouteTable(routes),
            clock: options.clock,
            drainTimeout: .milliseconds(100)
        ) { _ in }
        try server.start()
        return SimulatedRemotes(ledger, faults, kombo, server, host: options.host)
    }

    private init(
        _ ledger: RemoteLedger,
        _ faults: FaultPlan,
        _ kombo: SimulatedKombo,
        _ server: HTTPServer,
        host: String
    ) {
        self.ledger = ledger
        self.kombo = kombo
        self.faults = faults
        self.server = server
        port = server.boundPort ?? 0
        baseURL = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// Answers what is under way, closes every connection, then returns.
    package func stop() { server.stop() }

    private static func remotes(_ credentials: RemoteCredentials, _ kombo: SimulatedKombo) -> [any Remote] {
        [
            GenericRemote(), SalesforceRemote(credentials), MailchimpRemote(credentials), BrazeRemote(credentials),
            HubSpotRemote(credentials), ZohoRemote(credentials), KlaviyoRemote(credentials),
            SegmentRemote(credentials), AirtableRemote(credentials), SlackRemote(credentials),
            SponsorRemote(credentials), KomboRemote(kombo, credentials), KomboConnectRemote(kombo),
        ]
    }
}
