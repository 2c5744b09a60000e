import Foundation

/// Finds, reads and checks `callboard.json5`.
package struct ConfigurationLoader: Sendable {
    /// A configuration that can be used, where it came from, and what is worth saying about it.
    package struct Loaded: Sendable, Equatable {
        /// Checked, and with its secrets found.
        package var configuration: Configuration
        /// The absolute path of the file; `nil` when there is none and the defaults hold.
        package var file: String?
        /// What is allowed and worth telling, such as an endpoint without proof.
        package var warnings: [ConfigurationProblem]
    }

    /// The name looked for in the current folder and in the configuration folder.
    package static let fileName = "callboard.json5"
    /// A larger file is not a configuration.
    private static let sizeLimit = 1 << 20

    private let surroundings: ConfigurationSurroundings

    /// Reads only what `surroundings` offer.
    package init(surroundings: ConfigurationSurroundings = .process) {
        self.surroundings = surroundings
    }

    /// The file to read: `explicit` (from `--config`), else `CALLBOARD_CONFIG`, else `./callboard.json5`, else the one
    /// in the configuration folder; `nil` when neither of the last two exists.
    package func locate(explicit: String?) -> String? {
        if let named = explicit ?? surroundings.variable("CALLBOARD_CONFIG") {
            return surroundings.resolve(named, from: surroundings.currentDirectory)
        }
        return [surroundings.currentDirectory, surroundings.configurationDirectory]
            .map { "\($0)/\(Self.fileName)" }
            .first { FileManager.default.fileExists(atPath: $0) }
    }

    /// Loads the configuration.
    ///
    /// - Parameters:
    ///   - file: What `--config` names; `nil` to look in the usual places.
    ///   - dataDirectory: What `--data` names, which wins over the file.
    /// - Throws: Every mistake at once.
    package func load(
        file explicit: String? = nil,
        dataDirectory: String? = nil
    ) throws(ConfigurationError) -> Loaded {
        var loaded: Loaded
        if let file = locate(explicit: explicit) {
            let bytes: [UInt8]
            do {
                bytes = try SmallFile.read(file, limit: Self.sizeLimit).bytes
            } catch {
                let message = "\(error.message); name another file with --config or write one with 'callboard init'"
                throw ConfigurationError(problems: [ConfigurationProblem(file: file, key: "", message: message)])
            }
            loaded = try read(bytes, file: file)
        } else {
            loaded = Loaded(configuration: defaults, file: nil, warnings: [Self.noFileWarning])
        }
        if let dataDirectory {
            loaded.configuration.dataDirectory =
                surroundings.resolve(dataDirectory, from: surroundings.currentDirectory)
        }
        return loaded
    }

    /// Checks the text of a configuration file as if it stood at `file`, an absolute path.
    package func read(_ bytes: [UInt8], file: String) throws(ConfigurationError) -> Loaded {
        var decoding = ConfigurationDecoding(bytes: bytes, file: file, surroundings: surroundings, defaults: defaults)
        var configuration = decoding.decode()
        guard decoding.errors.isEmpty else { throw ConfigurationError(problems: decoding.errors) }
        if configuration.workflowsDirectory == nil {
            let directory = ConfigurationDecoding.directory(of: file)
            configuration.workflowsDirectory = surroundings.resolve("workflows", from: directory)
        }
        return Loaded(configuration: configuration, file: file, warnings: decoding.warnings)
    }

    /// What holds where the file says nothing: a listener on loopback with one endpoint that asks for no proof.
    private var defaults: Configuration {
        var configuration = Configuration(dataDirectory: surroundings.dataDirectory)
        configuration.komoEndpoints = [EndpointConfiguration(name: "main", authentication: .none)]
        return configuration
    }

    private static let noFileWarning = ConfigurationProblem(
        file: "",
        key: "",
        message: "no callboard.json5 found: the endpoint 'main' takes webhooks from this machine without any proof; "
            + "run 'callboard init' to write a configuration with a secret"
    )
}
