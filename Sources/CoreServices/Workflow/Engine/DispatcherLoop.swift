import Database
import Dispatch
import Primitives

/// What the dispatcher's thread does, turn by turn. Lives and dies on that thread.
final class DispatcherLoop {
    let setting: EngineSetting
    let mailbox: EngineMailbox<DispatcherMessage>
    let connection: SQLiteConnection
    let storeID: String
    var material: StepMaterialSource
    var lanes: [Int64: DispatcherLane] = [:]
    /// By step; everything claimed and not yet recorded as ended, so that its lease is renewed.
    var leases: [Int64: StepLease] = [:]
    var active: [Int64: ActiveStep] = [:]
    var endings: [StepEnding] = []
    var uplink: UplinkMonitor
    /// Paces everything while what the uplink held up drains.
    var drain: TokenBucket?
    var isUplinkDirty = false
    var isClaiming = false
    var isRecording = false
    private var control: Int64
    private var bulk: BulkRetryRunner
    private var renewAt: Timestamp
    private var reapAt: Timestamp
    private var isStopping = false
    private var stopBy: Timestamp?

    /// More endings than this wait for no further claims: the disk is the slower one then.
    static let endingLimit = 4096

    init(setting: EngineSetting, mailbox: EngineMailbox<DispatcherMessage>) throws {
        self.setting = setting
        self.mailbox = mailbox
        connection = try JournalSchema.openForReading(setting.directory)
        let engine = try EngineRecord.read(in: connection)
        storeID = engine.storeID
        control = engine.control
        let now = setting.clock.now()
        uplink = UplinkMonitor(downSince: engine.uplinkDownSince, now: now)
        material = StepMaterialSource(
            connection: connection,
            loader: setting.loader,
            sponsors: setting.configuration.sponsors
        )
        bulk = BulkRetryRunner(writer: setting.writer, mailbox: mailbox, now: now)
        renewAt = now.advanced(by: StepQueue.heartbeatInterval)
        reapAt = now.advanced(by: StepQueue.heartbeatInterval)
        try readLanes(now: now)
    }

    func run() {
        while !isDone {
            for message in mailbox.take(timeout: timeout(now: setting.clock.now())) { handle(message) }
            turn(now: setting.clock.now())
        }
        giveBackWaiting()
    }

    private var isDone: Bool {
        guard isStopping else { return false }
        if active.isEmpty, endings.isEmpty, !isRecording, !isClaiming { return true }
        return stopBy.map { $0 <= setting.clock.now() } ?? false
    }

    private func handle(_ message: DispatcherMessage) {
        let now = setting.clock.now()
        switch message {
        case .due(let destination):
            if let destination { lanes[destination]?.nextDue = now } else { lookEverywhere(now: now) }
            if let destination, lanes[destination] == nil { rereadLanes(now: now) }
        case .control: noteControl(now: now)
        case .claimed(let answers): take(answers, now: now)
        case .replied(let step, let token, let result): finish(step, token: token, result, now: now)
        case .tokenCame(let destination, let result): takeToken(destination, result, now: now)
        case .recorded(let records): noteRecorded(records, now: now)
        case .renewed: break
        case .bulkAdvanced(let advances):
            bulk.noteAdvanced(advances, now: now)
            if advances?.values.contains(true) == true { lookEverywhere(now: now) }
        case .stop(let timeout):
            isStopping = true
            stopBy = now.advanced(by: timeout)
            giveBackWaiting()
        }
    }

    private func turn(now: Timestamp) {
        if !isStopping {
            startWaiting(now: now)
            claim(now: now)
            bulk.advance(now: now)
        }
        record(now: now)
        renew(now: now)
    }

    /// How long nothing will happen without a message.
    private func timeout(now: Timestamp) -> Duration {
        if isStopping { return .milliseconds(20) }
        var next = min(renewAt, reapAt)
        if let at = bulk.nextAt { next = min(next, at) }
        if let at = nextStart(now: now) { next = min(next, at) }
        return max(.milliseconds(1), min(next.since(now), .seconds(1)))
    }

    // MARK: - Leases

    private func renew(now: Timestamp) {
        if renewAt <= now {
            renewAt = now.advanced(by: StepQueue.heartbeatInterval)
            let held = Array(leases.values)
            guard !held.isEmpty else { return }
            setting.writer.submit { connection in
                for lease in held { _ = try StepQueue.renew(lease, now: now, in: connection) }
            } completion: { [mailbox] _ in
                mailbox.post(.renewed)
            }
        }
        if reapAt <= now {
            reapAt = now.advanced(by: StepQueue.heartbeatInterval)
            setting.writer.submit { connection in
                try StepRecovery.recover(notOwnedBy: nil, now: now, in: connection)
            } completion: { [mailbox] _ in
                mailbox.post(.due(nil))
            }
        }
    }

    private func giveBackWaiting() {
        let unbegun = lanes.values.flatMap(\.waiting).compactMap { leases[$0.step.id] }
        for id in lanes.keys { lanes[id]?.waiting = [] }
        for lease in unbegun { leases[lease.step] = nil }
        guard !unbegun.isEmpty else { return }
        setting.writer.submit { connection in
            for lease in unbegun { try StepQueue.giveBack(lease, in: connection) }
        } completion: { _ in
        }
    }

    // MARK: - Operators

    func rereadLanes(now: Timestamp) {
        do {
            try readLanes(now: now)
        } catch {
            setting.faultObserver("the destinations cannot be read, so new ones wait: \(error)")
        }
    }

    private func noteControl(now: Timestamp) {
        guard let engine = try? EngineRecord.read(in: connection), engine.control != control else { return }
        control = engine.control
        rereadLanes(now: now)
        lookEverywhere(now: now)
        bulk.look(now: now)
    }

    func lookEverywhere(now: Timestamp) {
        for id in lanes.keys { lanes[id]?.nextDue = now }
    }

    private func readLanes(now: Timestamp) throws {
        for row in try EngineRecord.destinations(in: connection) {
            if lanes[row.id] == nil { lanes[row.id] = lane(of: row, now: now) }
            lanes[row.id]?.flow.isPaused = row.isPaused
            // An operator asked for a probe sooner than the breaker would send one.
            if case .open(_, let wanted) = row.breaker, case .open(_, let planned) = lanes[row.id]?.flow.breaker.state,
                wanted < planned, wanted <= now
            {
                lanes[row.id]?.flow.probeNow(now)
            }
            if row.isPaused { giveBack(lane: row.id) }
        }
    }

    private func giveBack(lane id: Int64) {
        let leases = (lanes[id]?.waiting ?? []).compactMap { self.leases.removeValue(forKey: $0.step.id) }
        lanes[id]?.waiting = []
        guard !leases.isEmpty else { return }
        setting.writer.submit { connection in
            for lease in leases { try StepQueue.giveBack(lease, in: connection) }
        } completion: { _ in
        }
    }

    private func lane(of row: EngineRecord.Destination, now: Timestamp) -> DispatcherLane {
        let isOwn = row.id == RunPlanting.ownDestination
        let configuration = setting.configuration.destinations.first { $0.name == row.name }
        var limits = configuration?.flow ?? FlowLimits()
        if isOwn { limits.concurrency = Self.ownConcurrency }
        var flow = DestinationFlow(
            limits: limits,
            breaker: CircuitBreaker(state: row.breaker, now: now),
            quietUntil: row.quietUntil,
            now: now
        )
        flow.isConfigured = isOwn || configuration != nil
        return DispatcherLane(name: row.name, configuration: configuration, flow: flow, nextDue: now)
    }

    /// What callboard does itself needs no place, so the number only bounds a batch: small enough that requests need
    /// not wait for it, and that one that crashes again and again gets something done before it does.
    private static let ownConcurrency = 32
}
