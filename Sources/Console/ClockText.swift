import Primitives

/// Times as people read them, in the zone of the event.
struct ClockText {
    let zone: TimeZoneOffset

    /// `14:31:07`.
    func clock(_ time: Timestamp) -> DisplayText {
        DisplayText(untrusted: dayAndClock(time).suffix(8))
    }

    /// `2026-05-01`.
    func day(_ time: Timestamp) -> DisplayText {
        DisplayText(untrusted: dayAndClock(time).prefix(10))
    }

    /// `2026-05-01 14:31:07.250 +11:00`.
    func full(_ time: Timestamp) -> DisplayText {
        let fraction = Int(((time.milliseconds % 1000) + 1000) % 1000)
        let padded = String(repeating: "0", count: fraction < 10 ? 2 : fraction < 100 ? 1 : 0) + "\(fraction)"
        return "\(day(time)) \(clock(time)).\(padded) \(offset(at: time))"
    }

    /// `+11:00`.
    func offset(at time: Timestamp) -> DisplayText {
        let seconds = zone.secondsFromUTC(at: time)
        let minutes = abs(seconds) / 60
        return DisplayText(untrusted: "\(seconds < 0 ? "-" : "+")\(Self.two(minutes / 60)):\(Self.two(minutes % 60))")
    }

    private func dayAndClock(_ time: Timestamp) -> String {
        time.text(secondsFromUTC: zone.secondsFromUTC(at: time))
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}

/// Lengths of time and numbers as people read them.
enum Readable {
    /// `4 s`, `12 min`, `3 h`, `2 d`.
    static func age(_ duration: Duration) -> DisplayText {
        let seconds = max(0, duration.milliseconds / 1000)
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min"
        case ..<172_800: return "\(seconds / 3600) h"
        default: return "\(seconds / 86_400) d"
        }
    }

    /// `1,203,411`.
    static func count(_ number: Int64) -> DisplayText {
        var digits = String(abs(number))
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        groups.insert(digits, at: 0)
        return DisplayText(untrusted: (number < 0 ? "-" : "") + groups.joined(separator: ","))
    }

    /// `0/s`, `0.4/s`, `42/s`.
    static func rate(_ perSecond: Double) -> DisplayText {
        guard perSecond.isFinite, perSecond > 0 else { return "0/s" }
        if perSecond >= 10 { return "\(count(Int64(perSecond.rounded())))/s" }
        let tenths = Int64((perSecond * 10).rounded())
        return tenths == 0 ? "<0.1/s" : "\(tenths / 10).\(tenths % 10)/s"
    }
}
