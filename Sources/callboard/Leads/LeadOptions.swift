import CommandKit
import CoreServices
import Foundation
import Primitives

/// Options that several commands about leads take.
enum LeadOptions {
    static let sponsor = CommandOption("sponsor", .text("NAME"), summary: "of this sponsor, by name or tag")
    static let card = CommandOption(
        "card",
        .text("CARD"),
        summary: "with an entry on this card, by id or name, * for anything"
    )
    static let since = CommandOption("since", .text("TIME"), summary: "with something new since 2026-05-01T09:30")
    static let until = CommandOption("until", .text("TIME"), summary: "with nothing new since TIME")
    static let qualified = CommandFlag("qualified", summary: "only those with a qualified entry")
    static let consent = CommandOption(
        "consent",
        .text("RULE"),
        summary: "leave out for lack of consent: not-refused, opted-in, or everyone for nobody"
    )

    static let all: [any DeclaresOption] = [
        sponsor, WorkflowOptions.filter, card, since, until, qualified, consent,
    ]

    /// What the options ask for; of the configured consent rule where none is named.
    static func request(_ invocation: Invocation, _ reading: WorkflowReading, consent usual: ConsentRule) throws
        -> LeadRequest
    {
        var request = LeadRequest(filter: reading.filter, card: invocation[card])
        request.since = try time(invocation[since], "since", reading)
        request.until = try time(invocation[until], "until", reading)
        request.qualifiedOnly = invocation[qualified]
        request.consent = try rule(invocation, usual: usual)
        return request
    }

    /// The rule of consent that is named, or else the usual one.
    static func rule(_ invocation: Invocation, usual: ConsentRule) throws -> ConsentRule {
        guard let text = invocation[consent] else { return usual }
        guard let rule = ConsentRule(rawValue: text) else { throw UnusableLeadOption.consent(text) }
        return rule
    }

    /// The sponsor that is named; `nil` when none is, or `all`.
    static func sponsor(_ invocation: Invocation, _ reading: WorkflowReading) throws -> Sponsor? {
        guard let name = invocation[sponsor], name != "all" else { return nil }
        let store = reading.store
        if let found = try waitFor({ try await store.sponsor(named: name) }) { return found }
        let known = try waitFor { try await store.sponsors() }.map(\.name)
        throw UnknownName("sponsor", name, known: known, list: "sponsors ls")
    }

    /// A folder where there is one or the name says so, else a file.
    static func target(_ place: String) -> LeadExporter.Target {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
        return (isThere && isFolder.boolValue) || place.hasSuffix("/") ? .folder(place) : .file(place)
    }

    private static func time(_ text: String?, _ option: String, _ reading: WorkflowReading) throws -> Timestamp? {
        guard let text else { return nil }
        let seconds = reading.zone.secondsFromGMT()
        guard let time = LocalTime.parse(text, secondsFromUTC: seconds) else {
            throw UnusableLeadOption.time(option, text)
        }
        return time
    }
}

/// A value that cannot be used.
enum UnusableLeadOption: ProvidesExitCode, CustomStringConvertible {
    case consent(String)
    case time(String, String)
    case format(String)

    var exitCode: ExitCode { .usage }
    var description: String {
        switch self {
        case .consent(let text):
            "--consent: '\(text)' is no rule; choose one of "
                + ConsentRule.allCases.map(\.rawValue).joined(separator: ", ")
        case .time(let option, let text):
            "--\(option): '\(text)' is no time; write it as 2026-05-01 or 2026-05-01T09:30, with +11:00 or Z if need be"
        case .format(let text):
            "--format: '\(text)' is no format; choose one of "
                + LeadExport.Format.allCases.map(\.rawValue).joined(separator: ", ")
        }
    }
}
