package import Primitives

/// What simulated traffic is like. Equal options give equal traffic, byte for byte.
package struct TrafficOptions: Sendable, Equatable {
    /// Makes one run differ from another.
    package var seed: UInt64
    /// The time of the first event.
    package var startsAt: Timestamp
    /// Events per second on average; 0 is as fast as they can be sent.
    package var eventsPerSecond: Double
    package var proportions = TrafficProportions()
    package var bursts = Bursts()
    /// How much the popularity of cards differs: the n-th card is visited in proportion to 1 / n^popularityExponent.
    package var popularityExponent = 1.0

    package init(seed: UInt64, startsAt: Timestamp, eventsPerSecond: Double) {
        self.seed = seed
        self.startsAt = startsAt
        self.eventsPerSecond = eventsPerSecond
    }

    /// The rush when a session ends and everyone reaches for a phone.
    package struct Bursts: Sendable, Equatable {
        /// From the start of one to the start of the next.
        package var interval = Duration.seconds(60)
        /// How long one lasts; less than `interval`.
        package var length = Duration.seconds(10)
        /// How many times more events come in a burst than between two.
        package var factor = 4.0

        package init() {}
    }

    /// The rate at a time since the start, such that the average over an interval is `eventsPerSecond`.
    ///
    /// A model without a rate of its own still needs times for its events: a thousand in a second.
    func rate(at elapsed: Duration) -> Double {
        let average = eventsPerSecond > 0 ? eventsPerSecond : 1000
        let interval = bursts.interval.milliseconds
        guard interval > 0, bursts.factor > 0 else { return average }
        let share = min(1, Double(bursts.length.milliseconds) / Double(interval))
        let quiet = average / (1 - share + share * bursts.factor)
        // The burst comes at the end of the interval, so that a run starts in quiet.
        let position = Double(elapsed.milliseconds % interval) / Double(interval)
        return position >= 1 - share ? quiet * bursts.factor : quiet
    }
}
