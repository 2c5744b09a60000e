import CoreServices
import Primitives
import TerminalKit

/// Draws the first line: whose board this is, how fast events come, what was refused, what time it is.
struct HeaderView {
    let state: ConsoleState

    func draw(into grid: inout Grid, in rect: Rect) {
        grid.clear(rect, ground: .header)
        let glyphs = grid.glyphs
        let clock = ClockText(zone: state.setting.zone)
        let trouble = state.hasRoomForTrouble ? nil : state.troubleWords
        let left = [
            Segment(StyledText(trouble ?? .empty, .levelError)),
            Segment(StyledText("callboard", .title), priority: 8),
            Segment(StyledText(DisplayText(untrusted: state.setting.eventName), .header), priority: 5),
        ]
        let statistics = state.header.statistics
        let rate = state.header.rate(now: state.now).map(Readable.rate) ?? "\(glyphs.ellipsis)/s"
        let spark = Sparkline.text(
            statistics.storedByMinute.map(Double.init),
            width: sparklineWidth,
            glyphs: glyphs
        )
        let right = [
            Segment(StyledText(spark, .chartMid), priority: 7),
            Segment(StyledText(rate, .strong), priority: 2),
            Segment(lastText, priority: 4),
            Segment(refusedText(glyphs), priority: 3),
            Segment(deadText(glyphs)),
            Segment(breakerText, priority: 1),
            Segment(
                StyledText("\(clock.clock(state.now)) ", .header)
                    + StyledText(clock.offset(at: state.now), .muted),
                priority: 6
            ),
        ]
        SegmentLine.draw(left: left, right: right, into: &grid, in: rect)
    }

    private var sparklineWidth: Int {
        switch state.size.columns {
        case 170...: 60
        case 120...: 30
        default: 15
        }
    }

    private var lastText: StyledText {
        guard let last = state.header.statistics.lastReceivedAt else { return StyledText("no event yet", .muted) }
        return StyledText("last ", .muted) + StyledText("\(Readable.age(state.now.since(last))) ago", .header)
    }

    private func refusedText(_ glyphs: Glyphs) -> StyledText {
        let count = state.header.statistics.rejectedLastHour
        guard count > 0 else { return StyledText("0 refused", .muted) }
        return StyledText("\(Readable.count(Int64(count))) refused \(glyphs.exclamation)", .levelWarning)
    }

    private func deadText(_ glyphs: Glyphs) -> StyledText {
        guard state.trouble.dead > 0 else { return StyledText() }
        return StyledText("\(Readable.count(Int64(state.trouble.dead))) dead \(glyphs.warning)", .statusDead)
    }

    private var breakerText: StyledText {
        let names = state.trouble.openBreakers
        guard let first = names.first else { return StyledText() }
        return names.count == 1
            ? StyledText("breaker: \(DisplayText(untrusted: first)) open", .levelError)
            : StyledText("\(names.count) breakers open", .levelError)
    }
}
