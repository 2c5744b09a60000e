import Database
import Foundation
package import Primitives
import Synchronization

/// Runs workflows: plans runs for events and tries their steps until each is done or dead.
///
/// One process at a time runs it, the one that owns the store.
package final class WorkflowEngine: Sendable {
    private let planner: Planner
    private let dispatcher: Dispatcher
    private let client: HTTPClient
    private let watching: Task<Void, Never>
    private let isStopped = Mutex(false)

    /// Brings back what the process before left, takes the configured destinations and the files of workflows, and
    /// starts.
    ///
    /// - Parameters:
    ///   - store: Open as its owner.
    ///   - faultObserver: Told in a sentence what the engine cannot put right itself; on any thread.
    /// - Throws: `SQLiteError` when the store cannot be written.
    package init(
        store: Store,
        configuration: Configuration,
        clock: WallClock = .system,
        surroundings: ConfigurationSurroundings = .process,
        chance: @escaping @Sendable () -> Double = { .random(in: -1...1) },
        faultObserver: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        guard let writer = store.writer else { throw WriterUnavailable.closed }
        let client = try HTTPClient()
        self.client = client
        let setting = EngineSetting(
            writer: writer,
            directory: store.directory,
            http: client,
            configuration: configuration,
            loader: WorkflowLoader(configuration: configuration, surroundings: surroundings),
            clock: clock,
            owner: Self.owner(),
            chance: chance,
            faultObserver: faultObserver
        )
        let now = clock.now()
        try writer.writeAndWait { connection in
            try EngineRecord.take(configuration.destinations, in: connection)
            if try SponsorRecord.take(configuration.sponsors, in: connection) {
                try LeadStateRecord.beginReattribution(at: now, in: connection)
            }
            try LeadStateRecord.take(countsEmbed: configuration.embed.countsAsLead, in: connection)
            try StepRecovery.recover(notOwnedBy: setting.owner, now: now, in: connection)
        }
        let dispatcher = Dispatcher(setting)
        self.dispatcher = dispatcher
        planner = Planner(
            setting,
            planned: { dispatcher.wake() },
            catalogueChanged: { dispatcher.noteCatalogue() }
        )
        let hints = store.changes.hints()
        watching = Task { [planner] in
            for await _ in hints {
                planner.wake()
                dispatcher.noteControl()
            }
        }
    }

    /// Tells that an event is on disk, so that its runs need not wait for the next look at the journal.
    package func noteArrival() {
        planner.wake()
    }

    /// Tells that runs were planted by others than the planner.
    func noteRuns() {
        dispatcher.wake()
    }

    /// Plans and starts nothing more, waits for what is under way, and returns; a second call does nothing.
    ///
    /// - Parameter timeout: How long it waits for answers.
    package func stop(timeout: Duration = .seconds(5)) {
        let isFirst = isStopped.withLock { isStopped in
            defer { isStopped = true }
            return !isStopped
        }
        guard isFirst else { return }
        watching.cancel()
        planner.stop()
        dispatcher.stop(timeout: timeout)
        client.stop()
    }

    private static func owner() -> String {
        "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier):\(UInt32.random(in: 0...UInt32.max))"
    }
}
