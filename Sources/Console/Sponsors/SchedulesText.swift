import CoreServices
import Primitives
import TerminalKit

/// Each schedule: what it makes and when, what comes next, and what came of the last times.
struct SchedulesText {
    let state: ConsoleState

    private static let runsShown = 5

    private var clock: ClockText { ClockText(zone: state.setting.zone) }
    private var width: Int { max(10, state.layout.detail.columns - 4) }

    var lines: [StyledText] {
        guard let opened = state.sponsors.schedules else { return [] }
        if let failure = opened.failure { return [StyledText(DisplayText(untrusted: failure.reason), .levelError)] }
        guard let rows = opened.rows else { return [StyledText("reading", .muted)] }
        guard !rows.isEmpty else {
            return [
                StyledText("Nothing is done by itself.", .strong),
                StyledText("leads.schedules in callboard.json5 has files written,", .muted),
                StyledText("reports made and leads delivered every few minutes,", .muted),
                StyledText("at a time of day, or when the event closes.", .muted),
            ]
        }
        return rows.flatMap(lines)
    }

    private func lines(_ row: LeadScheduleRow) -> [StyledText] {
        var fields: [KeyValueList.Row] = []
        fields.append(KeyValueList.Row("makes", StyledText(DisplayText(untrusted: row.schedule.productWords))))
        fields.append(KeyValueList.Row("when", StyledText(DisplayText(untrusted: row.schedule.timeWords))))
        fields.append(
            KeyValueList.Row("next", StyledText(row.nextAt.map(clock.full) ?? "never again", .muted))
        )
        if row.runs.isEmpty { fields.append(KeyValueList.Row("last", StyledText("not yet", .muted))) }
        let runs = row.runs.prefix(Self.runsShown).map { run in
            KeyValueList.Row(clock.clock(run.startedAt), outcome(run))
        }
        return [StyledText(DisplayText(untrusted: row.schedule.name), .strong)]
            + WrappedList.lines(fields + runs, width: width) + [StyledText()]
    }

    private func outcome(_ run: LeadScheduleRun) -> StyledText {
        let counts: DisplayText =
            run.state == .done && run.leads > 0
            ? "\(Readable.count(Int64(run.leads))) \(run.leads == 1 ? "lead" : "leads"), " : ""
        return StyledText(counts + DisplayText(untrusted: run.outcomeWords), slot(run.state))
    }

    private func slot(_ state: LeadScheduleRun.State) -> StyleSlot {
        switch state {
        case .done: .text
        case .running: .levelInfo
        case .failed: .levelError
        case .interrupted: .levelWarning
        }
    }
}
