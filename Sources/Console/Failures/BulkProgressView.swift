import CoreServices
import Primitives
import TerminalKit

/// Draws how a retry of many goes: how far it is and where it stands, in words.
struct BulkProgressView {
    let bulk: BulkRetry

    func draw(into grid: inout Grid, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let glyphs = grid.glyphs
        let far = StyledText("retry \(count(bulk.released)) of \(count(bulk.total)) sent", .strong)
        let well = StyledText("\(count(bulk.succeeded)) succeeded", .statusSuccess)
        let failed = StyledText(
            "\(count(bulk.failedAgain)) failed again",
            bulk.failedAgain > 0 ? .statusFailed : .muted
        )
        let share = bulk.total == 0 ? 1 : Double(bulk.succeeded + bulk.failedAgain) / Double(bulk.total)
        guard rect.rows >= 2 else {
            let short = StyledText("retry \(count(bulk.released))/\(count(bulk.total))", .strong)
            SegmentLine.draw(
                left: [Segment(short), Segment(bulk.failedAgain > 0 ? failed : well, priority: 1)],
                right: [Segment(StyledText(shortState, slot))],
                into: &grid,
                in: rect,
                gap: 2
            )
            return
        }
        let bar = StyledText(Bar.text(share: share, width: 20, glyphs: glyphs), .accent)
        SegmentLine.draw(
            left: [Segment(far), Segment(bar, priority: 2), Segment(well), Segment(failed)],
            right: [Segment(StyledText("begun by \(bulk.note.by)", .muted), priority: 3)],
            into: &grid,
            in: rect.line(0)
        )
        SegmentLine.draw(
            left: [Segment(StyledText(bulk.words, slot))],
            right: [Segment(StyledText(key, .muted))],
            into: &grid,
            in: rect.line(1)
        )
    }

    private var slot: StyleSlot {
        switch bulk.state {
        case .probing, .running: .statusRunning
        case .probeFailed: .statusFailed
        case .stopped: .levelWarning
        case .done: .statusSuccess
        }
    }

    private var shortState: DisplayText {
        switch bulk.state {
        case .probing: "probing"
        case .running: "S stops"
        case .probeFailed: "probe failed"
        case .stopped: "stopped, S"
        case .done: "done"
        }
    }

    private var key: DisplayText {
        switch bulk.state {
        case .probing, .running: "S stops it"
        case .probeFailed, .stopped: "S goes on"
        case .done: ""
        }
    }

    private func count(_ number: Int) -> DisplayText { Readable.count(Int64(number)) }
}
