package import Primitives
import Synchronization

/// What runs behind every front end: the open store and, in the process that owns it, the webhook listener.
package final class Services: Sendable {
    /// What this process does with the data folder.
    package enum Role: Sendable, Equatable {
        /// Takes webhooks at `address`, such as `http://127.0.0.1:8787`.
        case owner(address: String)
        /// Looks on, beside the process that takes them; `nil` when that one has just ended.
        case viewer(ownerProcess: Int32?)
    }

    package let store: Store
    package let role: Role
    private let listener: WebhookListener?
    private let counter: CountingSink?
    private let engine: WorkflowEngine?
    private let scheduler: LeadScheduler?
    private let tokens: TokenRoutes?
    private let embed: EmbedService?
    private let begun: (at: Timestamp, runs: RunTally)
    private let ended = Mutex<RunTally?>(nil)
    private let isStopped = Mutex(false)

    private init(
        store: Store,
        role: Role,
        listener: WebhookListener? = nil,
        counter: CountingSink? = nil,
        engine: WorkflowEngine? = nil,
        scheduler: LeadScheduler? = nil,
        tokens: TokenRoutes? = nil,
        embed: EmbedService? = nil,
        begun: (at: Timestamp, runs: RunTally) = (Timestamp(milliseconds: 0), RunTally())
    ) {
        self.store = store
        self.role = role
        self.listener = listener
        self.counter = counter
        self.engine = engine
        self.scheduler = scheduler
        self.tokens = tokens
        self.embed = embed
        self.begun = begun
    }

    /// Opens the store and, unless another process does so already, takes webhooks into it.
    ///
    /// - Parameters:
    ///   - version: Of the program, for the files that schedules write.
    ///   - drainTimeout: How long `stop` waits for requests under way.
    ///   - faultObserver: Told why, when events can no longer be put on disk, and `nil` when the next one is. Called on
    ///     the journal's thread, so it must not wait for anything.
    ///   - engineObserver: Told in a sentence what keeps workflows from running; on any thread.
    /// - Throws: `StoreError`, `SQLiteError` or `ListenerError`, each a sentence with what to do; nothing stays open.
    package static func start(
        _ configuration: Configuration,
        version: String = "callboard",
        clock: WallClock = .system,
        drainTimeout: Duration = WebhookListener.drainTimeout,
        faultObserver: @escaping @Sendable (WriteFault?) -> Void = { _ in },
        engineObserver: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> Services {
        let directory = DataDirectory(path: configuration.dataDirectory)
        let store = try Store.openAsOwnerOrViewer(directory, clock: clock)
        guard store.access == .owner, let journal = store.journal else {
            return Services(store: store, role: .viewer(ownerProcess: store.ownerProcess))
        }
        var running: WorkflowEngine?
        let now = clock.now()
        let begun = (at: now, runs: store.runTallyNow(since: now))
        do {
            let engine = try WorkflowEngine(
                store: store,
                configuration: configuration,
                clock: clock,
                faultObserver: engineObserver
            )
            running = engine
            let counter = CountingSink(journal, observer: faultObserver) { engine.noteArrival() }
            let access = store.writer.map { AccessJournal(writer: $0) }
            let tokens = TokenRoutes(configuration.tokens, journal: access) { counter.record($0) }
            let leads = try LeadAPIRoutes(store: store, configuration: configuration) { counter.record($0) }
            let embed = try EmbedService(store: store, configuration: configuration, sink: counter)
            let listener = try WebhookListener(
                configuration: configuration.listener,
                endpoints: configuration.komoEndpoints,
                sink: counter,
                beside: leads.routes + tokens.routes + embed.routes,
                clock: clock,
                drainTimeout: drainTimeout
            )
            try listener.start()
            tokens.start(clock: clock)
            let address = address(of: configuration.listener, port: listener.boundPort)
            return Services(
                store: store,
                role: .owner(address: address),
                listener: listener,
                counter: counter,
                engine: engine,
                scheduler: LeadScheduler(
                    store: store,
                    configuration: configuration,
                    version: version,
                    faultObserver: engineObserver,
                    planted: { engine.noteRuns() }
                ),
                tokens: tokens,
                embed: embed,
                begun: begun
            )
        } catch {
            running?.stop()
            store.close()
            throw error
        }
    }

    /// Looks at the store and does nothing else, whoever owns it.
    ///
    /// - Throws: `StoreError.noStore` when there is none yet.
    package static func view(_ configuration: Configuration, clock: WallClock = .system) throws -> Services {
        let directory = DataDirectory(path: configuration.dataDirectory)
        let store = try Store.open(directory, access: .viewer, clock: clock)
        return Services(store: store, role: .viewer(ownerProcess: store.ownerProcess))
    }

    /// The port in use; `nil` for a viewer and after `stop`.
    package var boundPort: UInt16? { listener?.boundPort }

    /// What has arrived since the start; zeros for a viewer.
    package var tally: IngestTally { counter?.tally ?? IngestTally() }

    /// The runs that ended since the start, as of `stop`; zeros before it and for a viewer.
    package var runTally: RunTally { ended.withLock { $0 } ?? RunTally() }

    /// Answers the requests under way, takes no more, and then lets go of the store; a second call does nothing.
    package func stop() {
        let isFirst = isStopped.withLock { isStopped in
            defer { isStopped = true }
            return !isStopped
        }
        guard isFirst else { return }
        listener?.stop()
        scheduler?.stop()
        tokens?.stop()
        embed?.finish()
        engine?.stop()
        if engine != nil {
            let runs = store.runTallyNow(since: begun.at).since(begun.runs)
            ended.withLock { $0 = runs }
        }
        store.close()
    }

    private static func address(of listener: ListenerConfiguration, port: UInt16?) -> String {
        let scheme = listener.certificateFile == nil ? "http" : "https"
        let host = listener.host.contains(":") ? "[\(listener.host)]" : listener.host
        return "\(scheme)://\(host):\(port ?? listener.port)"
    }
}
