package import Primitives

/// Reads times as senders write them, without a formatter: those take some 20 µs, this well under one.
package enum ISO8601 {
    /// The time that `text` names, such as `2026-05-01T09:30:00.000Z` or `2026-05-01 09:30:00+10:00`.
    ///
    /// Digits past the millisecond are cut off, and a time without zone is taken for UTC, as Komo's are. `nil` when it
    /// is no such time, or a day that does not exist.
    package static func timestamp(_ text: String) -> Timestamp? {
        var text = text
        return text.withUTF8 { bytes in
            var cursor = Cursor(bytes: bytes)
            return cursor.timestamp()
        }
    }

    private struct Cursor {
        let bytes: UnsafeBufferPointer<UInt8>
        var position = 0

        mutating func timestamp() -> Timestamp? {
            guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
                (1...12).contains(month), day >= 1, day <= ISO8601.days(in: month, of: year)
            else { return nil }
            var milliseconds = Int64(CivilDate(year: year, month: month, day: day).daysSinceEpoch) * 86_400_000
            if position < bytes.count {
                guard take("T") || take("t") || take(" "), let ofDay = timeOfDay(), let offset = zoneMinutes() else {
                    return nil
                }
                milliseconds += ofDay - Int64(offset) * 60_000
            }
            return position == bytes.count ? Timestamp(milliseconds: milliseconds) : nil
        }

        /// Milliseconds since midnight; a leap second counts as the second after.
        private mutating func timeOfDay() -> Int64? {
            guard let hour = digits(2), take(":"), let minute = digits(2), hour < 24, minute < 60 else { return nil }
            var milliseconds = Int64(hour * 60 + minute) * 60_000
            guard take(":") else { return milliseconds }
            guard let second = digits(2), second <= 60 else { return nil }
            milliseconds += Int64(second) * 1000
            guard take(".") || take(",") else { return milliseconds }
            var weight: Int64 = 100
            let start = position
            while position < bytes.count, bytes[position] &- 0x30 < 10 {
                milliseconds += Int64(bytes[position] - 0x30) * weight
                weight /= 10
                position += 1
            }
            return position > start ? milliseconds : nil
        }

        /// Minutes east of Greenwich.
        private mutating func zoneMinutes() -> Int? {
            if position == bytes.count || take("Z") || take("z") { return 0 }
            let isWest = take("-")
            guard isWest || take("+"), let hours = digits(2) else { return nil }
            var minutes = 0
            if position < bytes.count {
                _ = take(":")
                guard let given = digits(2) else { return nil }
                minutes = given
            }
            guard hours < 24, minutes < 60 else { return nil }
            return (hours * 60 + minutes) * (isWest ? -1 : 1)
        }

        private mutating func digits(_ count: Int) -> Int? {
            guard position + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[position..<position + count] {
                guard byte &- 0x30 < 10 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            position += count
            return value
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
            position += 1
            return true
        }
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
