import CoreServices

/// What the checks of one run look at.
struct Examination: Sendable {
    var surroundings: ConfigurationSurroundings
    /// The configuration, or the mistakes in it.
    var loaded: Result<ConfigurationLoader.Loaded, ConfigurationError>
    /// Where the configuration is or would be looked for; `nil` when there is none.
    var configurationFile: String?

    init(configurationFile: String?, dataDirectory: String?, surroundings: ConfigurationSurroundings) {
        let loader = ConfigurationLoader(surroundings: surroundings)
        self.surroundings = surroundings
        self.configurationFile = loader.locate(explicit: configurationFile)
        do {
            loaded = .success(try loader.load(file: configurationFile, dataDirectory: dataDirectory))
        } catch {
            loaded = .failure(error)
        }
    }

    /// The configuration, unless it has mistakes.
    var configuration: Configuration? { try? loaded.get().configuration }
}
