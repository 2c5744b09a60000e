import Primitives
import TerminalKit

/// The keys that work where someone is, and how filters are written.
struct HelpText {
    let keymap: Keymap<ConsoleCommand, ConsoleState>
    let state: ConsoleState

    /// Wider lines are hard to follow from the key to its meaning.
    private static let widestColumns = 100

    /// All lines; as many of them with any glyphs.
    func lines(_ glyphs: Glyphs) -> [StyledText] {
        HelpOverlay.lines(keymap.help(in: state.paneContexts), state: state, glyphs: glyphs, width: width)
            + [StyledText(), StyledText("Filters", .title)]
            + Self.filters.flatMap { HelpOverlay.entry($0.typed, $0.meaning, width: width) }
    }

    /// Lines that show at once.
    var visibleLines: Int { HelpOverlay.textRows(in: state.size.rows) }

    /// The line at the top when the end shows.
    var lastFirst: Int { max(0, lines(.ascii).count - visibleLines) }

    private var width: Int { min(Self.widestColumns, HelpOverlay.textColumns(in: state.size.columns)) }

    private static let filters: [(typed: DisplayText, meaning: DisplayText)] = [
        ("acme trivia", "both words, as beginnings, anywhere"),
        ("\"first prize\"", "these words in this order"),
        ("card:x  email:x  trigger:Prize.*", "in one field; also site, person, sponsor, source, endpoint"),
        ("body.form_fields.company:kg", "a value by its path"),
        ("since:15m  until:2026-05-01T09:30", "by time received"),
        ("-word  -card:x", "the opposite"),
    ]
}
