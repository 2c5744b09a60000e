import CoreServices
import Primitives
import TerminalKit

/// One row of the list of workflows, column by column.
struct WorkflowRowText {
    let row: WorkflowRow
    let state: ConsoleState
    let glyphs: Glyphs

    private static let sparklineColumns = 12
    /// Lists at least so wide have room for whole names.
    private static let wideColumns = 100
    /// The column that says why a workflow does not get on.
    static let holdColumn = 13

    /// The columns of the list; the one for what holds workflows back only where there is something to say.
    static func columns(hasHold: Bool, width: Int) -> [TableColumn] {
        let columns = [
            TableColumn("", .fixed(1)),
            TableColumn("state", .fixed(8)),
            TableColumn("workflow", .flexible(minimum: width < wideColumns ? 16 : 26, weight: 4)),
            TableColumn("scope", .flexible(minimum: 10, weight: 1), priority: 7),
            TableColumn("trigger", .flexible(minimum: 14, weight: 2), priority: 6),
            TableColumn("today", .fixed(6), alignment: .right, priority: 2),
            TableColumn("ok", .fixed(6), alignment: .right, priority: 2),
            TableColumn("flight", .fixed(6), alignment: .right, priority: 8),
            TableColumn("wait", .fixed(5), alignment: .right, priority: 1),
            TableColumn("dead", .fixed(5), alignment: .right),
            TableColumn("p50", .fixed(6), alignment: .right, priority: 9),
            TableColumn("p95", .fixed(6), alignment: .right, priority: 5),
            TableColumn("last 60 min", .fixed(sparklineColumns), priority: 3),
        ]
        return hasHold ? columns + [TableColumn("", .flexible(minimum: 24, weight: 2), priority: 4)] : columns
    }

    func cell(_ column: Int) -> StyledText {
        switch column {
        case 0: sign
        case 1: word
        case 2: StyledText(DisplayText(untrusted: row.name), .strong) + StyledText(" v\(row.version)", .muted)
        case 3: StyledText(Self.scope(row.scope), .muted)
        case 4: StyledText(Self.trigger(row.trigger))
        case 5: Readable.quietZero(row.startedToday, .text)
        case 6: share
        case 7: Readable.quietZero(row.inFlight, .statusRunning)
        case 8: Readable.quietZero(row.waiting, .statusWaiting)
        case 9: Readable.quietZero(row.dead, .statusDead)
        case 10: latency(row.medianMilliseconds)
        case 11: latency(row.p95Milliseconds)
        case 12:
            StyledText(
                Readable.sparkline(row.startedByMinute, width: Self.sparklineColumns, glyphs: glyphs),
                .chartMid
            )
        default: StyledText(Self.hold(row, state) ?? .empty, row.isEnabled ? .levelWarning : .muted)
        }
    }

    /// Why it does not get on; `nil` when it does.
    static func hold(_ row: WorkflowRow, _ state: ConsoleState) -> DisplayText? {
        if !row.isLoaded { return "its file is gone or bad; runs that began go on" }
        if !row.isEnabled {
            guard let note = row.change else { return "disabled" }
            let clock = ClockText(zone: state.setting.zone)
            let who: DisplayText = "disabled by \(Readable.account(note.by)) \(clock.short(note.at, now: state.now))"
            return note.reason.isEmpty ? who : "\(who): \(DisplayText(untrusted: note.reason))"
        }
        return row.hold.map(HoldText(state: state).text)
    }

    static func scope(_ scope: WorkflowScope) -> DisplayText {
        switch scope {
        case .workspace: "workspace"
        case .site(let name): "site \(DisplayText(untrusted: name))"
        case .card(let name): "card \(DisplayText(untrusted: name))"
        }
    }

    private var sign: StyledText {
        if !row.isLoaded { return StyledText(glyphs.exclamation, .levelError) }
        if !row.isEnabled { return StyledText(glyphs.pause, .muted) }
        return row.hold == nil
            ? StyledText(glyphs.triangleRight, .statusSuccess) : StyledText(glyphs.dottedCircle, .levelWarning)
    }

    private var word: StyledText {
        if !row.isLoaded { return StyledText("no file", .levelError) }
        if !row.isEnabled { return StyledText("disabled", .muted) }
        return row.hold == nil ? StyledText("on", .statusSuccess) : StyledText("held", .levelWarning)
    }

    /// `DataCapturedQualified`: what all names of entries begin with tells nothing.
    static func trigger(_ name: String) -> DisplayText {
        let prefix = "Gameplay."
        return DisplayText(untrusted: name.hasPrefix("\(prefix)Data") ? String(name.dropFirst(prefix.count)) : name)
    }

    /// Of the runs that have ended.
    private var share: StyledText {
        let ended = row.succeededToday + row.failedToday
        guard ended > 0 else { return StyledText(glyphs.dash, .muted) }
        let slot: StyleSlot = row.succeededToday * 100 < ended * 95 ? .statusFailed : .text
        return StyledText(Readable.share(row.succeededToday, of: ended), slot)
    }

    private func latency(_ milliseconds: Int?) -> StyledText {
        milliseconds.map { StyledText(Readable.latency(milliseconds: $0)) } ?? StyledText(glyphs.dash, .muted)
    }
}

extension WorkflowRow {
    /// Whether somebody should look at it.
    var isTroubled: Bool { dead > 0 || hold != nil || !isLoaded }
}
