import CommandKit
import CoreServices

/// Options that every command takes.
enum SharedOptions {
    static let config = CommandOption(
        "config",
        .path("FILE"),
        summary: "read FILE instead of looking for callboard.json5"
    )
    static let data = CommandOption("data", .path("DIR"), summary: "keep the store in DIR")
    static let readOnly = CommandFlag("read-only", summary: "refuse everything that changes the world")
    static let theme = CommandOption("theme", .text("NAME"), summary: "use the theme NAME, such as dark or light")
    static let ascii = CommandFlag("ascii", summary: "draw with ASCII characters only")
    static let noColour = CommandFlag("no-colour", summary: "draw without colours, as NO_COLOR does")

    static let mouse = CommandFlag("mouse", summary: "take clicks and the wheel; Shift then selects text")

    static let all: [any DeclaresOption] = [config, data, readOnly, theme, ascii, noColour, mouse]

    /// The configuration that the options of `invocation` ask for.
    static func loadConfiguration(_ invocation: Invocation) throws -> ConfigurationLoader.Loaded {
        do {
            var loaded = try ConfigurationLoader().load(file: invocation[config], dataDirectory: invocation[data])
            if let theme = invocation[theme] { loaded.configuration.theme = theme }
            return loaded
        } catch {
            throw UnusableConfiguration(error: error)
        }
    }
}

/// A configuration with mistakes, all of them told.
struct UnusableConfiguration: ProvidesExitCode, CustomStringConvertible {
    let error: ConfigurationError

    var exitCode: ExitCode { .usage }

    var description: String {
        let count = error.problems.count
        let things = count == 1 ? "one mistake" : "\(count) mistakes"
        return (["the configuration has \(things):"] + error.problems.map { "  \($0)" }).joined(separator: "\n")
    }
}
