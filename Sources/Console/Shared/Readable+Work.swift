import Primitives
import TerminalKit

extension Readable {
    /// `210 ms`, `1.4 s`, `12 s`, `3 min`.
    static func latency(milliseconds: Int) -> DisplayText {
        switch max(0, milliseconds) {
        case ..<1000: "\(max(0, milliseconds)) ms"
        case ..<9950: "\((milliseconds + 50) / 1000).\((milliseconds + 50) % 1000 / 100) s"
        default: age(.milliseconds(milliseconds))
        }
    }

    /// `99.2 %`, rounded down so that only all is 100 %.
    static func share(_ part: Int, of whole: Int) -> DisplayText {
        guard whole > 0 else { return "" }
        let tenths = part * 1000 / whole
        return tenths >= 1000 ? "100 %" : "\(tenths / 10).\(tenths % 10) %"
    }

    /// Figures by the minute in fewer columns, each of several minutes.
    static func sparkline(_ byMinute: [Int], width: Int, glyphs: Glyphs) -> DisplayText {
        guard width > 0, !byMinute.isEmpty else { return .empty }
        let minutes = max(1, byMinute.count / width)
        let sums = stride(from: 0, to: byMinute.count, by: minutes).map { begin in
            Double(byMinute[begin..<min(begin + minutes, byMinute.count)].reduce(0, +))
        }
        return Sparkline.text(sums, width: width, glyphs: glyphs)
    }

    /// A number that may be overlooked when it is 0, and has a look of its own when it is not.
    static func quietZero(_ number: Int, _ slot: StyleSlot) -> StyledText {
        StyledText(count(Int64(number)), number == 0 ? .muted : slot)
    }

    /// Who somebody is, without the machine they sat at: `mira`.
    static func account(_ by: String) -> DisplayText {
        DisplayText(untrusted: by.split(separator: "@").first.map(String.init) ?? by)
    }
}

extension ClockText {
    /// `13:58`, or `2 d ago` when that was not within the day.
    func short(_ time: Timestamp, now: Timestamp) -> DisplayText {
        let age = now.since(time)
        return age > .seconds(86_400) ? "\(Readable.age(age)) ago" : clock(time).prefix(columns: 5)
    }
}
