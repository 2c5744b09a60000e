import CoreServices
import Primitives
import TerminalKit

/// The link of a flow, whole where that leaves room for the rest, and the short one.
struct ConnectLinkText {
    let flow: ConnectFlow
    let state: ConsoleState
    let width: Int

    /// Lines that the whole link may take.
    private var most: Int { max(3, (state.layout.detail.rows - 2) / 3) }

    var lines: [StyledText] {
        guard flow.state != .details, let link = flow.link, link.remaining(at: state.now) != nil else { return [] }
        return address(DisplayText(untrusted: link.text)) + short(link)
    }

    /// From the left edge on, so that nothing stands between its pieces when they are selected.
    private func address(_ text: DisplayText) -> [StyledText] {
        let rows = (text.width + width - 1) / max(1, width)
        guard rows <= most else {
            let head = text.prefix(columns: max(1, width * 2 - 1)) + "…"
            let count = Readable.count(Int64(text.width))
            let advice: DisplayText = "\(count) characters: L prints it whole on one line, c copies it, w writes a file"
            return pieces(head)
                + advice.wrapped(to: max(10, width - ConnectFactLine.indent)).map {
                    StyledText(DisplayText(" ").repeated(ConnectFactLine.indent)) + StyledText($0, .levelInfo)
                }
        }
        return pieces(text)
    }

    private func pieces(_ text: DisplayText) -> [StyledText] {
        var rest = text
        var lines: [StyledText] = []
        while !rest.isEmpty {
            let piece = rest.prefix(columns: width)
            guard !piece.isEmpty else { break }
            lines.append(StyledText(piece, .accent))
            rest = rest.dropping(columns: piece.width)
        }
        return lines
    }

    private func short(_ link: ConnectLink) -> [StyledText] {
        guard let base = state.connect.listening?.runner?.base, state.connect.listening?.runner?.address != nil else {
            return ConnectFactLine.lines(
                "short link",
                StyledText("none, for nobody serves its page", .muted),
                width: width
            )
        }
        let text = DisplayText(untrusted: link.shortText(base: base))
        return ConnectFactLine.lines("short link", StyledText(text, .accent), width: width)
    }
}
