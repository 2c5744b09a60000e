import CoreServices
import Primitives
import TerminalKit

/// What goes on in the background, for the line below the list.
enum SponsorsProgressText {
    static func segments(_ state: ConsoleState, _ glyphs: Glyphs) -> [Segment] {
        var segments: [Segment] = []
        if let progress = state.sponsors.progress {
            let words: DisplayText = progress.kind == .export ? "exporting" : "looking at entries"
            segments.append(bar(words, progress.done, glyphs))
        }
        if let done = state.sponsors.board?.reattribution {
            segments.append(bar("giving entries to changed rules", done, glyphs))
        }
        if let waiting = state.sponsors.board?.waiting, waiting > 0 {
            let count = Readable.count(Int64(waiting))
            segments.append(Segment(StyledText("\(count) events not counted yet", .levelWarning), priority: 1))
        }
        return segments
    }

    private static func bar(_ words: DisplayText, _ done: Double, _ glyphs: Glyphs) -> Segment {
        let percent = Int(min(max(done, 0), 1) * 100)
        return Segment(
            StyledText("\(words) ", .levelInfo)
                + StyledText(Bar.text(share: done, width: 10, glyphs: glyphs), .chartMid)
                + StyledText(" \(percent) %", .strong)
        )
    }
}
