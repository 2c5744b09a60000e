import CoreServices
import Primitives
import TerminalKit

extension KeyContext {
    static let sponsors: KeyContext = "sponsors"
    static let sponsorBoard: KeyContext = "sponsor board"
    static let sponsor: KeyContext = "sponsor"
    static let leads: KeyContext = "leads"
    static let lead: KeyContext = "lead"
    static let schedules: KeyContext = "schedules"
}

/// The keys of the Sponsors pane.
enum SponsorsKeys: PaneKeys {
    static let rows: [ConsoleKeymap.Row] =
        leadRows + sponsorRows + leadListRows + boardRows + OpenedText.keys(in: .schedules, group: "Schedules")
        + everywhereRows

    private static let withoutTarget: @Sendable (ConsoleState) -> DisplayText? = {
        $0.sponsors.target == nil ? "there is no sponsor here yet" : nil
    }

    private static let withoutEvent: @Sendable (ConsoleState) -> DisplayText? = {
        $0.sponsors.lead?.event == nil ? "there is no event here" : nil
    }

    private static let withoutLead: @Sendable (ConsoleState) -> DisplayText? = {
        $0.sponsors.leads.selected == nil ? "there is no lead here yet" : nil
    }

    private static let withoutNeighbours: @Sendable (ConsoleState) -> DisplayText? = {
        $0.sponsors.lead?.isVisited == true ? "it was opened from another pane; Esc goes back there" : nil
    }

    private static let boardRows: [ConsoleKeymap.Row] = [
        row(["<enter>"], .open, "leads", "Sponsors", [.sponsorBoard], inFooter: true, disabledReason: withoutTarget),
        row(
            ["d"],
            .sponsors(.details),
            "details",
            "Sponsors",
            [.sponsorBoard],
            inFooter: true,
            disabledReason: withoutTarget
        ),
        row(
            ["F"],
            .sponsors(.rankAnew),
            "rank anew",
            "Sponsors",
            [.sponsorBoard],
            inFooter: true,
            footerCondition: { $0.sponsors.isOrderHeld },
            disabledReason: { $0.sponsors.isOrderHeld ? nil : "the order follows the ranks already" }
        ),
        row(["s"], .sponsors(.schedules), "schedules", "Sponsors", [.sponsorBoard]),
        row(["P"], .sponsors(.present), "presenter", "Sponsors", [.sponsorBoard], inFooter: true),
        row(["A"], .sponsors(.add), "add a sponsor", "Sponsors", [.sponsorBoard], inFooter: true, dangerous: true),
    ]

    private static let leadListRows: [ConsoleKeymap.Row] = [
        row(["<enter>"], .open, "open", "Leads", [.leads], inFooter: true, disabledReason: withoutLead),
        row(["/"], .filter, "filter", "Leads", [.leads], inFooter: true),
        row(
            ["\\"],
            .clearFilter,
            "clear the filter",
            "Leads",
            [.leads],
            disabledReason: { $0.sponsors.filterLine.filter.isEverything ? "there is no filter" : nil }
        ),
    ]

    private static let sponsorRows: [ConsoleKeymap.Row] =
        OpenedText.keys(in: .sponsor, group: "Sponsor") + [
            row(["J"], .nextEvent, "next sponsor", "Sponsor", [.sponsor], inFooter: true),
            row(["K"], .previousEvent, "previous sponsor", "Sponsor", [.sponsor]),
        ]

    private static let leadRows: [ConsoleKeymap.Row] = [
        row(["<esc>", "q"], .back, "back", "Lead", [.lead], inFooter: true),
        row(["<enter>"], .open, "event", "Lead", [.lead], inFooter: true, disabledReason: withoutEvent),
        row(["r"], .sponsors(.runs), "deliveries", "Lead", [.lead], inFooter: true, disabledReason: withoutEvent),
        row(["J"], .nextEvent, "next lead", "Lead", [.lead], inFooter: true, disabledReason: withoutNeighbours),
        row(["K"], .previousEvent, "previous lead", "Lead", [.lead], disabledReason: withoutNeighbours),
        row(["/"], .filter, "filter", "Lead", [.lead], disabledReason: { _ in "Esc first; the filter is the list's" }),
        row(["c"], .copy, "copy this text", "Lead", [.lead], inFooter: true),
    ]

    private static let everywhereRows: [ConsoleKeymap.Row] = [
        row(
            ["X"],
            .sponsors(.export),
            "export",
            "Sponsors",
            [.sponsors],
            inFooter: true,
            dangerous: true,
            disabledReason: withoutTarget
        ),
        row(["<f5>"], .sponsors(.readAgain), "read again", "Sponsors", [.sponsors]),
    ]
}
