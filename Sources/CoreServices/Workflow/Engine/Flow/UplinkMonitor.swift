import Primitives

/// Tells a broken uplink from broken destinations: when nothing can be reached, no destination is to blame.
///
/// The uplink counts as down when at least three attempts in a row, to at least two destinations, could not even
/// connect. Then one probe goes out every 5 s, and any reply at all means that it is up again.
struct UplinkMonitor: Sendable, Equatable {
    static let leastFailures = 3
    static let leastDestinations = 2
    static let probeInterval = Duration.seconds(5)

    private(set) var downSince: Timestamp?
    private(set) var probeAt: Timestamp?
    private var failures = 0
    private var destinations: Set<Int64> = []
    private var firstFailureAt: Timestamp?

    init() {}

    /// As it was when the process before this one ended.
    init(downSince: Timestamp?, now: Timestamp) {
        self.downSince = downSince
        probeAt = downSince == nil ? nil : now
    }

    var isDown: Bool { downSince != nil }

    /// Whether one more may go out now.
    func permits(now: Timestamp) -> Bool {
        guard isDown else { return true }
        return probeAt.map { $0 <= now } ?? false
    }

    /// Notes that a request goes out; while down, that is the probe, and the next one waits.
    mutating func noteStart(now: Timestamp) {
        if isDown { probeAt = now.advanced(by: Self.probeInterval) }
    }

    /// Something answered, whatever it said; tells whether the uplink was down until now.
    mutating func noteReply() -> Bool {
        let wasDown = isDown
        self = UplinkMonitor()
        return wasDown
    }

    /// A destination could not be reached; tells whether the uplink is down because of that only now.
    mutating func noteUnreachable(_ destination: Int64, now: Timestamp) -> Bool {
        guard !isDown else { return false }
        if firstFailureAt == nil { firstFailureAt = now }
        failures += 1
        destinations.insert(destination)
        guard failures >= Self.leastFailures, destinations.count >= Self.leastDestinations else { return false }
        downSince = firstFailureAt
        probeAt = now.advanced(by: Self.probeInterval)
        return true
    }
}
