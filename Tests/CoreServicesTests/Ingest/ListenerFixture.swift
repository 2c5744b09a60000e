import CoreServices
import Foundation
import Primitives

/// A running listener on a port of its own, stopped when the test lets go of it.
final class ListenerFixture {
    let sink = CollectingSink()
    let listener: WebhookListener
    static let secret = Secret("test-secret")

    init(
        endpoints: [EndpointConfiguration] = [EndpointConfiguration(name: "main", authentication: .none)],
        inFlightLimit: Int = 64,
        drainTimeout: Duration = WebhookListener.drainTimeout,
        clock: WallClock = .system,
        configure: (inout ListenerConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = ListenerConfiguration()
        configuration.port = 0
        configure(&configuration)
        listener = try WebhookListener(
            configuration: configuration,
            endpoints: endpoints,
            sink: sink,
            clock: clock,
            inFlightLimit: inFlightLimit,
            drainTimeout: drainTimeout
        )
        try listener.start()
    }

    deinit {
        sink.release()
        listener.stop()
    }

    func client() throws -> RawClient { try RawClient(port: listener.boundPort) }

    /// Sends one request on a connection of its own.
    func post(
        _ body: [UInt8],
        path: String = "/webhooks/komo",
        headers: [String] = ["Content-Type: application/json"]
    ) throws -> RawClient.Response? {
        let client = try client()
        client.send(Self.request(body, path: path, headers: headers))
        return client.response()
    }

    func post(_ body: String) throws -> RawClient.Response? { try post(Array(body.utf8)) }

    static func request(
        _ body: [UInt8],
        method: String = "POST",
        path: String = "/webhooks/komo",
        headers: [String] = ["Content-Type: application/json"]
    ) -> [UInt8] {
        let lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + headers + ["Content-Length: \(body.count)"]
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
    }

    /// A webhook with a submission of its own.
    static func body(_ submission: String) -> [UInt8] {
        Array(
            #"{"id":"1","event":"CompetitionEntrySuccess","submission_id":"\#(submission)","email":"ada@example.com"}"#
                .utf8
        )
    }
}
