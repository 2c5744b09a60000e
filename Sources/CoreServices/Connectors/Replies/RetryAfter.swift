import Primitives

/// How long a reply asks to wait.
enum RetryAfter {
    /// Longer waits are cut to this: a wrong clock at the remote must not hold a step for years.
    static let longest = Duration.seconds(86_400)

    /// `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), else `X-RateLimit-Reset` in seconds of the
    /// epoch or from now; `nil` when the reply says nothing that can be read.
    static func read(_ reply: HTTPReply, now: Timestamp) -> Duration? {
        if let value = reply.header("Retry-After") {
            let text = String(value.drop { $0 == " " }.prefix(64))
            if let seconds = number(text) { return min(.milliseconds(Int64(seconds * 1000)), longest) }
            if let date = date(text) { return clamped(date.since(now)) }
        }
        if let value = reply.header("X-RateLimit-Reset"), let seconds = number(String(value.prefix(64))) {
            // What is larger than a year is a time, not a wait.
            if seconds < 31_536_000 { return min(.milliseconds(Int64(seconds * 1000)), longest) }
            return clamped(.milliseconds(Int64(seconds) * 1000 - now.milliseconds))
        }
        return nil
    }

    private static func clamped(_ duration: Duration) -> Duration {
        min(max(duration, .zero), longest)
    }

    private static func number(_ text: String) -> Double? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
            let number = Double(text), number < 1e11
        else { return nil }
        return number
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers may send today.
    static func date(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT" || words[5] == "UTC",
            let month = months.firstIndex(of: String(words[2])),
            let day = Int(words[1]), (1...31).contains(day), let year = Int(words[3]), (1970...9999).contains(year)
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        let days = Int64(CivilDate(year: year, month: month + 1, day: day).daysSinceEpoch)
        let seconds = days * 86_400 + Int64(clock[0] * 3600 + clock[1] * 60 + clock[2])
        return Timestamp(milliseconds: seconds * 1000)
    }
}
