import CoreServices
import Primitives
import TerminalKit

/// An entry of the record whole.
struct AuditDetailText {
    let entry: AuditEntry
    let state: ConsoleState

    var lines: [StyledText] {
        let width = max(10, state.layout.detail.columns - 4)
        let reason = entry.reason.isEmpty ? "none given" : shown(entry.reason)
        var lines = WrappedList.lines(
            [
                KeyValueList.Row("number", StyledText(Readable.count(entry.number))),
                KeyValueList.Row("when", StyledText(ClockText(zone: state.setting.zone).full(entry.at))),
                KeyValueList.Row("who", StyledText(DisplayText(untrusted: entry.by))),
                KeyValueList.Row("act", StyledText(DisplayText(untrusted: entry.act), .strong)),
                KeyValueList.Row("subject", StyledText(shown(entry.subject))),
                KeyValueList.Row("reason", StyledText(reason, entry.reason.isEmpty ? .muted : .text)),
            ],
            width: width
        )
        for (name, text) in [("before", entry.before), ("after", entry.after)] {
            lines += [StyledText(), StyledText(DisplayText(untrusted: name), .title)]
            lines += text.isEmpty ? [StyledText("nothing to say", .muted)] : body(text, width: width)
        }
        let hash = DisplayText(untrusted: entry.hash).wrapped(to: width).map { StyledText($0, .muted) }
        return lines + [StyledText(), StyledText("hash, over this entry and the one before", .title)] + hash
    }

    private func body(_ text: String, width: Int) -> [StyledText] {
        let shown = state.isRevealed ? text : PersonalData.maskedJSON(text)
        return DisplayText.lines(untrusted: shown).flatMap { $0.wrapped(to: width) }.map { StyledText($0) }
    }

    private func shown(_ text: String) -> DisplayText {
        RunText.shown(text, state.isRevealed)
    }
}
