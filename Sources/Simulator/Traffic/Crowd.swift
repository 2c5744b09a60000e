/// The people who were here, from whom those who come back are taken.
struct Crowd: Sendable {
    /// Enough that nobody notices the limit, and few enough that a long run needs no more memory than a short one.
    private static let limit = 5000

    private var people: [SimulatedPerson] = []
    private var count = 0

    /// - Parameter size: How many were here already, so that a run does not begin with one person coming back alone.
    init(size: Int, random: inout RepeatableRandom) {
        for _ in 0..<size { _ = join(random: &random) }
    }

    mutating func next(
        returning: Double,
        random: inout RepeatableRandom
    ) -> (person: SimulatedPerson, isNew: Bool) {
        if !people.isEmpty && random.chance(returning) {
            // Squaring prefers a few, who come back again and again.
            let fraction = random.fraction()
            return (people[Int(fraction * fraction * Double(people.count))], false)
        }
        return (join(random: &random), true)
    }

    private mutating func join(random: inout RepeatableRandom) -> SimulatedPerson {
        count += 1
        let person = SimulatedPerson(number: count, random: &random)
        if people.count < Self.limit {
            people.append(person)
        } else {
            people[count % Self.limit] = person
        }
        return person
    }
}
