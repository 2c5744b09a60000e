import CoreServices
import Primitives
import TerminalKit

/// One row of the list of destinations, column by column.
struct DestinationRowText {
    let row: DestinationRow
    let state: ConsoleState
    let glyphs: Glyphs

    private static let sparklineColumns = 12

    /// Lists at least so wide tell the state in whole.
    private static let wholeColumns = 70

    static func columns(width: Int) -> [TableColumn] {
        [
            TableColumn("", .fixed(1)),
            TableColumn("destination", .flexible(minimum: 12, weight: 2)),
            TableColumn("state", .flexible(minimum: width < wholeColumns ? 11 : 31, weight: 3)),
            TableColumn("kind", .fixed(10), priority: 9),
            TableColumn("wait", .fixed(6), alignment: .right, priority: 1),
            TableColumn("flight", .fixed(6), alignment: .right, priority: 6),
            TableColumn("dead", .fixed(5), alignment: .right),
            TableColumn("p50", .fixed(6), alignment: .right, priority: 8),
            TableColumn("p95", .fixed(6), alignment: .right, priority: 4),
            TableColumn("sent 60 min", .fixed(sparklineColumns), priority: 7),
            TableColumn("failed", .fixed(sparklineColumns), priority: 3),
            TableColumn("last ok", .fixed(10), alignment: .right, priority: 2),
            TableColumn("last failure", .fixed(12), alignment: .right, priority: 5),
        ]
    }

    func cell(_ column: Int) -> StyledText {
        switch column {
        case 0: sign
        case 1: StyledText(DisplayText(untrusted: row.name), .strong)
        case 2: Self.standing(row, state)
        case 3: StyledText(DisplayText(untrusted: row.kind), .muted)
        case 4: Readable.quietZero(row.waiting, .statusWaiting)
        case 5: Readable.quietZero(row.inFlight, .statusRunning)
        case 6: Readable.quietZero(row.dead, .statusDead)
        case 7: latency(row.medianMilliseconds)
        case 8: latency(row.p95Milliseconds)
        case 9: sparkline(row.attemptsByMinute, .chartMid)
        case 10: sparkline(row.failuresByMinute, .chartHigh)
        case 11: age(row.lastSuccessAt)
        default: age(row.lastFailureAt)
        }
    }

    /// How it stands, in words, what a person did before what the machine did.
    static func standing(_ row: DestinationRow, _ state: ConsoleState) -> StyledText {
        let words = HoldText(state: state)
        let clock = ClockText(zone: state.setting.zone)
        if let pause = row.pause { return StyledText(words.paused(pause), .levelWarning) }
        switch row.breaker {
        case .open(let since, let probeAt):
            let time = clock.short(since, now: state.now)
            return StyledText("open since \(time), \(words.probe(at: probeAt))", .levelError)
        case .halfOpen: return StyledText("half-open, a probe is out", .levelWarning)
        case .closed: break
        }
        if let until = row.quietUntil, until > state.now {
            return StyledText("asks for quiet, \(words.left(until)) more", .levelWarning)
        }
        if !row.isConfigured { return StyledText("not configured any more", .levelWarning) }
        return StyledText("closed, well", .statusSuccess)
    }

    private var sign: StyledText {
        if row.pause != nil { return StyledText(glyphs.pause, .levelWarning) }
        switch row.breaker {
        case .open: return StyledText(glyphs.cross, .levelError)
        case .halfOpen: return StyledText(glyphs.dottedCircle, .levelWarning)
        case .closed: break
        }
        if !row.isConfigured { return StyledText(glyphs.exclamation, .levelWarning) }
        if let until = row.quietUntil, until > state.now { return StyledText(glyphs.dottedCircle, .levelWarning) }
        return StyledText(glyphs.check, .statusSuccess)
    }

    private func latency(_ milliseconds: Int?) -> StyledText {
        milliseconds.map { StyledText(Readable.latency(milliseconds: $0)) } ?? StyledText(glyphs.dash, .muted)
    }

    private func sparkline(_ byMinute: [Int], _ slot: StyleSlot) -> StyledText {
        let text = Readable.sparkline(byMinute, width: Self.sparklineColumns, glyphs: glyphs)
        return StyledText(text, byMinute.allSatisfy { $0 == 0 } ? .muted : slot)
    }

    private func age(_ time: Timestamp?) -> StyledText {
        guard let time else { return StyledText("never", .muted) }
        return StyledText("\(Readable.age(state.now.since(time))) ago", .muted)
    }
}

extension DestinationRow {
    /// Whether somebody should look at it.
    var isTroubled: Bool { breaker != .closed || pause != nil || dead > 0 || !isConfigured }
}
