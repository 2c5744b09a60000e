extension Timestamp {
    /// ISO 8601 in UTC with milliseconds, such as `2026-05-01T09:30:00.000Z`.
    package var iso8601: String {
        let parts = ClockParts(self, secondsFromUTC: 0)
        let fraction = ClockParts.digits(parts.millisecond, 3)
        return "\(parts.date)T\(parts.time).\(fraction)Z"
    }

    /// For people, in a zone so many seconds east of UTC: `2026-05-01 09:30:00`.
    package func text(secondsFromUTC: Int) -> String {
        let parts = ClockParts(self, secondsFromUTC: secondsFromUTC)
        return "\(parts.date) \(parts.time)"
    }
}

/// What calendar and clock show at a time.
private struct ClockParts {
    let date: String
    let time: String
    let millisecond: Int

    init(_ timestamp: Timestamp, secondsFromUTC: Int) {
        // A sender may claim any time; the calendar is asked only about years that have four digits.
        let lowest: Int64 = -62_167_219_200_000
        let highest: Int64 = 253_402_300_799_999
        let local = min(max(timestamp.milliseconds, lowest), highest) + Int64(secondsFromUTC) * 1000
        let milliseconds = Int(min(max(local, lowest), highest))
        let days = (milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000
        let ofDay = milliseconds - days * 86_400_000
        let day = CivilDate(daysSinceEpoch: days)
        date = "\(Self.digits(day.year, 4))-\(Self.digits(day.month, 2))-\(Self.digits(day.day, 2))"
        time = [ofDay / 3_600_000, ofDay / 60_000 % 60, ofDay / 1000 % 60].map { Self.digits($0, 2) }
            .joined(separator: ":")
        millisecond = ofDay % 1000
    }

    static func digits(_ value: Int, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
