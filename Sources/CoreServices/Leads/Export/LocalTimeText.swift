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
        let local = Timestamp(milliseconds: time.milliseconds + Int64(offset) * 1_000).iso8601
        return local.prefix(19) + Self.text(offset: offset)
    }

    private static func text(offset: Int) -> String {
        let minutes = abs(offset) / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(offset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
