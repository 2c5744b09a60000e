import CommandKit
import CoreServices

/// `callboard init`: a first configuration.
enum InitCommand {
    static let directory = CommandOption("directory", short: "d", .path("DIR"), summary: "write into DIR, not here")

    static let command = Command(
        "init",
        summary: "Write a commented callboard.json5, a secrets file and a sample workflow",
        discussion: "Files that exist are never overwritten.",
        options: [directory],
        examples: [.init("callboard init --directory ~/.config/callboard", "Where callboard looks from any folder:")],
        exitCodes: [.success, .failure, .usage, .refused],
        action: { try run($0) }
    )

    @MainActor
    static func run(
        _ invocation: Invocation,
        surroundings: ConfigurationSurroundings = .process,
        output: TextOutput = .standardOutput
    ) throws -> ExitCode {
        if invocation[SharedOptions.readOnly] { throw ReadOnlyRefusal("init", "writes files") }
        let folder = surroundings.resolve(invocation[directory] ?? ".", from: surroundings.currentDirectory)
        let written = try ConfigurationInitialiser(directory: folder).write()
        let name = ConfigurationTemplate.secretName
        let isFound = [surroundings.currentDirectory, surroundings.configurationDirectory].contains(folder)
        let option = isFound ? "" : " --config '\(written.configurationFile)'"
        let sample = written.sampleFile.map { ["Wrote \($0), which counts once its name ends in .json5"] } ?? []
        let files = [
            "Wrote \(written.configurationFile)", "Wrote \(written.secretsFile), which only you can read",
        ]
        for line in files + sample + [
            "",
            "Next:",
            "1. callboard doctor\(option)",
            "   checks this machine and says what to do.",
            "2. callboard\(option)",
            "   listens on http://127.0.0.1:8787; put a tunnel or a reverse proxy with TLS before it.",
            "3. In the Komo portal, Settings > Webhooks, add the URL",
            "   https://YOUR-HOST/webhooks/komo/main/SECRET",
            "   where SECRET is the value of \(name) in the secrets file, which also holds the whole path.",
        ] {
            try output.line(line)
        }
        return .success
    }
}
