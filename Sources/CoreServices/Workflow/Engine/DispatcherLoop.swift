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
    /// Until when each lease holds; past that another may have the step, and it must not be begun.
    var leasesEnd: [Int64: Timestamp] = [:]
    var active: [Int64: ActiveStep] = [:]
    var endings: [StepEnding] = []
    var uplink: UplinkMonitor
    /// Paces everything while what the uplink held up drains.
    var drain: TokenBucket?
    var isUplinkDirty = false
    var isClaiming = false
    var isRecording = false
    /// After the store failed, when it is asked again.
    var claimAfter: Timestamp?
    var recordAfter: Timestamp?
    /// One at a time after a batch failed, so that one bad ending does not hold up the rest.
    var recordLimit = DispatcherLoop.usualRecordLimit
    private var control: Int64
    private var bulk: BulkRetryRunner
    var renewAt: Timestamp
    var reapAt: Timestamp
    private var isStopping = false
    private var stopBy: Timestamp?

    /// More endings than this wait for no further claims: the disk is the slower one then.
    static let endingLimit = 4096
    static let usualRecordLimit = 512
    /// How long the store is left alone after it failed.
    static let storePause = Duration.seconds(1)

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
        giveBackWaiting(now: setting.clock.now())
    }

    private var isDone: Bool {
        guard isStopping else { return false }
        if active.isEmpty, endings.isEmpty, !isRecording, !isClaiming { return true }
        return stopBy.map { $0 <= setting.clock.now() } ?? false
    }

    private func handle(_ message: DispatcherMessage) {
        let now = setting.clock.now()
        switch message {
        case .due: lookEverywhere(now: now)
        case .control: noteControl(now: now)
        case .claimed(let answers): take(answers, now: now)
        case .noted(let step, let token, let isBegun): goOn(step, token: token, isBegun: isBegun, now: now)
        case .replied(let step, let token, let result): finish(step, token: token, result, now: now)
        case .tokenCame(let destination, let result): takeToken(destination, result, now: now)
        case .recorded(.success(let records)): noteRecorded(records, now: now)
        case .recorded(.failure(let failure)): noteUnrecorded(failure, now: now)
        case .renewed(let lost, let until): noteRenewed(lost: lost, until: until, now: now)
        case .catalogueChanged:
            rereadLanes(now: now)
            lookEverywhere(now: now)
        case .bulkAdvanced(let advances):
            bulk.noteAdvanced(advances, now: now)
            if advances?.values.contains(true) == true { lookEverywhere(now: now) }
        case .stop(let timeout):
            isStopping = true
            stopBy = now.advanced(by: timeout)
            giveBackWaiting(now: setting.clock.now())
        }
    }

    private func turn(now: Timestamp) {
        if !isStopping {
            startWaiting(now: now)
            giveBackHeld(now: now)
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
            if row.isPaused { giveBack(lane: row.id, now: now) }
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
