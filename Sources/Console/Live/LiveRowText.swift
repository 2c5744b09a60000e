import CoreServices
import Foundation
import Primitives
import TerminalKit

/// One row of the live list, column by column.
struct LiveRowText {
    let row: LiveRow
    let state: ConsoleState
    var glyphs = Glyphs.unicode

    /// Columns of the list, on which depends how much is told.
    var width = Int.max

    /// Lists narrower than this shorten names.
    private static let narrowColumns = 72
    /// Lists narrower than this have no room for what `DataCaptured` tells alone.
    private static let fullNameColumns = 100
    /// Lists at least so wide have room for sponsor and card.
    private static let wideColumns = 110

    /// The columns of a list so wide.
    static func columns(width: Int, hasRuns: Bool = false) -> [TableColumn] {
        let what = width < narrowColumns ? 12 : width < fullNameColumns ? 16 : 21
        let runs = TableColumn("runs", .fixed(14))
        return [
            TableColumn("received", .fixed(8)),
            TableColumn("", .fixed(1)),
            TableColumn("what", .flexible(minimum: what, weight: 1)),
            TableColumn("sponsor or card", .flexible(minimum: 11, weight: 4), priority: 1),
            TableColumn("person", .flexible(minimum: 10, weight: 2), priority: 2),
            TableColumn("key fields", .flexible(minimum: 14, weight: 6), priority: 3),
        ] + (hasRuns ? [runs] : [])
    }

    /// The text of a column, counted as in `columns`.
    func cell(_ column: Int) -> StyledText {
        switch row.content {
        case .event(let item): event(item, column)
        case .rejected(let refusal): rejected(refusal, column)
        }
    }

    /// The whole row as one line of text.
    var plain: DisplayText {
        Self.columns(width: .max).indices.map { cell($0).text }.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    private var clock: ClockText { ClockText(zone: state.setting.zone) }

    private func event(_ item: EventListItem, _ column: Int) -> StyledText {
        switch column {
        case 0: StyledText(clock.clock(item.receivedAt), .muted)
        case 1: sign(of: item)
        case 2: what(item)
        case 3: place(item)
        case 4: person(item)
        case 5: keyFields(item)
        default: runs(item)
        }
    }

    private func sign(of item: EventListItem) -> StyledText {
        switch item.trigger.flatMap({ Trigger(alias: $0) }) {
        case .prizeWon: StyledText(glyphs.star, .levelWarning)
        case .dataCaptured, .dataCapturedQualified: StyledText(glyphs.dot, .statusSuccess)
        case .contactCreated: StyledText(glyphs.check, .statusSuccess)
        case .couponIssued, .couponViewed, .couponRedeemed: StyledText(glyphs.dottedCircle, .levelInfo)
        case .gameplayEnded: StyledText(glyphs.triangleRight, .levelInfo)
        default: StyledText(glyphs.circle, .muted)
        }
    }

    private func what(_ item: EventListItem) -> StyledText {
        if let trigger = item.trigger {
            let isShort = width < Self.fullNameColumns && trigger.hasPrefix("Gameplay.Data")
            let name = isShort ? String(trigger.dropFirst("Gameplay.".count)) : trigger
            return StyledText(DisplayText(untrusted: name))
        }
        // An unknown name is kept and shown as the sender wrote it.
        return StyledText(item.name.isEmpty ? "unnamed event" : DisplayText(untrusted: item.name), .muted)
    }

    private func place(_ item: EventListItem) -> StyledText {
        let card = DisplayText(untrusted: item.place)
        guard let sponsor = state.setting.sponsors.sponsorName(cardID: item.cardID, cardName: item.cardName) else {
            return StyledText(card)
        }
        let name = StyledText(DisplayText(untrusted: sponsor))
        return width >= Self.wideColumns ? name + StyledText("  \(card)", .muted) : name
    }

    private func person(_ item: EventListItem) -> StyledText {
        if item.person.isEmpty { return StyledText(glyphs.dash, .muted) }
        let isVisitor = UUID(uuidString: item.person) != nil
        return StyledText(PersonText.shown(item.person, isRevealed: state.isRevealed), isVisitor ? .muted : .text)
    }

    private func keyFields(_ item: EventListItem) -> StyledText {
        var text = StyledText()
        // What came by file was never on its way.
        let isDelivered = item.source != .imported
        if isDelivered, let occurred = item.occurredAt, item.receivedAt.since(occurred) > .seconds(60) {
            text += StyledText("\(Readable.age(item.receivedAt.since(occurred))) late  ", .levelWarning)
        }
        let fields = DisplayText(untrusted: item.summary)
        // A form may hold an address in any field.
        let words = fields.string.split(separator: " ", omittingEmptySubsequences: false)
        guard !state.isRevealed, fields.string.contains("@") else { return text + StyledText(fields, .muted) }
        let masked = words.map { $0.contains("@") ? Masking.email($0) : DisplayText(untrusted: $0) }
        return text + StyledText(masked.joined(separator: " "), .muted)
    }

    private func runs(_ item: EventListItem) -> StyledText {
        guard let summary = state.live.runSummaries[item.sequence] else { return StyledText() }
        let all = summary.running + summary.succeeded + summary.failed
        if summary.failed > 0 {
            return StyledText("\(glyphs.arrowRight) \(summary.failed) failed \(glyphs.cross)", .statusDead)
        }
        guard all > 0 else { return StyledText("no workflow", .muted) }
        let text: DisplayText = "\(glyphs.arrowRight) \(all) \(all == 1 ? "run" : "runs")"
        return summary.running > 0
            ? StyledText("\(text) \(glyphs.ellipsis)", .statusRunning)
            : StyledText("\(text) \(glyphs.check)", .statusSuccess)
    }

    private func rejected(_ refusal: RejectionListItem, _ column: Int) -> StyledText {
        switch column {
        case 0: StyledText(clock.clock(refusal.lastAt), .muted)
        case 1: StyledText(glyphs.exclamation, .statusFailed)
        case 2:
            StyledText("refused \(refusal.status)", .statusFailed)
                + StyledText(refusal.count > 1 ? " x\(Readable.count(refusal.count))" : "", .statusFailed)
        case 3: StyledText(DisplayText(untrusted: refusal.reason), .statusFailed)
        case 4: StyledText(DisplayText(untrusted: refusal.lastAddress), .muted)
        case 6: StyledText()
        default:
            refusal.count > 1
                ? StyledText("since \(clock.clock(refusal.firstAt))", .muted)
                : StyledText(refusal.endpoint.isEmpty ? "" : "endpoint \(refusal.endpoint)", .muted)
        }
    }
}
