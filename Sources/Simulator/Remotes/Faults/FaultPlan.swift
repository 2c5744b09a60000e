import Synchronization

/// The faults of all simulated systems; they can be set and healed while the systems run.
///
/// Which requests a rate hits follows from the seed, the rule and the request's number alone.
package final class FaultPlan: Sendable {
    private struct Active {
        let rule: FaultRule
        let number: UInt64
        let since: ContinuousClock.Instant
        var requests = 0
    }

    private struct State {
        var active: [Active] = []
        var count: UInt64 = 0
    }

    private let seed: UInt64
    private let state = Mutex(State())
    private let isQuiet = Atomic(true)

    package init(seed: UInt64, rules: [FaultRule] = []) {
        self.seed = seed
        for rule in rules { set(rule) }
    }

    /// Adds a fault. Of several that hit one request, the one set first happens.
    package func set(_ rule: FaultRule) {
        state.withLock { state in
            state.count += 1
            state.active.append(Active(rule: rule, number: state.count, since: .now))
            isQuiet.store(false, ordering: .releasing)
        }
    }

    /// Takes away all faults of a system, as its rules name it; `all` takes away every fault.
    package func heal(_ remote: String) {
        state.withLock { state in
            state.active.removeAll { remote == "all" || $0.rule.remote == remote }
            isQuiet.store(state.active.isEmpty, ordering: .releasing)
        }
    }

    /// The rules that are set, in their order.
    package var rules: [FaultRule] { state.withLock { $0.active.map(\.rule) } }

    /// Counts a request to the system called `name`, and tells what befalls it.
    func next(for name: String, now: ContinuousClock.Instant = .now) -> FaultKind? {
        if isQuiet.load(ordering: .acquiring) { return nil }
        return state.withLock { state in
            var kind: FaultKind?
            for index in state.active.indices where state.active[index].rule.concerns(name) {
                state.active[index].requests += 1
                if kind == nil, isHit(state.active[index], now) { kind = state.active[index].rule.kind }
            }
            return kind
        }
    }

    private func isHit(_ active: Active, _ now: ContinuousClock.Instant) -> Bool {
        switch active.rule.occasion {
        case .always: return true
        case .rate(let rate):
            // Numbers apart in every bit: the generator's own steps are added multiples of one constant.
            var random = RepeatableRandom(
                seed: seed ^ active.number << 48 ^ UInt64(active.requests) &* 0xff51_afd7_ed55_8ccd
            )
            return random.chance(rate)
        case .requests(let range): return range.contains(active.requests)
        case .every(let count): return active.requests % count == 0
        case .firstTime(let duration): return now - active.since < duration
        }
    }
}
