import CoreServices
import Primitives
import TerminalKit

/// Draws what a group of failures means and what helps, in plain words.
struct FailureAdviceView {
    let group: FailureGroup
    let words: FailureWords

    func draw(into grid: inout Grid, in rect: Rect) {
        let area = rect.inset(columns: 1)
        let shown = fitting(area)
        for (index, line) in shown.prefix(area.rows).enumerated() {
            grid.put(line.truncated(to: area.columns), row: area.row + index, column: area.column, in: area)
        }
    }

    /// The cause and the remedy are never left out for what comes after them.
    private func fitting(_ area: Rect) -> [StyledText] {
        let cause = StyledText(words.remote(group.cause), .strong).wrapped(to: area.columns)
        let remedy = StyledText(words.remote(group.remedy), .accent).wrapped(to: area.columns)
        guard area.rows >= 5 else {
            // One line for the cause, the rest for what to do; the wider of the two gets the odd one.
            let causes = min(cause.count, remedy.isEmpty ? area.rows : max(1, area.rows - remedy.count))
            return cut(cause, to: causes, area.columns) + cut(remedy, to: area.rows - causes, area.columns)
        }
        let what = StyledText(words.what(group), .statusFailed).truncated(to: area.columns)
        var lines = cut(cause, to: 2, area.columns)
        lines += cut(remedy, to: 2, area.columns)
        lines = [what] + lines
        if let seen = group.acknowledgement {
            let note = seen.reason.isEmpty ? DisplayText.empty : ": \(DisplayText(untrusted: seen.reason))"
            lines.append(StyledText("seen by \(seen.by) at \(words.when(seen.at))\(note)", .muted))
        } else if let hold = words.holdSentence(group) {
            lines.append(StyledText(hold, .statusWaiting))
        } else {
            lines.append(
                FailureWords.counts(dead: group.dead, waiting: group.waiting)
                    + StyledText(", last \(Readable.age(words.now.since(group.lastAt))) ago, ", .muted)
                    + words.condition(group, isShort: false)
            )
        }
        return lines
    }

    /// At most so many lines, the last of them with `…` if there are more.
    private func cut(_ lines: [StyledText], to count: Int, _ columns: Int) -> [StyledText] {
        guard lines.count > count, count > 0 else { return Array(lines.prefix(max(0, count))) }
        var kept = Array(lines.prefix(count))
        kept[count - 1] = (kept[count - 1] + StyledText(" ") + lines[count]).truncated(to: columns - 1)
        if kept[count - 1].text.string.last != "…" {
            kept[count - 1] += StyledText("…", kept[count - 1].spans.first?.slot ?? .text)
        }
        return kept
    }
}
