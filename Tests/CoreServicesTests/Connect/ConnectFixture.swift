import Foundation
import Primitives
import Simulator
import Synchronization
import TestSupport
import Testing

@testable import CoreServices

/// A clock that a test sets.
final class SettableClock: Sendable {
    private let offset = Mutex<Int64>(0)

    var clock: WallClock {
        WallClock { [self] in
            Timestamp(milliseconds: WallClock.system.now().milliseconds + offset.withLock { $0 })
        }
    }

    /// Sets the clock forward, or back.
    func move(by duration: Duration) { offset.withLock { $0 += duration.milliseconds } }
}

/// Running services beside a simulated Kombo, both on ports of their own.
final class ConnectFixture {
    static let acme = ConnectDetails(
        email: "ada@acme.example",
        organisation: "Acme, Inc.",
        originID: "36123",
        category: .hris
    )
    static let callerToken = "acme-front-end-0123456789"

    let directory: TemporaryDirectory
    let remotes: SimulatedRemotes
    let clock = SettableClock()
    var configuration: Configuration
    private(set) var services: Services

    init(
        _ faults: String...,
        tellsWebhooks: Bool = true,
        options change: (inout RemotesOptions) -> Void = { _ in },
        configuration adjust: (inout Configuration) -> Void = { _ in }
    ) throws {
        directory = try TemporaryDirectory()
        var options = RemotesOptions()
        options.seed = 11
        options.faults = try faults.map { try FaultRule($0) }
        options.kombo.syncDelay = .zero
        change(&options)
        remotes = try SimulatedRemotes.start(options)
        configuration = Configuration(dataDirectory: directory.path("data"))
        configuration.listener.port = 0
        configuration.komoEndpoints = [EndpointConfiguration(name: "main", authentication: .none)]
        configuration.kombo.customAddress = "\(remotes.baseURL)/kombo/v1"
        configuration.kombo.allowedNetworks = [AddressRange(bytes: [127, 0, 0, 0], prefixLength: 8)]
        configuration.kombo.apiKey = Secret(options.credentials.komboKey)
        configuration.kombo.webhookSecrets = [Secret(options.credentials.komboWebhookSecret)]
        configuration.kombo.libraryURL = "\(remotes.baseURL)/kombo-connect/index.js"
        configuration.kombo.rateLimit = RateLimit(perSecond: 1000, burst: 1000)
        configuration.kombo.callers = [
            .init(name: "acme", secrets: [Secret(Self.callerToken)], details: Self.acme)
        ]
        adjust(&configuration)
        services = try Services.start(configuration, clock: clock.clock)
        if tellsWebhooks { sendWebhooks() }
    }

    deinit {
        services.stop()
        remotes.stop()
    }

    var store: Store { services.store }
    var port: UInt16 { services.boundPort ?? 0 }
    var kombo: SimulatedKombo { remotes.kombo }
    var admin: Operator {
        Operator(store: store, account: OperatorAccount(user: "mira", host: "desk"), isReadOnly: false)
    }

    func sendWebhooks() { kombo.sendWebhooks(to: "http://127.0.0.1:\(port)/webhooks/kombo") }

    /// Ends the services and starts them again on the same folder.
    func restart() throws {
        services.stop()
        services = try Services.start(configuration, clock: clock.clock)
        sendWebhooks()
    }

    /// A flow whose link is there.
    func linked(_ details: ConnectDetails = ConnectFixture.acme) async throws -> ConnectFlow {
        let id = try await admin.startConnect(details)
        return try await flow(id, "a link") { $0.link != nil && $0.state == .waiting }
    }

    /// Waits until a flow is as it should be.
    func flow(_ id: Int64, _ what: String, _ isThere: (ConnectFlow) -> Bool) async throws -> ConnectFlow {
        var last: ConnectFlow?
        do {
            try await waitUntil("flow \(id): \(what)") {
                last = try await store.connectFlow(id)
                return last.map(isThere) ?? false
            }
        } catch {
            throw TestFailure(
                "\(error); it is \(last.map { "\($0.state) \($0.failure?.description ?? "")" } ?? "gone")"
            )
        }
        return try #require(last)
    }

    func link(_ flow: ConnectFlow) throws -> String { try #require(flow.link).text }

    func code(_ flow: ConnectFlow) throws -> String {
        String(decoding: try #require(flow.link).code.exposed(), as: UTF8.self)
    }

    /// Asks the listener.
    func send(
        _ method: String,
        _ target: String,
        _ body: String = "",
        headers: HTTPHeaders = [:]
    ) async throws -> TestSupport.HTTPResponse {
        let port = port
        let request = TestSupport.HTTPRequest(method, target, headers: headers, body: Array(body.utf8))
        return try await onOwnThread { try HTTPConnection.exchange(request, port: port) }
    }
}
