package import Primitives

/// What a command about connections runs on: the store, and whoever talks to Kombo.
///
/// Where nobody owns the data folder, the command itself takes webhooks and talks to Kombo as long as it waits; it
/// runs no workflows, which go on when callboard does. Beside an owner it leaves both to that process, and talks to
/// Kombo itself only where the owner has no API key.
package final class ConnectHost: Sendable {
    package let store: Store
    /// What is worth telling, such as that the listener's port is taken; sentences without a full stop.
    package let notes: [String]
    private let service: ConnectService?
    private let keeper: ConnectKeeper?
    private let listener: WebhookListener?

    private init(
        store: Store,
        notes: [String] = [],
        service: ConnectService? = nil,
        keeper: ConnectKeeper? = nil,
        listener: WebhookListener? = nil
    ) {
        self.store = store
        self.notes = notes
        self.service = service
        self.keeper = keeper
        self.listener = listener
    }

    /// - Parameters:
    ///   - listens: Whether webhooks and hand-off pages are to be answered, which a command that waits needs.
    ///   - observer: Told in a sentence what keeps connections from going on; on any thread.
    /// - Throws: `StoreError`, `SQLiteError` or `HTTPClientError`.
    package static func start(
        _ configuration: Configuration,
        listens: Bool,
        clock: WallClock = .system,
        observer: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> ConnectHost {
        let directory = DataDirectory(path: configuration.dataDirectory)
        guard listens else {
            return try beside(
                try Store.open(directory, access: .importer, clock: clock),
                configuration,
                clock,
                observer
            )
        }
        let store = try Store.openAsOwnerOrViewer(directory, clock: clock)
        guard store.access == .owner, let journal = store.journal else {
            return try beside(store, configuration, clock, observer)
        }
        do {
            let sink = CountingSink(journal) { _ in }
            let service = try ConnectService(
                store: store,
                configuration: configuration,
                sink: sink,
                clock: clock,
                observer: observer
            )
            var notes: [String] = []
            let listener = try WebhookListener(
                configuration: configuration.listener,
                endpoints: configuration.komoEndpoints,
                sink: sink,
                beside: service.routes,
                clock: clock
            )
            do {
                try listener.start()
                service.start(address: Services.address(of: configuration.listener, port: listener.boundPort))
                return ConnectHost(store: store, notes: notes, service: service, listener: listener)
            } catch {
                // A pasted token still works, so a port that is taken ends nothing.
                notes.append("\(error)")
                service.start(address: nil, fault: "\(error)")
                return ConnectHost(store: store, notes: notes, service: service)
            }
        } catch {
            store.close()
            throw error
        }
    }

    private static func beside(
        _ store: Store,
        _ configuration: Configuration,
        _ clock: WallClock,
        _ observer: @escaping @Sendable (String) -> Void
    ) throws -> ConnectHost {
        do {
            let runner = try store.connectRunnerNow()
            if let runner, runner.hasKey || configuration.kombo.apiKey == nil {
                return ConnectHost(store: store)
            }
            let keeper = try ConnectKeeper(
                store: store,
                configuration: configuration.kombo,
                clock: clock,
                faultObserver: observer
            )
            keeper.start(as: nil)
            return ConnectHost(store: store, keeper: keeper)
        } catch {
            store.close()
            throw error
        }
    }

    /// Ends what it runs and lets go of the store.
    package func stop() {
        listener?.stop()
        service?.stop()
        keeper?.stop()
        store.close()
    }
}
