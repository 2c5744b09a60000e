package import Primitives

/// What is wrong now, as the first line and the tabs tell it.
package struct TroubleSummary: Sendable, Equatable {
    /// Steps that wait for a person.
    package var dead: Int
    /// Steps that wait for their time, their destination or a free place.
    package var waiting: Int
    /// Destinations that failed too often to be sent anything.
    package var openBreakers: [String]
    package var pausedDestinations: [String]
    /// Since when nothing can be reached from here.
    package var uplinkDownSince: Timestamp?
    /// Waiting steps that will not go out before something changes: a pause, a breaker or the uplink.
    package var heldSteps: Int
    /// Schedules of leads that failed the last time.
    package var failedSchedules: [String]
    /// Flows and integrations of the Connect pane that wait for a person.
    package var connect = 0

    package init(
        dead: Int = 0,
        waiting: Int = 0,
        openBreakers: [String] = [],
        pausedDestinations: [String] = [],
        uplinkDownSince: Timestamp? = nil,
        heldSteps: Int = 0,
        failedSchedules: [String] = []
    ) {
        self.dead = dead
        self.waiting = waiting
        self.openBreakers = openBreakers
        self.pausedDestinations = pausedDestinations
        self.uplinkDownSince = uplinkDownSince
        self.heldSteps = heldSteps
        self.failedSchedules = failedSchedules
    }
}
