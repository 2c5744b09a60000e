import CoreServices
import Primitives
import TerminalKit

/// Everything about the person behind an open lead: who it is, at which sponsors, and every event across all cards.
struct LeadHistoryText {
    let lead: OpenedLead
    let state: ConsoleState

    private var clock: ClockText { ClockText(zone: state.setting.zone) }
    private var width: Int { max(10, state.layout.detail.columns - 4) }

    var lines: [StyledText] {
        guard let history = lead.history else {
            if let failure = lead.failure {
                return DisplayText(untrusted: failure.reason).wrapped(to: width).map { StyledText($0, .levelError) }
            }
            return [StyledText(lead.isMissing ? "this lead is not there any more" : "reading", .muted)]
        }
        return about(history) + [StyledText()] + entries(history).flatMap(\.lines)
    }

    /// Where an event stands among the lines.
    func line(ofEvent wanted: Int) -> Int? {
        guard let history = lead.history, wanted >= 0 else { return nil }
        var line = about(history).count + 1
        var event = 0
        for entry in history.entries {
            // An entry is told in one line, its events in one each.
            line += 1
            if wanted < event + entry.events.count { return line + wanted - event }
            event += entry.events.count
            line += entry.events.count
        }
        return nil
    }

    // MARK: - The person

    private func about(_ history: LeadHistory) -> [StyledText] {
        let row = history.lead
        var rows: [KeyValueList.Row] = []
        func add(_ name: DisplayText, _ value: StyledText) { rows.append(KeyValueList.Row(name, value)) }
        func add(_ name: DisplayText, _ value: String?, field: String) {
            guard let value, !value.isEmpty else { return }
            let text =
                state.isRevealed ? DisplayText(untrusted: value) : PersonalData.shown(value, field: field)
            add(name, StyledText(text))
        }
        add("lead", StyledText(DisplayText(untrusted: row.reference), .muted))
        add("same person by", StyledText(LeadText.rule(row)))
        let names = history.leads.map { DisplayText(untrusted: state.sponsors.name(of: $0.sponsorID)) }
        add(names.count == 1 ? "sponsor" : "sponsors", StyledText(names.joined(separator: ", "), .strong))
        add("email", row.fields.email, field: "email")
        add("phone", row.fields.phone, field: "phone")
        add("company", row.fields.company, field: "company")
        add("job title", row.fields.jobTitle, field: "job_title")
        add("country", row.fields.country, field: "country")
        add("consent", LeadText.consent(row))
        add("qualified", StyledText(row.qualified > 0 ? "yes" : "no", row.qualified > 0 ? .statusSuccess : .muted))
        if let score = row.bestScore { add("best score", StyledText(LeadText.score(score))) }
        add("prizes", row.prizes.joined(separator: ", "), field: "prize")
        add("coupons", row.coupons.joined(separator: ", "), field: "coupon")
        for (name, value) in row.fields.custom.sorted(by: { $0.key < $1.key }) {
            add(DisplayText(untrusted: name), value, field: name)
        }
        add("first seen", StyledText(clock.full(row.firstAt)))
        return WrappedList.lines(rows, width: width)
    }

    // MARK: - The events

    private struct EntryLines {
        var lines: [StyledText]
    }

    private func entries(_ history: LeadHistory) -> [EntryLines] {
        var number = 0
        return history.entries.map { entry in
            var lines = [title(entry).truncated(to: width)]
            for event in entry.events {
                lines.append(text(event, runs: history.runs[event.sequence], isSelected: number == lead.selected))
                number += 1
            }
            return EntryLines(lines: lines)
        }
    }

    private func title(_ entry: LeadHistory.Entry) -> StyledText {
        let card = entry.cardName ?? entry.cardID ?? "no card"
        let names = entry.sponsors.map { DisplayText(untrusted: state.sponsors.name(of: $0)) }.joined(separator: ", ")
        return StyledText(DisplayText(untrusted: card), .strong)
            + StyledText("  for \(names), by \(DisplayText(untrusted: entry.reason))", .muted)
            + (entry.isQualified ? StyledText("  qualified", .statusSuccess) : StyledText())
    }

    private func text(_ event: EventListItem, runs: RunSummary?, isSelected: Bool) -> StyledText {
        let glyphs = Glyphs.unicode
        let mark = isSelected ? StyledText(glyphs.selection, .accent) : StyledText(" ")
        let age = state.now.since(event.receivedAt)
        let time = age < .seconds(72_000) ? clock.clock(event.receivedAt) : "\(Readable.age(age)) ago"
        let name = DisplayText(untrusted: event.trigger ?? event.name)
        let right = Self.words(runs, glyphs)
        let left =
            mark + StyledText(" \(time)  ", .muted) + StyledText(name, isSelected ? .strong : .text)
        let room = max(0, width - right.width - 2)
        let cut = left.truncated(to: room)
        return cut + StyledText(DisplayText(" ").repeated(max(2, room - cut.width + 2))) + right
    }

    /// What became of an event's deliveries.
    static func words(_ runs: RunSummary?, _ glyphs: Glyphs) -> StyledText {
        guard let runs else { return StyledText("no run", .muted) }
        if runs.failed > 0 { return StyledText("\(runs.failed) failed \(glyphs.cross)", .statusFailed) }
        if runs.running > 0 { return StyledText("\(runs.running) under way \(glyphs.triangleRight)", .statusRunning) }
        return StyledText("delivered \(glyphs.check)", .statusSuccess)
    }
}
