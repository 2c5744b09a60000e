import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard connect start`.
enum ConnectStartCommand {
    private static let email = CommandOption("email", .text("ADDRESS"), summary: "of the person who connects")
    private static let organisation = CommandOption("organisation", .text("NAME"), summary: "the customer's name")
    private static let origin = CommandOption(
        "origin",
        .text("ID"),
        summary: "the customer's id in your own systems, by which everything is matched"
    )
    private static let category = CommandOption<IntegrationCategory>(
        "category",
        ValueKind(
            placeholder: "NAME",
            expectation: "one of HRIS, ATS, ASSESSMENT, LMS",
            choices: IntegrationCategory.allCases.map(\.rawValue)
        ) { IntegrationCategory(name: $0) },
        summary: "HRIS, ATS, ASSESSMENT or LMS"
    )
    private static let tool = CommandOption(
        "tool",
        .text("TOOL"),
        summary: "the system, such as personio; otherwise the customer chooses"
    )
    private static let environment = CommandOption("environment", .text("ID"), summary: "of the system; needs --tool")
    private static let scope = CommandOption("scope-config", .text("ID"), summary: "Kombo's scope config")
    private static let filtering = CommandFlag("filtering", summary: "let the customer choose what is synced (HRIS)")
    private static let mapping = CommandFlag("field-mapping", summary: "let the customer map fields")
    private static let another = CommandFlag(
        "another",
        summary: "connect although the customer has an integration of this category"
    )
    static let waits = CommandFlag("wait", summary: "go on waiting, as 'connect wait' does")
    static let qr = CommandFlag("qr", summary: "show the short link as a QR code too, where it fits")

    static let command = Command(
        "start",
        summary: "Make a link on which a customer connects a system",
        discussion: """
            On a terminal it asks for what is left out. With --json it prints the link, the short link, when they run \
            out and the command that waits for the customer.
            """,
        options: [
            email, organisation, origin, category, tool, environment, ConnectRelinkCommand.language,
            ConnectRelinkCommand.linkType, scope, filtering, mapping, another, waits, ConnectCommand.timeout, qr,
            WorkflowOptions.json,
        ],
        examples: [
            .init(
                "callboard connect start --organisation 'Acme, Inc.' --origin 36123",
                "Connect Acme, asked for the rest on a terminal:"
            )
        ],
        exitCodes: ConnectCommand.exitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "connect start", "makes a link at Kombo")
        // Before any thread starts, so that a signal that comes early waits until somebody asks for it.
        let signals = StopSignals()
        let reading = try ConnectReading(invocation, listens: invocation[waits])
        defer { reading.host.stop() }
        let details = try details(invocation, reading.configuration.kombo)
        if let problem = details.problems.first { throw UnusableConnectOption(problem.sentence) }
        let acting = reading.acting
        let isAnother = invocation[another]
        let id = try waitFor { try await acting.startConnect(details, isAnother: isAnother) }
        return try ConnectWatch(invocation, reading, signals).link(of: id, waits: invocation[waits])
    }

    private static func details(
        _ invocation: Invocation,
        _ kombo: KomboConfiguration
    ) throws -> ConnectDetails {
        let asking = ConnectAsking(invocation)
        return ConnectDetails(
            email: try asking.value(invocation[email], "E-mail address of the person who connects", option: "email"),
            organisation: try asking.value(
                invocation[organisation],
                "Name of the organisation",
                option: "organisation"
            ),
            originID: try asking.value(invocation[origin], "The customer's id in your own systems", option: "origin"),
            category: try category(invocation, asking),
            tool: invocation[tool],
            remoteEnvironment: invocation[environment],
            language: invocation[ConnectRelinkCommand.language] ?? kombo.language,
            linkType: invocation[ConnectRelinkCommand.linkType] ?? kombo.linkType,
            scopeConfigID: invocation[scope],
            enablesFiltering: invocation[filtering],
            enablesFieldMapping: invocation[mapping]
        )
    }

    private static func category(_ invocation: Invocation, _ asking: ConnectAsking) throws -> IntegrationCategory {
        if let given = invocation[category] { return given }
        let text = try asking.value(nil, "Category: HRIS, ATS, ASSESSMENT or LMS", option: "category")
        guard let found = IntegrationCategory(name: text) else {
            throw UnusableConnectOption("'\(text)' is no category; choose one of HRIS, ATS, ASSESSMENT, LMS")
        }
        return found
    }
}

/// Asks for what is missing, a sentence a line; only where somebody can answer.
struct ConnectAsking {
    private let canAsk: Bool

    init(_ invocation: Invocation) {
        canAsk = !invocation[WorkflowOptions.json] && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    }

    func value(_ given: String?, _ question: String, option: String) throws -> String {
        if let given { return given }
        guard canAsk else { throw UnusableConnectOption("--\(option) is missing; give it, or run this on a terminal") }
        try TextOutput.standardOutput.text("\(question): ")
        guard let answer = readLine() else { throw Declined() }
        return answer.trimmingCharacters(in: .whitespaces)
    }
}

/// A command line that cannot be used.
struct UnusableConnectOption: ProvidesExitCode, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    var exitCode: ExitCode { .usage }
}
