import Primitives
import WebServer

/// Everything about connections that runs in the process that owns the data folder.
final class ConnectService: Sendable {
    let routes: [Route]
    private let keeper: ConnectKeeper
    private let configuration: KomboConfiguration
    private let clock: WallClock

    /// - Parameters:
    ///   - sink: Where webhooks go.
    ///   - observer: Told in a sentence what keeps connections from going on; on any thread.
    /// - Throws: `HTTPClientError` when libcurl cannot be set up.
    init(
        store: Store,
        configuration: Configuration,
        sink: any EventSink,
        clock: WallClock,
        observer: @escaping @Sendable (String) -> Void
    ) throws {
        let kombo = configuration.kombo
        let keeper = try ConnectKeeper(store: store, configuration: kombo, clock: clock, faultObserver: observer)
        self.keeper = keeper
        self.configuration = kombo
        self.clock = clock
        let wake: @Sendable () -> Void = { keeper.wake() }
        let refused: @Sendable (Rejection) -> Void = { sink.record($0) }
        let webhooks = KomboWebhookRoutes(
            secrets: kombo.webhookSecrets,
            rateLimit: configuration.listener.rateLimit,
            sink: sink,
            arrived: wake
        )
        let callers = ConnectCallerRoutes(store: store, configuration: kombo, asked: wake, refused: refused)
        let pages = HandOffRoutes(store: store, configuration: kombo, asked: wake, refused: refused)
        routes = webhooks.routes(bodyLimit: configuration.listener.bodyLimitBytes) + callers.routes + pages.routes
    }

    /// Begins.
    ///
    /// - Parameters:
    ///   - address: Where the listener is; `nil` when there is none.
    ///   - fault: Why there is none.
    func start(address: String?, fault: String? = nil) {
        keeper.start(
            as: ConnectListening.Runner(
                process: ProcessLife.own,
                address: address,
                publicAddress: configuration.publicAddress,
                fault: fault,
                takesWebhooks: !configuration.webhookSecrets.isEmpty,
                hasKey: configuration.apiKey != nil,
                since: clock.now()
            )
        )
    }

    func wake() { keeper.wake() }

    func stop() { keeper.stop() }
}
