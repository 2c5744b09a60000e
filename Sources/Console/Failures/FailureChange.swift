package import CoreServices
import Primitives
package import TerminalKit

/// A change to a request that is asked about: from what to what, and how far its lines are scrolled.
package struct FailureChange: Sendable, Equatable {
    package var step: Int64
    package var revision: Int
    package var request: RenderedRequest
    /// Removed and added lines, as they stand on the screen.
    package var lines: [StyledText]
    package var first = 0

    init(step: Int64, revision: Int, from old: RenderedRequest, to new: RenderedRequest, room: Int, isRevealed: Bool) {
        self.step = step
        self.revision = revision
        request = new
        lines = Self.lines(from: old, to: new, room: room, isRevealed: isRevealed)
    }

    /// What differs between two requests, `-` before what goes and `+` before what comes.
    static func lines(
        from old: RenderedRequest,
        to new: RenderedRequest,
        room: Int,
        isRevealed: Bool
    ) -> [StyledText] {
        func shown(_ text: String) -> String { isRevealed ? text : PersonalData.maskedJSON(text) }
        var lines: [StyledText] = []
        var removed: [String] = []
        for line in LineDiff.lines(from: old.text, to: new.text) {
            switch line {
            case .removed(let text): removed.append(text)
            case .added(let text):
                // The line that it takes the place of, so that of long ones only what differs needs to show.
                let partner = removed.isEmpty ? nil : removed.removeFirst()
                if let partner {
                    let (before, after) = Self.shortened(shown(partner), shown(text), room: room - 2)
                    lines.append(StyledText("- \(before)", .statusFailed))
                    lines.append(StyledText("+ \(after)", .statusSuccess))
                    if before == after { lines.append(StyledText("  differs where it is hidden", .muted)) }
                } else {
                    lines.append(StyledText("+ \(shown(text))", .statusSuccess))
                }
            case .same(let text):
                lines += removed.map { StyledText("- \(shown($0))", .statusFailed) }
                removed = []
                lines.append(StyledText("  \(shown(text))", .muted))
            case .skipped(let count):
                lines += removed.map { StyledText("- \(shown($0))", .statusFailed) }
                removed = []
                lines.append(StyledText("  \(count) \(count == 1 ? "line" : "lines") the same", .muted))
            }
        }
        lines += removed.map { StyledText("- \(shown($0))", .statusFailed) }
        return lines.flatMap { line in
            let slot = line.spans.first?.slot ?? .text
            let sign = line.text.prefix(columns: 2)
            let rest = line.text.dropping(columns: 2).wrapped(to: max(8, room - 2))
            return rest.enumerated().map { StyledText(($0.offset == 0 ? sign : "  ") + $0.element, slot) }
        }
    }

    /// Two long lines without most of what they begin and end with alike.
    private static func shortened(_ old: String, _ new: String, room: Int) -> (String, String) {
        guard max(old.count, new.count) > room else { return (old, new) }
        let kept = max(4, room / 4)
        let start = zip(old, new).prefix { $0 == $1 }.count
        let shorter = min(old.count, new.count) - start
        let end = min(shorter, zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count)
        func cut(_ text: String) -> String {
            let head = start > kept + 2 ? "…" + text.prefix(start).suffix(kept) : String(text.prefix(start))
            let middle = text.dropFirst(start).dropLast(end)
            let tail = end > kept + 2 ? String(text.suffix(end).prefix(kept)) + "…" : String(text.suffix(end))
            return head + middle + tail
        }
        return (cut(old), cut(new))
    }
}
