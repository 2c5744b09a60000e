import Foundation

/// What the loader may look at besides the file: environment variables and the current folder.
package struct ConfigurationSurroundings: Sendable {
    /// Environment variables by name.
    package var variables: [String: String]
    /// An absolute path.
    package var currentDirectory: String

    package init(variables: [String: String], currentDirectory: String) {
        self.variables = variables
        self.currentDirectory = currentDirectory
    }

    /// Those of this process.
    package static var process: ConfigurationSurroundings {
        ConfigurationSurroundings(
            variables: ProcessInfo.processInfo.environment,
            currentDirectory: FileManager.default.currentDirectoryPath
        )
    }

    /// A variable that is set and not empty.
    func variable(_ name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `$XDG_CONFIG_HOME/callboard`, by default `~/.config/callboard`.
    package var configurationDirectory: String {
        baseDirectory(variable: "XDG_CONFIG_HOME", standard: ".config") + "/callboard"
    }

    /// `$XDG_DATA_HOME/callboard`, by default `~/.local/share/callboard`.
    package var dataDirectory: String {
        baseDirectory(variable: "XDG_DATA_HOME", standard: ".local/share") + "/callboard"
    }

    /// `path` made absolute: `~/` is the home folder, and a relative path begins at `directory`.
    package func resolve(_ path: String, from directory: String) -> String {
        let expanded = path == "~" || path.hasPrefix("~/") ? homeDirectory + path.dropFirst() : path
        let absolute = expanded.hasPrefix("/") ? expanded : directory + "/" + expanded
        return URL(fileURLWithPath: absolute).standardizedFileURL.path
    }

    private var homeDirectory: String {
        variable("HOME") ?? FileManager.default.homeDirectoryForCurrentUser.path
    }

    /// Relative values are ignored, as the XDG base directory specification asks.
    private func baseDirectory(variable name: String, standard: String) -> String {
        if let value = variable(name), value.hasPrefix("/") { return value }
        return homeDirectory + "/" + standard
    }
}
