import CoreServices
import Primitives
import TerminalKit

/// Draws an open run: its title, when and on what it ran, and its timeline.
struct RunView {
    let run: OpenedRun
    let state: ConsoleState

    func draw(into grid: inout Grid, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let (top, belowTop) = rect.splitTop(1)
        let (second, body) = belowTop.splitTop(1)
        guard let detail = run.detail else {
            SegmentLine.draw(left: [Segment(StyledText("run \(run.id)", .muted))], into: &grid, in: top)
            drawNothing(into: &grid, in: body)
            return
        }
        drawTitle(detail.run, into: &grid, in: top)
        drawSubtitle(detail.run, into: &grid, in: second)
        drawTimeline(RunTimeline(detail, state: state, glyphs: grid.glyphs), into: &grid, in: body)
    }

    private func drawNothing(into grid: inout Grid, in rect: Rect) {
        if let failure = run.failure {
            EmptyState.draw(
                title: "This run could not be read",
                hints: [DisplayText(untrusted: failure.reason)],
                into: &grid,
                in: rect
            )
        } else if run.isMissing {
            EmptyState.draw(
                title: "There is no run \(run.id) any more",
                hints: ["What is older than the journal keeps is taken away.  Esc goes back"],
                into: &grid,
                in: rect
            )
        }
    }

    private func drawTitle(_ row: RunRow, into grid: inout Grid, in line: Rect) {
        let dot = StyledText(" \(grid.glyphs.middleDot) ", .muted)
        var title = StyledText("run \(row.id)  ", .muted)
        title += StyledText(DisplayText(untrusted: row.workflow), .strong) + StyledText(" v\(row.version)", .muted)
        title += dot + StyledText(DisplayText(untrusted: row.eventName))
        let person = PersonText.shown(row.person, isRevealed: state.isRevealed)
        if !person.isEmpty { title += dot + StyledText(person) }
        let word = RunText.sign(of: row.state, grid.glyphs) + " " + RunText.word(of: row.state)
        SegmentLine.draw(left: [Segment(title)], right: [Segment(word)], into: &grid, in: line)
    }

    private func drawSubtitle(_ row: RunRow, into grid: inout Grid, in line: Rect) {
        let clock = ClockText(zone: state.setting.zone)
        let glyphs = grid.glyphs
        var times: DisplayText = "\(clock.day(row.startedAt)) \(clock.clock(row.startedAt))"
        if let finished = row.finishedAt {
            times += " \(glyphs.arrowRight) \(clock.clock(finished))"
        }
        var right = [Segment(StyledText("event \(row.eventSequence)", .muted), priority: 1)]
        if let original = row.replayOf {
            right.insert(Segment(StyledText("replay of run \(original)", .levelInfo), priority: 2), at: 0)
        }
        if state.isRevealed, state.layout.statusLine.isEmpty {
            right.append(Segment(StyledText("personal data shown, v hides it", .levelWarning), priority: 0))
        }
        SegmentLine.draw(left: [Segment(StyledText(times, .muted))], right: right, into: &grid, in: line)
    }

    private func drawTimeline(_ timeline: RunTimeline, into grid: inout Grid, in rect: Rect) {
        let area = rect.inset(columns: 1)
        let needsBar = timeline.lines.count > area.rows
        let room = needsBar ? area.splitRight(2).rest : area
        let first = run.list.first
        let selected = timeline.items.indices.contains(run.selected) ? timeline.items[run.selected].line : nil
        for offset in 0..<min(room.rows, max(0, timeline.lines.count - first)) {
            let index = first + offset
            let place = room.line(offset)
            grid.put(timeline.lines[index].truncated(to: room.columns), row: place.row, column: place.column, in: room)
            guard index == selected else { continue }
            grid.put(grid.glyphs.selection, row: place.row, column: rect.column, .accent)
            grid.overlay(Rect(row: place.row, column: rect.column, rows: 1, columns: room.columns + 1), .rowSelected)
        }
        Scrollbar.draw(first: first, visible: area.rows, total: timeline.lines.count, into: &grid, in: area)
    }
}
