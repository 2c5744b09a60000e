package import Primitives

/// What is wrong anywhere, in a few figures: what the first line and the tabs tell.
package struct TroubleSummary: Sendable, Equatable {
    /// Steps that are dead: each waits for a person.
    package var dead: Int
    /// Steps that failed and will be tried again.
    package var waiting: Int
    /// Names of destinations whose breaker is open, sorted.
    package var openBreakers: [String]
    /// Names of destinations that a person has paused, sorted.
    package var pausedDestinations: [String]
    /// Since when nothing can be reached from here; `nil` while something can.
    package var uplinkDownSince: Timestamp?
    /// Steps that are held back, for whatever reason.
    package var heldSteps: Int

    package init(
        dead: Int = 0,
        waiting: Int = 0,
        openBreakers: [String] = [],
        pausedDestinations: [String] = [],
        uplinkDownSince: Timestamp? = nil,
        heldSteps: Int = 0
    ) {
        self.dead = dead
        self.waiting = waiting
        self.openBreakers = openBreakers
        self.pausedDestinations = pausedDestinations
        self.uplinkDownSince = uplinkDownSince
        self.heldSteps = heldSteps
    }
}
