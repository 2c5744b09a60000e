import Database
package import Primitives
import Synchronization

/// Runs every flow: makes links, exchanges tokens, takes webhooks over, watches expiry and follows integrations.
///
/// All state is in the store, so it goes on where the process before was killed, and two of them, as in a command
/// beside the console, do nothing twice: each piece of work is claimed.
package final class ConnectKeeper: Sendable {
    /// Exchanges with Kombo under way at the same time.
    private static let concurrency = 6
    /// It looks at least so often, whatever the clock says.
    private static let longestPause = Duration.seconds(30)

    private let store: Store
    private let worker: ConnectWorker
    private let clock: WallClock
    private let owner: String
    private let wakes: AsyncStream<Void>
    private let waking: AsyncStream<Void>.Continuation
    private let client: HTTPClient?
    private let faultObserver: @Sendable (String) -> Void
    private let underWay = Mutex(0)
    private let tasks = Mutex<[Task<Void, Never>]>([])
    private let isStopped = Mutex(false)
    /// Whether others were told of this one.
    private let isRunner = Mutex(false)

    /// - Parameters:
    ///   - http: What asks Kombo; a client of its own when none is given.
    ///   - faultObserver: Told in a sentence what keeps it from working; on any thread.
    package init(
        store: Store,
        configuration: KomboConfiguration,
        http: (any HTTPSending)? = nil,
        clock: WallClock = .system,
        faultObserver: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(HTTPClientError) {
        let own = http == nil ? try HTTPClient() : nil
        client = own
        let sending: any HTTPSending = if let http { http } else if let own { own } else { throw HTTPClientError() }
        self.store = store
        self.clock = clock
        self.faultObserver = faultObserver
        worker = ConnectWorker(
            store: store,
            client: KomboClient(configuration, http: sending, clock: clock),
            configuration: configuration,
            clock: clock
        )
        owner = "\(ProcessLife.own):\(UInt32.random(in: 0...UInt32.max))"
        (wakes, waking) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Begins.
    ///
    /// - Parameter runner: Who runs and where it listens, which others are told; `nil` for a command that only helps.
    package func start(as runner: ConnectListening.Runner?) {
        let hints = store.changes.hints()
        let watching = Task { [waking] in
            for await _ in hints { waking.yield() }
        }
        tell(runner)
        let running = Task { [self] in await run() }
        tasks.withLock { $0 = [watching, running] }
        waking.yield()
    }

    /// Tells that a webhook is on disk, or that somebody asked for something.
    package func wake() { waking.yield() }

    /// Begins nothing more, calls off what is under way, and returns; a second call does nothing.
    ///
    /// It waits for nothing that needs a thread of the cooperative pool, on which it may be called itself.
    package func stop() {
        let isFirst = isStopped.withLock { isStopped in
            defer { isStopped = true }
            return !isStopped
        }
        let running = tasks.withLock { $0 }
        guard isFirst, !running.isEmpty else { return }
        running.forEach { $0.cancel() }
        waking.finish()
        timers.withLock { $0 }?.cancel()
        // Ends every exchange, so that nothing is waited for that the remote alone could end.
        client?.stop()
        let owner = owner
        let isRunner = isRunner.withLock { $0 }
        do {
            try store.actAndWait { connection in
                if isRunner { try ConnectRunnerRecord.remove(process: ProcessLife.own, in: connection) }
                try ConnectWorkQueue.giveBack(owner: owner, in: connection)
            }
        } catch {
            // Claims of a process that has ended are void, and a runner that is dead is none.
        }
    }

    private func tell(_ runner: ConnectListening.Runner?) {
        guard let runner else { return }
        isRunner.withLock { $0 = true }
        let now = clock.now()
        do {
            try store.actAndWait { connection in
                try ConnectRunnerRecord.put(runner, in: connection)
                try ConnectFlowEnding.retryLinks(at: now, in: connection)
            }
        } catch {
            faultObserver("connections through Kombo do not go on: \(error)")
        }
    }

    private func run() async {
        for await _ in wakes {
            if Task.isCancelled { break }
            let pause = await turn()
            let timer = Task { [waking] in
                // One that was called off must not wake: it would be called off by the turn that it brings.
                guard (try? await Task.sleep(for: pause)) != nil else { return }
                waking.yield()
            }
            timers.withLock { before in
                before?.cancel()
                before = timer
            }
        }
    }

    private let timers = Mutex<Task<Void, Never>?>(nil)

    /// Does what can be done now; gives how long nothing else will be due.
    private func turn() async -> Duration {
        var pause = Self.longestPause
        await attempt { [self] store in
            while try await !store.look({ try ConnectInbox.isEmpty(in: $0) }) {
                let now = clock.now()
                _ = try await store.act { try ConnectInbox.take(at: now, in: $0) }
            }
        }
        let now = clock.now()
        let outlook = try? await store.look { try ConnectWorkQueue.outlook(now: now, in: $0) }
        if let next = outlook?.next, next > now { pause = min(pause, next.since(now)) }
        let room = Self.concurrency - underWay.withLock { $0 }
        // Also what lies beyond a clock that was set back is found by a claim, now and then.
        let isWorthwhile = outlook?.isDue == true || isRoundDue(now)
        guard isWorthwhile, room > 0 else { return max(pause, .milliseconds(20)) }
        let owner = owner
        await attempt { [self] store in
            let work = try await store.act {
                try ConnectWorkQueue.claim(owner: owner, limit: room, now: now, in: $0)
            }
            for piece in work { begin(piece) }
            // Claimed by somebody else, or more than there was room for: looked at again soon.
            if work.isEmpty, outlook?.isDue == true { pauseAfterEmpty.withLock { $0 = .seconds(1) } }
        }
        return pauseAfterEmpty.withLock { pause in
            defer { pause = nil }
            return pause
        } ?? max(pause, .milliseconds(20))
    }

    private let pauseAfterEmpty = Mutex<Duration?>(nil)
    private let lastRound = Mutex<ContinuousClock.Instant?>(nil)

    private func isRoundDue(_ now: Timestamp) -> Bool {
        lastRound.withLock { last in
            let instant = ContinuousClock.now
            if let last, instant - last < Self.longestPause { return false }
            last = instant
            return true
        }
    }

    private func begin(_ work: ConnectWork) {
        underWay.withLock { $0 += 1 }
        Task { [self] in
            await attempt { [worker] _ in try await worker.perform(work) }
            underWay.withLock { $0 -= 1 }
            waking.yield()
        }
    }

    private func attempt(_ body: (Store) async throws -> Void) async {
        do {
            try await body(store)
        } catch is CancellationError {
            return
        } catch is WriterUnavailable {
            return
        } catch {
            faultObserver("connections through Kombo do not go on: \(error)")
        }
    }
}
