import CommandKit
import CoreServices

/// `callboard doctor`: is this machine ready?
enum DoctorCommand {
    static let json = CommandFlag("json", short: "j", summary: "print one JSON object")

    static let command = Command(
        "doctor",
        summary: "Check this machine, the configuration, store, workflows and destinations",
        discussion: """
            Each line says ok, or what to do. Lines marked 'note' are worth knowing and stop nothing. Needs no \
            terminal and changes nothing.
            """,
        options: [json],
        action: { try run($0) }
    )

    @MainActor
    static func run(_ invocation: Invocation, output: TextOutput = .standardOutput) throws -> ExitCode {
        let examination = Examination(
            configurationFile: invocation[SharedOptions.config],
            dataDirectory: invocation[SharedOptions.data],
            surroundings: .process
        )
        let report = DoctorReport(DoctorCheck.all.flatMap { $0.run(examination) })
        if invocation[json] {
            try output.line(try report.json())
        } else {
            for line in report.lines { try output.line(line) }
        }
        return report.isWell ? .success : .failure
    }
}
