import CoreServices
import Primitives
import TerminalKit

/// Everything about the open destination, with times whole.
struct DestinationDetailText {
    let state: ConsoleState

    private var clock: ClockText { ClockText(zone: state.setting.zone) }
    private var width: Int { max(10, state.layout.detail.columns - 4) }

    var lines: [StyledText] {
        guard let row = state.destinations.target else {
            let name = DisplayText(untrusted: state.destinations.opened?.name ?? "")
            let text: DisplayText =
                state.destinations.list.isLoading
                ? "reading" : "there is no destination \(name) in the configuration, and nothing waits for it"
            return text.wrapped(to: width).map { StyledText($0, .muted) }
        }
        return advice(row) + wrapped(rows(row)) + charts(row)
    }

    /// What keeps it from getting on, and which key helps.
    private func advice(_ row: DestinationRow) -> [StyledText] {
        let text: DisplayText
        if row.pause != nil {
            text = "A person has paused it: what is for it waits, and P lets it go on."
        } else if case .open = row.breaker {
            text =
                "Too much of what went there failed, so what is for it waits. A probe tries again by itself; b tries now."
        } else if case .halfOpen = row.breaker {
            text = "One delivery is out to see whether it is well again; the others follow when it arrives."
        } else if row.dead > 0 {
            text = "It takes deliveries, but \(row.dead) of the past are dead; f shows why."
        } else {
            return []
        }
        return text.wrapped(to: width).map { StyledText($0, .levelInfo) } + [StyledText()]
    }

    private func rows(_ row: DestinationRow) -> [KeyValueList.Row] {
        var rows: [KeyValueList.Row] = []
        func add(_ name: DisplayText, _ value: DisplayText, _ slot: StyleSlot = .text) {
            rows.append(KeyValueList.Row(name, StyledText(value, slot)))
        }
        switch row.breaker {
        case .closed: add("breaker", "closed", .statusSuccess)
        case .open(let since, let probeAt):
            add("breaker", "open since \(clock.full(since))", .levelError)
            add("probe at", clock.full(probeAt))
        case .halfOpen(let since): add("breaker", "half-open since \(clock.full(since))", .levelWarning)
        }
        if let pause = row.pause {
            add("paused by", "\(DisplayText(untrusted: pause.by)) \(clock.full(pause.at))", .levelWarning)
            if !pause.reason.isEmpty { add("because", DisplayText(untrusted: pause.reason)) }
        }
        if let until = row.quietUntil { add("asked for quiet until", clock.full(until)) }
        if !row.isConfigured { add("configured", "no, not any more", .levelWarning) }
        add("kind", DisplayText(untrusted: row.kind))
        add("address", DisplayText(untrusted: row.address))
        add("at once", "\(row.concurrency)")
        add("rate", row.rate.map { "\(Readable.rate($0.perSecond)), \($0.burst) at a burst" } ?? "no limit")
        add("waiting", Readable.count(Int64(row.waiting)), row.waiting > 0 ? .statusWaiting : .text)
        add("in flight", Readable.count(Int64(row.inFlight)))
        add("dead", Readable.count(Int64(row.dead)), row.dead > 0 ? .statusDead : .text)
        let p50 = row.medianMilliseconds.map { Readable.latency(milliseconds: $0) } ?? "not known"
        add("p50, last hour", p50)
        add("p95, last hour", row.p95Milliseconds.map { Readable.latency(milliseconds: $0) } ?? "not known")
        add("last success", row.lastSuccessAt.map(clock.full) ?? "never")
        add("last failure", row.lastFailureAt.map(clock.full) ?? "never")
        return rows
    }

    private func charts(_ row: DestinationRow) -> [StyledText] {
        let columns = width >= 74 ? 60 : 30
        func line(_ name: DisplayText, _ figures: [Int], _ slot: StyleSlot) -> StyledText {
            let sum = Readable.count(Int64(figures.reduce(0, +)))
            return StyledText("\(name.padded(to: 10))", .dataKey)
                + StyledText(Readable.sparkline(figures, width: columns, glyphs: .unicode), slot)
                + StyledText(" \(sum)", .strong)
        }
        return [
            StyledText(), StyledText("the last 60 minutes", .muted),
            line("attempts", row.attemptsByMinute, .chartMid), line("failures", row.failuresByMinute, .chartHigh),
        ]
    }

    private func wrapped(_ rows: [KeyValueList.Row]) -> [StyledText] {
        WrappedList.lines(rows, width: width)
    }
}
