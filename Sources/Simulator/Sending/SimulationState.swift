import Foundation

/// What the threads of a simulation share.
final class SimulationState: @unchecked Sendable {  // unchecked: `condition` guards all that changes
    /// A listener that is not there is asked again so soon, and not as fast as the machine can.
    private static let pauseAfterFailure = 0.2

    private let condition = NSCondition()
    private var traffic: TrafficModel
    private var remaining: Int?
    private var isStopped = false
    private var due: ContinuousClock.Instant
    private var counters = SimulationReport()

    init(traffic: TrafficModel, count: Int?) {
        self.traffic = traffic
        remaining = count
        due = .now
    }

    var report: SimulationReport {
        condition.lock()
        defer { condition.unlock() }
        return counters
    }

    func stop() {
        condition.lock()
        defer { condition.unlock() }
        isStopped = true
        condition.broadcast()
    }

    /// Takes the next request and waits for its time; `nil` when there is no more to send.
    func takeNext() -> SimulatedRequest? {
        condition.lock()
        defer { condition.unlock() }
        guard !isStopped, remaining != 0, let request = traffic.next() else { return nil }
        remaining = remaining.map { $0 - 1 }
        due += request.delay
        let mine = due
        while !isStopped, mine > .now {
            _ = condition.wait(until: Date(timeIntervalSinceNow: (mine - .now) / .seconds(1)))
        }
        return isStopped ? nil : request
    }

    func record(_ request: SimulatedRequest, _ outcome: WebhookSender.Outcome) {
        condition.lock()
        defer { condition.unlock() }
        counters.count(request, outcome)
        guard case .failed = outcome else { return }
        let again = Date(timeIntervalSinceNow: Self.pauseAfterFailure)
        while !isStopped, condition.wait(until: again) {}
    }
}
