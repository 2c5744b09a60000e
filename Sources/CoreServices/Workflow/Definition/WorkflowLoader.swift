/// Reads and checks the files of the `workflows` folder.
package struct WorkflowLoader: Sendable {
    /// A workflow that can run, and the text it was read from.
    package struct Loaded: Sendable, Equatable {
        package var definition: WorkflowDefinition
        /// The absolute path.
        package var file: String
        /// The file's text, which a version keeps.
        package var text: String

        package init(definition: WorkflowDefinition, file: String, text: String) {
            self.definition = definition
            self.file = file
            self.text = text
        }
    }

    /// What a folder holds: the good files, and every mistake of the others.
    package struct Folder: Sendable, Equatable {
        /// By name.
        package var workflows: [Loaded]
        package var problems: [ConfigurationProblem]

        package init(workflows: [Loaded] = [], problems: [ConfigurationProblem] = []) {
            self.workflows = workflows
            self.problems = problems
        }
    }

    private let configuration: Configuration
    private let surroundings: ConfigurationSurroundings

    /// `configuration` names the destinations that steps may use.
    package init(configuration: Configuration, surroundings: ConfigurationSurroundings = .process) {
        self.configuration = configuration
        self.surroundings = surroundings
    }

    /// Reads every `*.json5` of a folder; a folder that is not there holds nothing.
    package func load(folder: String) -> Folder {
        Folder()
    }

    /// Reads one workflow's text, as a version keeps it.
    package func read(_ text: String, file: String) -> Result<WorkflowDefinition, ConfigurationError> {
        .failure(ConfigurationError(problems: []))
    }
}
