import CoreServices
import Primitives
import TerminalKit

/// Draws what all sponsors have together, and why entries are nobody's.
struct SponsorTotalsView {
    let state: ConsoleState

    func draw(_ places: SponsorPlaces, into grid: inout Grid) {
        guard let board = state.sponsors.board else { return }
        let people = StyledText("people in all ", .muted) + StyledText(Readable.count(Int64(board.people)), .strong)
        let entries = StyledText("entries ", .muted) + StyledText(Readable.count(Int64(board.entries)))
        let excluded =
            StyledText("left out for lack of consent ", .muted)
            + StyledText(Readable.count(Int64(board.excluded)), board.excluded > 0 ? .levelWarning : .muted)
        SegmentLine.draw(
            left: [Segment(people), Segment(entries, priority: 1), Segment(excluded, priority: 2)],
            into: &grid,
            in: places.total
        )
        guard !places.reasons.isEmpty, !board.reasons.isEmpty else { return }
        let reasons = board.reasons.map { "\(DisplayText(untrusted: $0.reason)) \(Readable.count(Int64($0.entries)))" }
        SegmentLine.draw(
            left: [Segment(StyledText("unattributed: \(reasons.joined(separator: ", "))", .muted))],
            right: [Segment(StyledText("A adds the sponsor they are for", .muted), priority: 1)],
            into: &grid,
            in: places.reasons
        )
    }
}
