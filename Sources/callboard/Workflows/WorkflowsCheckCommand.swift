import CommandKit
import CoreServices

/// `callboard workflows check`.
enum WorkflowsCheckCommand {
    static let command = Command(
        "check",
        summary: "Check every workflow file and list all mistakes with line and column",
        discussion: """
            Needs no store. Exit code 1 when there is any mistake; the good files run all the same.

            With --json one object for each mistake, then one that sums up.
            """,
        options: [WorkflowOptions.json],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let configuration = try SharedOptions.loadConfiguration(invocation).configuration
        guard let path = configuration.workflowsDirectory else {
            throw InspectionFailure("there is no configuration, so there are no workflows; `callboard init` writes one")
        }
        let folder = WorkflowLoader(configuration: configuration).load(folder: path)
        let output = CommandOutput(invocation)
        for problem in folder.problems {
            try output.show(json: json(problem), lines: [problem.description])
        }
        try output.show(json: json(folder), lines: [summary(folder, path: path)])
        return folder.problems.isEmpty ? .success : .failure
    }

    /// Such as `3 workflows are good, 2 mistakes in 1 file`.
    static func summary(_ folder: WorkflowLoader.Folder, path: String) -> String {
        let good = folder.workflows.count
        if good == 0, folder.problems.isEmpty { return "there are no workflows in \(path)" }
        let first = good == 1 ? "1 workflow is good" : "\(good) workflows are good"
        guard !folder.problems.isEmpty else { return first }
        let mistakes = folder.problems.count
        let files = Set(folder.problems.map(\.file)).count
        return
            "\(first), \(mistakes) \(mistakes == 1 ? "mistake" : "mistakes") in \(files) \(files == 1 ? "file" : "files")"
    }

    private static func json(_ problem: ConfigurationProblem) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("file", .string(problem.file))
        line.add("line", .count(problem.line))
        line.add("column", .count(problem.column))
        line.add("key", .string(problem.key))
        line.add("message", .string(problem.message))
        return line
    }

    private static func json(_ folder: WorkflowLoader.Folder) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("good", .count(folder.workflows.count))
        line.add("mistakes", .count(folder.problems.count))
        line.add("files_with_mistakes", .count(Set(folder.problems.map(\.file)).count))
        return line
    }
}
