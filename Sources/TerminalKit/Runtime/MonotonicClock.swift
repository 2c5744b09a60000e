/// Time that only goes forward, since an unknown start; frames are paced by it. Tests pass one that moves when told.
package struct MonotonicClock: Sendable {
    private let read: @Sendable () -> Duration

    package init(_ read: @escaping @Sendable () -> Duration) {
        self.read = read
    }

    package func now() -> Duration {
        read()
    }

    /// The clock of the operating system.
    package static var system: MonotonicClock {
        let start = ContinuousClock.now
        return MonotonicClock { ContinuousClock.now - start }
    }
}
