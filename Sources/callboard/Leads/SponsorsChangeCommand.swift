import CommandKit
import CoreServices

/// `callboard sponsors add` and `remove`.
enum SponsorsChangeCommand {
    private static let name = CommandArgument(.text("NAME"), summary: "the sponsor's name, such as 'Acme Corp'")
    private static let tag = CommandOption("tag", .text("TAG"), summary: "the tag of its people, such as sponsor:acme")
    private static let cards = CommandOption(
        "cards",
        .text("LIST"),
        summary: "its cards, by id or name between commas, * for anything: 'Acme *,Hall quiz'"
    )
    private static let extensionData = CommandOption(
        "extension",
        .text("KEY=VALUE"),
        summary: "what the embedding app attaches for it, such as sponsor_id=acme"
    )
    private static let goal = CommandOption(
        "goal",
        .integer(1...1_000_000_000),
        summary: "how many leads were promised"
    )

    static let add = Command(
        "add",
        summary: "Add a sponsor while callboard runs, and give it the entries that fit",
        arguments: [name],
        options: [
            cards, tag, extensionData, goal, WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.yes,
            WorkflowOptions.json,
        ],
        examples: [
            .init("callboard sponsors add Initech --cards 'Initech *' --dry-run", "See first what it would change:")
        ],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: runAdd
    )

    static let remove = Command(
        "remove",
        summary: "Take away a sponsor that was added; its entries go to whom they fit then",
        arguments: [name],
        options: [WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.yes, WorkflowOptions.json],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: runRemove
    )

    @MainActor
    private static func runAdd(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "sponsors add", "changes whose entries are whose")
        let rule = try rule(invocation)
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let progress = ProgressLine("entries looked at")
        let preview = try waitFor { try await reading.store.preview(rule) { progress.show($0) } }
        progress.clear()
        let acting = reading.acting
        let others = preview.fromOthers == 0 ? "" : ", \(preview.fromOthers) of them from other sponsors"
        let deed = PlainDeed(
            invocation,
            "add sponsor \(rule.name)",
            done: "\(rule.name) is added; a running callboard gives it its entries now, as the next one to start would"
        )
        return try deed.run(effect: "it gets \(preview.entries) entries of \(preview.people) people\(others)") {
            try await acting.addSponsor(rule, reason: reason)
        }
    }

    @MainActor
    private static func runRemove(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "sponsors remove", "changes whose entries are whose")
        let name = invocation[Self.name] ?? ""
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let acting = reading.acting
        let deed = PlainDeed(invocation, "remove sponsor \(name)", done: "\(name) is removed")
        return try deed.run(effect: "its entries go to whom they fit then, or to Unattributed") {
            try await acting.removeSponsor(named: name, reason: reason)
        }
    }

    private static func rule(_ invocation: Invocation) throws -> SponsorRule {
        var rule = SponsorRule(name: invocation[name] ?? "", cards: [])
        rule.cards = (invocation[cards] ?? "").split(separator: ",").map { $0.trimmingPrefix(" ") }
            .filter { !$0.isEmpty }.map(String.init)
        rule.tag = invocation[tag]
        rule.goal = invocation[goal].map { Int($0) }
        if let text = invocation[extensionData] {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw UnusableSponsorRule.extensionData(text) }
            rule.extensionData = ExtensionDataMatch(key: parts[0], value: parts[1])
        }
        guard !rule.cards.isEmpty || rule.tag != nil || rule.extensionData != nil else {
            throw UnusableSponsorRule.empty
        }
        return rule
    }
}

/// A sponsor's rule that cannot be used.
enum UnusableSponsorRule: ProvidesExitCode, CustomStringConvertible {
    case empty
    case extensionData(String)

    var exitCode: ExitCode { .usage }
    var description: String {
        switch self {
        case .empty: "nothing tells which entries are the sponsor's; give --cards, --tag or --extension"
        case .extensionData(let text): "--extension '\(text)' is no KEY=VALUE; write it as sponsor_id=acme"
        }
    }
}
