package import Primitives
import Synchronization
package import WebServer

/// Takes webhooks over HTTP, and answers 2xx only once the sink has said that the event is kept.
///
/// - `POST /webhooks/komo` (the endpoint `main`), `/webhooks/komo/{name}`, and `/webhooks/komo/{name}/{secret}` where
///   the path carries the secret;
/// - `GET /healthz`: the process answers;
/// - `GET /api/…` where somebody may read leads;
/// - `GET /readyz`: the sink would take an event.
///
/// Everything is checked on the server's thread, from the bytes alone; nothing on it waits.
package final class WebhookListener: Sendable {
    private let server: HTTPServer

    /// Events that may wait for the sink at the same time, where nothing else is said.
    package static let inFlightLimit = 1024
    /// How long `stop` waits for the sink, where nothing else is said.
    package static let drainTimeout = Duration.seconds(10)

    /// Checks the endpoints; throws the first that cannot work with these settings.
    ///
    /// `others` are routes that are no webhooks'.
    /// `inFlightLimit` is how many events may wait for the sink at the same time; more are answered 503.
    /// `drainTimeout` is how long `stop` waits for the sink; events still unanswered then are answered 503, and sent
    /// again by their senders.
    package init(
        configuration: ListenerConfiguration,
        endpoints: [EndpointConfiguration],
        sink: any EventSink,
        beside others: [Route] = [],
        clock: WallClock = .system,
        inFlightLimit: Int = WebhookListener.inFlightLimit,
        drainTimeout: Duration = WebhookListener.drainTimeout
    ) throws(ListenerError) {
        var routes = try KomoRoutes(
            endpoints: endpoints,
            isLoopback: Self.isLoopback(configuration.host),
            host: configuration.host,
            rateLimit: configuration.rateLimit,
            sink: sink
        ).routes(bodyLimit: configuration.bodyLimitBytes)
        routes += HealthRoutes.routes(sink: sink) + others
        server = HTTPServer(
            options: HTTPServerOptions(configuration),
            routes: RouteTable(routes),
            clock: clock,
            inFlightLimit: inFlightLimit,
            drainTimeout: drainTimeout
        ) { sink.record(Rejection($0)) }
    }

    /// Opens the port and serves until `stop`.
    package func start() throws(ListenerError) {
        do { try server.start() } catch { throw ListenerError(error) }
    }

    /// The port in use; `nil` while stopped. With port 0 configured, this is the one that the system chose.
    package var boundPort: UInt16? { server.boundPort }

    /// Takes no new request, answers those under way, closes every connection, then returns.
    package func stop() { server.stop() }

    /// Whether only this machine can reach `host`.
    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
