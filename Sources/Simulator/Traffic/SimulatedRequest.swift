/// One request of simulated traffic.
package struct SimulatedRequest: Sendable, Equatable {
    /// What is unusual about a request.
    package struct Traits: OptionSet, Sendable, Hashable {
        package let rawValue: Int

        package init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// The same bytes were sent before.
        package static let duplicate = Traits(rawValue: 1 << 0)
        /// Sent long after it happened.
        package static let late = Traits(rawValue: 1 << 1)
        /// Sent before the event that led to it.
        package static let outOfOrder = Traits(rawValue: 1 << 2)
        /// Carries text that means harm.
        package static let hostile = Traits(rawValue: 1 << 3)
        /// To be sent with a signature that does not fit.
        package static let badlySigned = Traits(rawValue: 1 << 4)
        /// In the nested shape that a workflow posts.
        package static let workflow = Traits(rawValue: 1 << 5)
    }

    /// How long after the request before this one.
    package var delay: Duration
    /// The delivery, for signatures that cover one; a duplicate repeats it.
    package var deliveryID: String
    /// The event's name as in the body, such as `CompetitionEntrySuccess`.
    package var event: String
    package var body: [UInt8]
    package var traits: Traits

    package init(delay: Duration, deliveryID: String, event: String, body: [UInt8], traits: Traits) {
        self.delay = delay
        self.deliveryID = deliveryID
        self.event = event
        self.body = body
        self.traits = traits
    }
}
