import CommandKit

/// `callboard version`.
enum VersionCommand {
    static let command = Command("version", summary: "Print the version", exitCodes: [.success]) { _ in
        try TextOutput.standardOutput.line(CallboardProgram.version)
        return .success
    }
}
