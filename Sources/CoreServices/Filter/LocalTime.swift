package import Primitives

/// Times as people type them: `2026-05-01`, `2026-05-01T09:30`, `2026-05-01T09:30:15Z`, `…+11:00`.
package enum LocalTime {
    /// Reads a time; one without an offset is meant `secondsFromUTC` east of UTC. `nil` when it is none.
    package static func parse(_ text: String, secondsFromUTC: Int) -> Timestamp? {
        let halves = text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "T" || $0 == " " })
        guard halves.count <= 2, let day = days(halves[0]) else { return nil }
        guard halves.count == 2 else { return timestamp(day: day, seconds: 0, offset: secondsFromUTC) }
        var clock = halves[1]
        var offset = secondsFromUTC
        if clock.last == "Z" {
            clock = clock.dropLast()
            offset = 0
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            guard let seconds = secondsOfDay(clock[clock.index(after: sign)...]) else { return nil }
            offset = clock[sign] == "-" ? -seconds : seconds
            clock = clock[..<sign]
        }
        return secondsOfDay(clock).flatMap { timestamp(day: day, seconds: $0, offset: offset) }
    }

    private static func timestamp(day: Int, seconds: Int, offset: Int) -> Timestamp {
        Timestamp(milliseconds: Int64(day * 86_400 + seconds - offset) * 1000)
    }

    private static func secondsOfDay(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]),
            let second = parts.count == 3 ? Int(parts[2]) : 0,
            (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second)
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func days(_ text: Substring) -> Int? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        return CivilDate(year: year, month: month, day: day).daysSinceEpoch
    }
}
