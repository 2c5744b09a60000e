internal import Glibc

/// Waiting for one of several descriptors.
enum Poll {
    enum Outcome: Equatable {
        case ready, timedOut
        /// A descriptor's other end is gone and nothing is left to read.
        case hungUp
    }

    /// Waits until one is readable, or for `timeout` (nil: for ever), rounded up to whole milliseconds.
    static func wait(for descriptors: [Int32], timeout: Duration?) -> Outcome {
        var entries = descriptors.filter { $0 >= 0 }.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let count = poll(&entries, nfds_t(entries.count), timeout.map(milliseconds) ?? -1)
        // An interrupted wait looks like one that ran out: the caller looks everywhere anyway.
        guard count > 0 else { return .timedOut }
        let isHungUp = entries.contains { entry in
            let state = Int32(entry.revents)
            return state & POLLIN == 0 && state & (POLLHUP | POLLERR | POLLNVAL) != 0
        }
        return isHungUp ? .hungUp : .ready
    }

    private static func milliseconds(_ duration: Duration) -> Int32 {
        let parts = duration.components
        let (whole, remainder) = parts.attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000_000_000)
        let total = parts.seconds * 1000 + whole + (remainder > 0 ? 1 : 0)
        return Int32(clamping: max(0, total))
    }
}
