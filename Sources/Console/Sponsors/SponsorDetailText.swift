import CoreServices
import Primitives
import TerminalKit

/// Everything about the open sponsor: its rule, its counts, its hours, its cards, and whose people it shares.
struct SponsorDetailText {
    let state: ConsoleState

    private static let labelColumns = 18

    private var clock: ClockText { ClockText(zone: state.setting.zone) }
    private var width: Int { max(10, state.layout.detail.columns - 4) }

    var lines: [StyledText] {
        guard let row = state.sponsors.target else { return [StyledText("reading", .muted)] }
        return WrappedList.lines(rows(row), width: width) + figureLines
    }

    private func rows(_ row: SponsorBoard.Row) -> [KeyValueList.Row] {
        var rows: [KeyValueList.Row] = []
        func add(_ name: DisplayText, _ value: DisplayText, _ slot: StyleSlot = .text) {
            rows.append(KeyValueList.Row(name, StyledText(value, slot)))
        }
        let sponsor = row.sponsor
        add("unique people", Readable.count(Int64(row.leads)), .strong)
        add("entries", Readable.count(Int64(row.entries)))
        add("qualified", Readable.count(Int64(row.qualified)))
        add("opted in", Readable.count(Int64(row.optedIn)))
        add("refused consent", Readable.count(Int64(row.refused)), row.refused > 0 ? .levelWarning : .text)
        if let goal = sponsor.goal {
            add("goal", "\(Readable.count(Int64(goal))), reached \(Readable.share(row.leads, of: goal))")
        }
        add("last lead", row.lastLeadAt.map(clock.full) ?? "none yet")
        add("known", origin(sponsor))
        if !sponsor.tag.isEmpty { add("tag", DisplayText(untrusted: sponsor.tag)) }
        if !sponsor.cards.isEmpty { add("cards", DisplayText(untrusted: sponsor.cards.joined(separator: ", "))) }
        if let match = sponsor.extensionData {
            add("extension data", DisplayText(untrusted: "\(match.key) = \(match.value)"))
        }
        return rows
    }

    private func origin(_ sponsor: Sponsor) -> DisplayText {
        switch sponsor.origin {
        case .unattributed: "entries that fit no sponsor; a rule added later gives them to whom they fit"
        case .configured: "from the configuration"
        case .added: "added while callboard ran"
        case .discovered: "found by its tag"
        }
    }

    // MARK: - Figures

    private var figureLines: [StyledText] {
        guard let figures = state.sponsors.opened?.figures else {
            let text = state.sponsors.opened?.failure.map { DisplayText(untrusted: $0.reason) } ?? "reading"
            return [StyledText(), StyledText(text, .muted)]
        }
        return hourLines(figures.hours) + cardLines(figures.cards) + sharedLines(figures.shared)
    }

    /// One line for each hour since the first in which anything came.
    private func hourLines(_ hours: [LeadHour]) -> [StyledText] {
        let shown = hours.drop { $0.entries == 0 && $0.leads == 0 }
        guard let most = shown.map(\.leads).max() else { return [] }
        let lines = shown.map { hour in
            bar(
                clock.clock(hour.start).prefix(columns: 5),
                hour.leads,
                of: most,
                note: "of \(Readable.count(Int64(hour.entries)))",
                label: 5
            )
        }
        return title("new leads by the hour, of entries") + lines
    }

    private func cardLines(_ cards: [CardCount]) -> [StyledText] {
        guard let most = cards.map(\.entries).max() else { return [] }
        return title("entries by card")
            + cards.map { card in
                let name: DisplayText = card.card.isEmpty ? "no card" : DisplayText(untrusted: card.card)
                return bar(name, card.entries, of: most, note: "\(Readable.count(Int64(card.people))) people")
            }
    }

    private func sharedLines(_ shared: [SharedPeople]) -> [StyledText] {
        guard let own = state.sponsors.target?.leads, own > 0 else { return [] }
        guard !shared.isEmpty else { return title("shares nobody with another sponsor") }
        return title("people who are also leads of")
            + shared.map { other in
                let name = DisplayText(untrusted: state.sponsors.name(of: other.sponsor))
                let share = Readable.share(other.people, of: own)
                return bar(name, other.people, of: own, note: share)
            }
    }

    private func title(_ text: DisplayText) -> [StyledText] {
        [StyledText(), StyledText(text, .muted)]
    }

    private func bar(
        _ name: DisplayText,
        _ number: Int,
        of most: Int,
        note: DisplayText,
        label: Int = labelColumns
    ) -> StyledText {
        let columns = min(30, max(4, width - label - 20))
        let share = most > 0 ? Double(number) / Double(most) : 0
        return StyledText(name.truncated(to: label).padded(to: label), .dataKey)
            + StyledText(" ")
            + StyledText(Bar.text(share: share, width: columns, glyphs: .unicode), .chartMid)
            + StyledText(" \(Readable.count(Int64(number)))", .strong) + StyledText("  \(note)", .muted)
    }
}
