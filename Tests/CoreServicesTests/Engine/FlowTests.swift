import Primitives
import Testing

@testable import CoreServices

struct CircuitBreakerTests {
    private let start = Timestamp(milliseconds: 1_777_627_800_000)

    private func breaker(failures: Int, successes: Int) -> CircuitBreaker {
        var breaker = CircuitBreaker()
        for _ in 0..<successes { breaker.noteSuccess(now: start) }
        for _ in 0..<failures { breaker.noteFailure(now: start) }
        return breaker
    }

    @Test(arguments: [(9, 0, false), (10, 0, true), (7, 3, true), (6, 4, false), (69, 31, false), (70, 30, true)])
    func `it opens when 70 % of at least 10 attempts failed`(failures: Int, successes: Int, isOpen: Bool) {
        let breaker = breaker(failures: failures, successes: successes)
        #expect((breaker.state != .closed) == isOpen)
        #expect(breaker.permits(now: start) == !isOpen)
    }

    @Test func `failures older than five minutes do not count`() {
        var breaker = breaker(failures: 9, successes: 0)
        breaker.noteFailure(now: start.advanced(by: .seconds(311)))
        #expect(breaker.state == .closed)
        for _ in 0..<9 { breaker.noteFailure(now: start.advanced(by: .seconds(311))) }
        #expect(breaker.state != .closed)
    }

    @Test func `one probe goes out, and its success closes it`() {
        var breaker = breaker(failures: 10, successes: 0)
        let probe = start.advanced(by: .seconds(30))
        #expect(!breaker.permits(now: start.advanced(by: .milliseconds(29_999))))
        #expect(breaker.permits(now: probe))
        breaker.noteStart(now: probe)
        #expect(breaker.state == .halfOpen(since: start))
        #expect(!breaker.permits(now: probe))
        breaker.noteSuccess(now: probe)
        #expect(breaker == CircuitBreaker())
    }

    @Test func `each probe that fails doubles the wait, up to ten minutes`() {
        var breaker = breaker(failures: 10, successes: 0)
        var waits: [Int64] = []
        for _ in 0..<7 {
            guard case .open(_, let probeAt) = breaker.state else { break }
            breaker.noteStart(now: probeAt)
            breaker.noteFailure(now: probeAt)
            if case .open(_, let next) = breaker.state { waits.append(next.since(probeAt).milliseconds / 1000) }
        }
        #expect(waits == [60, 120, 240, 480, 600, 600, 600])
    }

    @Test func `an answer to what was under way when it opened changes nothing`() {
        var breaker = breaker(failures: 10, successes: 0)
        let opened = breaker.state
        breaker.noteFailure(now: start)
        breaker.noteSuccess(now: start)
        #expect(breaker.state == opened)
    }

    @Test func `a probe that was out when the process died is sent again`() {
        let breaker = CircuitBreaker(state: .halfOpen(since: start), now: start.advanced(by: .seconds(99)))
        #expect(breaker.permits(now: start.advanced(by: .seconds(99))))
    }
}

struct DestinationFlowTests {
    private let start = Timestamp(milliseconds: 1_777_627_800_000)

    private func limits(concurrency: Int, perSecond: Double? = nil) -> FlowLimits {
        var limits = FlowLimits()
        limits.concurrency = concurrency
        limits.rate = perSecond.map { RateLimit(perSecond: $0, burst: 1) }
        return limits
    }

    @Test func `no more are under way than it may have`() {
        var flow = DestinationFlow(limits: limits(concurrency: 2), now: start)
        #expect(flow.permitted(now: start) == 2)
        flow.noteStart(now: start)
        flow.noteStart(now: start)
        #expect(flow.permitted(now: start) == 0)
        flow.noteEnd(.works, now: start)
        #expect(flow.permitted(now: start) == 1)
    }

    @Test func `a rate lets one go and says when the next may`() {
        var flow = DestinationFlow(limits: limits(concurrency: 8, perSecond: 5), now: start)
        #expect(flow.permitted(now: start) == 1)
        flow.noteStart(now: start)
        #expect(flow.permitted(now: start) == 0)
        #expect(flow.nextChange(now: start) == start.advanced(by: .milliseconds(200)))
        #expect(flow.permitted(now: start.advanced(by: .milliseconds(200))) == 1)
        #expect(flow.worthHolding(now: start) == 0)
    }

    @Test func `paused, unknown or asked to be quiet, it gets nothing`() {
        var flow = DestinationFlow(limits: limits(concurrency: 8), now: start)
        flow.isPaused = true
        #expect(flow.permitted(now: start) == 0)
        #expect(flow.nextChange(now: start) == nil)
        flow.isPaused = false
        flow.isConfigured = false
        #expect(flow.permitted(now: start) == 0)
        flow.isConfigured = true
        flow.quiet(until: start.advanced(by: .seconds(7)))
        flow.quiet(until: start.advanced(by: .seconds(3)))
        #expect(flow.permitted(now: start) == 0)
        #expect(flow.nextChange(now: start) == start.advanced(by: .seconds(7)))
        #expect(flow.permitted(now: start.advanced(by: .seconds(7))) == 8)
    }

    @Test func `a probe asked for goes out at once`() {
        var flow = DestinationFlow(limits: limits(concurrency: 8), now: start)
        for _ in 0..<10 {
            flow.noteStart(now: start)
            flow.noteEnd(.fails, now: start)
        }
        #expect(flow.permitted(now: start) == 0)
        flow.probeNow(start)
        #expect(flow.permitted(now: start) == 1)
    }
}

struct UplinkMonitorTests {
    private let start = Timestamp(milliseconds: 1_777_627_800_000)

    @Test func `three failures to connect at one destination are that destination's trouble`() {
        var uplink = UplinkMonitor()
        for _ in 0..<5 {
            let isUplink = uplink.noteUnreachable(1, now: start)
            #expect(!isUplink)
        }
        #expect(!uplink.isDown)
    }

    @Test func `three at two destinations are the uplink's, since the first of them`() {
        var uplink = UplinkMonitor()
        let told1 = uplink.noteUnreachable(1, now: start)
        #expect(!told1)
        let told2 = uplink.noteUnreachable(1, now: start.advanced(by: .seconds(1)))
        #expect(!told2)
        let told3 = uplink.noteUnreachable(2, now: start.advanced(by: .seconds(2)))
        #expect(told3)
        #expect(uplink.downSince == start)
        #expect(!uplink.permits(now: start.advanced(by: .seconds(6))))
        #expect(uplink.permits(now: start.advanced(by: .seconds(7))))
        uplink.noteStart(now: start.advanced(by: .seconds(7)))
        #expect(!uplink.permits(now: start.advanced(by: .seconds(11))))
    }

    @Test func `any reply between shows that it is up`() {
        var uplink = UplinkMonitor()
        _ = uplink.noteUnreachable(1, now: start)
        _ = uplink.noteUnreachable(2, now: start)
        let told4 = uplink.noteReply()
        #expect(!told4)
        let told5 = uplink.noteUnreachable(1, now: start)
        #expect(!told5)
        _ = uplink.noteUnreachable(2, now: start)
        let told6 = uplink.noteUnreachable(1, now: start)
        #expect(told6)
        let told7 = uplink.noteReply()
        #expect(told7)
        #expect(!uplink.isDown)
    }
}

struct StepDispositionTests {
    private let now = Timestamp(milliseconds: 1_777_627_800_000)
    private let failure = StepFailure(status: 503, code: "503", message: "busy", cause: "busy", remedy: "wait")

    private func disposition(
        _ outcome: StepOutcome,
        attempt: Int = 1,
        hasReauthorised: Bool = false,
        hasFailureRoute: Bool = false,
        isUplinkDown: Bool = false,
        chance: Double = 0
    ) -> StepDisposition {
        StepDisposition(
            of: outcome,
            in: StepDisposition.Circumstances(
                attempt: attempt,
                maximumAttempts: 3,
                hasReauthorised: hasReauthorised,
                hasFailureRoute: hasFailureRoute,
                isUplinkDown: isUplinkDown
            ),
            chance: chance,
            now: now
        )
    }

    @Test(arguments: [(1, 0.0, 1000), (2, 0.0, 2000), (2, 1.0, 2400), (2, -1.0, 1600)])
    func `a retry waits longer each time, give or take a fifth`(attempt: Int, chance: Double, milliseconds: Int) {
        let at = now.advanced(by: .milliseconds(milliseconds))
        let expected = StepDisposition.retry(failure, at: at, spendsAttempt: true)
        #expect(disposition(.retry(failure, after: nil), attempt: attempt, chance: chance) == expected)
    }

    @Test func `it waits as long as the remote asks, though not for ever`() {
        let asked = disposition(.retry(failure, after: .seconds(90)))
        #expect(asked == .retry(failure, at: now.advanced(by: .seconds(90)), spendsAttempt: true))
        let year = disposition(.retry(failure, after: .seconds(31_536_000)))
        #expect(year == .retry(failure, at: now.advanced(by: .seconds(86_400)), spendsAttempt: true))
    }

    @Test func `out of attempts it is dead, or goes where the workflow says`() {
        #expect(disposition(.retry(failure, after: nil), attempt: 3) == .dead(failure, isAmbiguous: false))
        #expect(disposition(.retry(failure, after: nil), attempt: 3, hasFailureRoute: true) == .failed(failure))
        #expect(disposition(.permanent(failure)) == .dead(failure, isAmbiguous: false))
        #expect(disposition(.permanent(failure), hasFailureRoute: true) == .failed(failure))
    }

    @Test func `what nobody knows waits for a person, whatever the workflow says`() {
        #expect(disposition(.ambiguous(failure), hasFailureRoute: true) == .dead(failure, isAmbiguous: true))
    }

    @Test func `a token is fetched again once`() {
        #expect(disposition(.reauthorise(failure)) == .reauthorise(failure))
        let again = disposition(.reauthorise(failure), hasReauthorised: true)
        #expect(again == .retry(failure, at: now.advanced(by: .seconds(1)), spendsAttempt: true))
    }

    @Test func `without an uplink nothing is spent`() {
        let waits = disposition(.retry(failure, after: nil), attempt: 3, isUplinkDown: true)
        #expect(waits == .retry(failure, at: now, spendsAttempt: false))
    }
}

struct BackoffTests {
    @Test(arguments: [(1, 1), (2, 2), (6, 32), (10, 512), (12, 2048), (13, 3600), (400, 3600), (0, 1), (-5, 1)])
    func `waits double up to an hour`(attempt: Int, seconds: Int) {
        #expect(Backoff.wait(afterAttempt: attempt) == .seconds(seconds))
    }

    @Test func `twenty tries take about eight hours`() {
        let total = (1...19).reduce(Duration.zero) { $0 + Backoff.wait(afterAttempt: $1) }
        #expect(total == .seconds(4095 + 7 * 3600))
    }
}
