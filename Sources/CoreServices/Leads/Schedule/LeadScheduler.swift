import Foundation
import Primitives
import Synchronization

/// The thread that does what schedules want done, when it is due.
final class LeadScheduler: Sendable {
    private enum Message: Sendable {
        case stop
    }

    /// Clocks are set and machines sleep, so it looks now and then whatever it has reckoned.
    private static let longestWait = Duration.seconds(30)
    private static let endless = Duration.seconds(86_400)

    private let mailbox = EngineMailbox<Message>()
    private let finished = DispatchSemaphore(value: 0)
    private let isStopping = Atomic(false)
    private let runs: Bool

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - store: Open as its owner.
    ///   - planted: Tells that workflows have runs to do, on the thread.
    init(
        store: Store,
        configuration: Configuration,
        version: String,
        faultObserver: @escaping @Sendable (String) -> Void,
        planted: @escaping @Sendable () -> Void
    ) {
        guard let writer = store.writer else {
            runs = false
            return
        }
        runs = true
        let thread = Thread { [self] in
            defer { finished.signal() }
            let runner = LeadScheduleRunner(
                store: store,
                writer: writer,
                configuration: configuration,
                version: version,
                faultObserver: faultObserver,
                planted: planted,
                isStopping: { [self] in isStopping.load(ordering: .acquiring) }
            )
            run(runner, configuration, clock: store.clock, faultObserver)
        }
        thread.name = "leads.scheduler"
        thread.start()
    }

    private func run(
        _ runner: LeadScheduleRunner,
        _ configuration: Configuration,
        clock: WallClock,
        _ faultObserver: @Sendable (String) -> Void
    ) {
        var hasRecovered = false
        while true {
            var wait = Self.longestWait
            do {
                if !hasRecovered { try runner.recover() }
                hasRecovered = true
                if configuration.leads.schedules.isEmpty { wait = Self.endless }
                if let next = try runner.advance() {
                    wait = min(wait, max(.milliseconds(100), next.since(clock.now())))
                }
            } catch {
                faultObserver("schedules of leads wait: \(error)")
            }
            if !mailbox.take(timeout: wait).isEmpty { return }
        }
    }

    /// Breaks off what is under way, which the next process does again, ends the thread and returns.
    func stop() {
        guard runs else { return }
        isStopping.store(true, ordering: .releasing)
        mailbox.post(.stop)
        finished.wait()
    }
}
