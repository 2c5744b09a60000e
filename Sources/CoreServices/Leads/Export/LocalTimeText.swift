import Foundation
import Primitives

/// Times as exports write them: `2026-11-23T14:30:00+11:00`, in the event's time zone, whatever its clocks do.
struct LocalTimeText {
    private let zone: TimeZone
    /// Zones change their offset at whole quarters of an hour, so one answer holds for a quarter.
    private var offsets: [Int64: Int] = [:]

    init(zone: TimeZone) {
        self.zone = zone
    }

    mutating func text(_ time: Timestamp) -> String {
        var bytes: [UInt8] = []
        append(time, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes the same into `bytes`.
    mutating func append(_ time: Timestamp, to bytes: inout [UInt8]) {
        let quarter = Int64((Double(time.milliseconds) / 900_000).rounded(.down))
        let offset: Int
        if let known = offsets[quarter] {
            offset = known
        } else {
            offset = zone.secondsFromGMT(for: time.date)
            if offsets.count > 10_000 { offsets = [:] }
            offsets[quarter] = offset
        }
        // The same digits as in UTC, of a moment that is shifted by the offset.
        let seconds = Int((Double(time.milliseconds) / 1_000).rounded(.down)) + offset
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        let date = Self.date(ofDay: day)
        let second = seconds - day * 86_400
        let minutes = abs(offset) / 60
        guard (0...9_999).contains(date.year) else {
            bytes += Array(time.iso8601.utf8)
            return
        }
        func digits(_ number: Int) {
            bytes.append(48 + UInt8(number / 10 % 10))
            bytes.append(48 + UInt8(number % 10))
        }
        func mark(_ scalar: Unicode.Scalar) { bytes.append(UInt8(ascii: scalar)) }
        digits(date.year / 100)
        digits(date.year)
        mark("-")
        digits(date.month)
        mark("-")
        digits(date.day)
        mark("T")
        digits(second / 3_600)
        mark(":")
        digits(second / 60 % 60)
        mark(":")
        digits(second % 60)
        mark(offset < 0 ? "-" : "+")
        digits(minutes / 60)
        mark(":")
        digits(minutes % 60)
    }

    /// The date of a day counted from 1970-01-01, by eras of 400 years whose years begin in March.
    private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
