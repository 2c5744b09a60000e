package import CoreServices
package import TerminalKit

/// The Sponsors pane: the board, one sponsor beside it, a sponsor's leads, one of those, and where someone is in it.
package struct SponsorsState: Sendable, PaneState {
    /// A sponsor opened beside the board.
    package struct Opened: Sendable {
        package var id: Int64
        package var figures: SponsorFigures?
        package var failure: QueryFailure?
        package var text = OpenedText()
    }

    /// The sponsors in the order in which they show; Unattributed last.
    package var list = ListPane<SponsorBoard.Row, Int64>(id: \.id)
    package var board: SponsorBoard?
    /// Whether the order stays while figures change, because somebody is on a row.
    package var isOrderHeld = false
    package var opened: Opened?

    /// The sponsor whose leads are listed.
    package var sponsor: Int64?
    package var leads = ListPane<LeadRow, Int64>(id: \.id)
    package var filterLine = FilterLine()
    /// How many leads pass the filter; `nil` while that is counted.
    package var leadCount: Int?
    package var lead: OpenedLead?

    /// What is done by itself, opened beside the board.
    package var schedules: OpenedSchedules?

    /// The rule of a new sponsor, being typed.
    package var adding: TextInput?
    package var progress: SponsorsProgress?
    /// Whether large figures fill the screen.
    package var isPresenting = false

    package init() {}

    var keyContexts: [KeyContext] {
        if lead != nil { return [.lead, .leads, .sponsors] }
        if sponsor != nil { return [.leads, .sponsors] }
        if schedules != nil { return [.schedules, .sponsors] }
        return opened == nil ? [.sponsorBoard, .sponsors] : [.sponsor, .sponsorBoard, .sponsors]
    }

    var hasDetail: Bool { lead != nil || (sponsor == nil && (opened != nil || schedules != nil)) }
    var hasLayers: Bool { opened != nil || sponsor != nil || lead != nil || schedules != nil }
    var isTyping: Bool {
        if adding != nil { return true }
        if sponsor != nil || lead != nil { return lead == nil && filterLine.input != nil }
        return (schedules?.text ?? opened?.text)?.searchInput != nil
    }

    /// The sponsor that keys are about: whose leads are listed, or that is opened or selected.
    package var target: SponsorBoard.Row? {
        guard let id = sponsor ?? opened?.id else { return list.selected }
        return list.rows.first { $0.id == id }
    }

    /// Whether figures change though nothing arrives.
    var isChanging: Bool { board.map { $0.reattribution != nil || $0.waiting > 0 } ?? false }

    /// What the list of leads asks for.
    var request: LeadRequest { LeadRequest(sponsor: sponsor, filter: filterLine.filter) }

    /// A sponsor's name by its id.
    func name(of id: Int64) -> String {
        list.rows.first { $0.id == id }?.sponsor.name ?? "sponsor \(id)"
    }
}
