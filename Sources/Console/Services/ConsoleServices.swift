package import CoreServices

/// What the console asks of the services: for each pane its questions and acts, and what the frame needs.
package struct ConsoleServices: Sendable {
    package var live: LiveServices
    package var workflows = WorkflowServices.empty
    package var failures = FailureServices.empty
    package var sponsors = SponsorServices.empty
    package var connect = ConnectServices.empty
    package var access = AccessServices.empty
    package var destinations = DestinationServices.empty
    package var audit = AuditServices.empty
    package var statistics: @Sendable () async throws -> IngestStatistics
    /// What is wrong anywhere.
    package var trouble: @Sendable () async throws -> TroubleSummary = { TroubleSummary() }
    /// Events a second over the last five seconds.
    package var recentRate: @Sendable () async throws -> Double
    package var hints: @Sendable () -> AsyncStream<ChangeFeed.Hint>
    /// Records, before it is done, that personal data will be shown in a pane for so many seconds.
    package var noteReveal: @Sendable (_ pane: String, _ seconds: Int) async throws -> Void = { _, _ in }
    /// What keeps this process's journal from being written.
    package var writeFault: @Sendable () -> WriteFault?

    /// Services that are given one by one, as tests do; those of the other panes say that there is nothing.
    package init(
        live: LiveServices,
        statistics: @escaping @Sendable () async throws -> IngestStatistics,
        recentRate: @escaping @Sendable () async throws -> Double,
        hints: @escaping @Sendable () -> AsyncStream<ChangeFeed.Hint>,
        writeFault: @escaping @Sendable () -> WriteFault?
    ) {
        self.live = live
        self.statistics = statistics
        self.recentRate = recentRate
        self.hints = hints
        self.writeFault = writeFault
    }

    /// The services of an open store; those of workflows are given to it afterwards, where there are any.
    package init(store: Store, sponsors: SponsorDirectory) {
        live = LiveServices(store: store, sponsors: sponsors)
        statistics = { try await store.ingestStatistics() }
        recentRate = { try await store.recentRate() }
        hints = { store.changes.hints() }
        writeFault = { store.journal?.writeFault }
    }
}
