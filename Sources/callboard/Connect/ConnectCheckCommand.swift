import CommandKit
import CoreServices
import Primitives

/// `callboard connect check`: whether Kombo takes the API key.
enum ConnectCheckCommand {
    static let command = Command(
        "check",
        summary: "Ask Kombo whether it takes the API key, and for which environment",
        options: [WorkflowOptions.json],
        exitCodes: [.success, .failure, .usage, .pending, .refused],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let kombo = try SharedOptions.loadConfiguration(invocation).configuration.kombo
        let desk = try ConnectDesk(kombo)
        defer { desk.close() }
        let environment: String
        do {
            environment = try waitFor { try await desk.checkAPIKey() }
        } catch let failure as ConnectFailure {
            throw ConnectTrouble(failure: failure)
        }
        var line = JSONObjectText()
        line.add("environment_id", .string(environment))
        line.add("place", .string(kombo.place))
        try CommandOutput(invocation).show(
            json: line,
            lines: ["Kombo (\(kombo.place)) takes the API key; it belongs to the environment \(environment)."]
        )
        return .success
    }
}

/// `callboard connect tools`.
enum ConnectToolsCommand {
    private static let category = CommandArgument<IntegrationCategory>(
        ValueKind(
            placeholder: "CATEGORY",
            expectation: "one of HRIS, ATS, ASSESSMENT, LMS",
            choices: IntegrationCategory.allCases.map(\.rawValue)
        ) { IntegrationCategory(name: $0) },
        summary: "HRIS, ATS, ASSESSMENT or LMS"
    )
    private static let matching = CommandArgument(
        .text("TEXT"),
        .optional,
        summary: "only those whose id or name holds TEXT"
    )

    static let command = Command(
        "tools",
        summary: "List the systems of a category that Kombo can connect",
        arguments: [category, matching],
        options: [WorkflowOptions.json],
        exitCodes: [.success, .failure, .usage, .pending, .refused],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let desk = try ConnectDesk(try SharedOptions.loadConfiguration(invocation).configuration.kombo)
        defer { desk.close() }
        let wanted = invocation[category] ?? .hris
        let tools: [ConnectTool]
        do {
            tools = try waitFor { try await desk.tools(wanted) }
        } catch let failure as ConnectFailure {
            throw ConnectTrouble(failure: failure)
        }
        try CommandOutput(invocation).list(
            tools.completions(of: invocation[matching] ?? ""),
            nothing: "Kombo knows no such system",
            json: { tool in
                var line = JSONObjectText()
                line.add("tool", .string(tool.id))
                line.add("label", .string(tool.label))
                line.add("guide_url", .text(tool.guideURL))
                return line
            },
            columns: [("tool", .left), ("name", .left), ("guide", .left)],
            cells: { [$0.id, $0.label, $0.guideURL ?? ""] }
        )
        return .success
    }
}
