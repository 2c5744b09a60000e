import TestSupport

/// Keeps whoever comes until somebody opens it.
final class Gate: Sendable {
    private let isOpen: Monitor<Bool>

    init(isOpen: Bool = false) {
        self.isOpen = Monitor(isOpen)
    }

    func open() { isOpen.withLock { $0 = true } }
    func close() { isOpen.withLock { $0 = false } }

    /// Blocks the thread; after a while of patience it lets everybody through, so that a test fails rather than hangs.
    func pass() { _ = isOpen.wait(within: patience) { $0 } }
}
