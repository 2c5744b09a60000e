import Foundation

/// Reads and checks the files of the `workflows` folder.
///
/// Each file holds one workflow in JSON5:
///
/// ```
/// {
///   name: 'Leads to Salesforce',       // unique over all files
///   summary: 'Creates a Lead.',        // optional
///   trigger: 'Gameplay.DataCaptured',  // or any alias of Komo's documents
///   scope: { card: 'Acme *' },         // or { site: '…' } or 'workspace', which is the default
///   where: 'body.form_fields.optin:true',  // a filter; optional
///   steps: [
///     {
///       id: 'create',                  // by which routes and templates name it
///       title: 'Create the Lead',      // optional
///       action: 'http.request',        // any `Operation`, 'contact.update' or 'decision'
///       destination: 'crm',            // for requests; as callboard.json5 names it
///       onSuccess: 'tag',              // a later step's id or 'end'; by default the next step
///       onFailure: 'end',              // for a decision by default 'end'; without it a failed step waits for a person
///       // …the action's own keys; those of http.request: method, url, headers, body or form
///     },
///     { id: 'known', action: 'decision', where: 'steps.create.body.id:*' },
///     { id: 'tag', action: 'contact.update', addTags: ['lead'], removeTags: [], setProperties: {} },
///   ],
/// }
/// ```
///
/// Routes lead forward only, so no workflow has a cycle.
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

    /// A larger file is not a workflow.
    private static let sizeLimit = 1 << 20

    private let configuration: Configuration
    private let surroundings: ConfigurationSurroundings

    /// `configuration` names the destinations that steps may use.
    package init(configuration: Configuration, surroundings: ConfigurationSurroundings = .process) {
        self.configuration = configuration
        self.surroundings = surroundings
    }

    /// Reads every `*.json5` of a folder; a folder that is not there holds nothing.
    ///
    /// Of two workflows of one name the one in the file that comes first by name counts.
    package func load(folder: String) -> Folder {
        var result = Folder()
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            if FileManager.default.fileExists(atPath: folder) {
                result.problems.append(Self.problem(folder, "cannot be read as a folder; check its permissions"))
            }
            return result
        }
        for name in names.sorted() where WorkflowFolderWatch.isWorkflow(name) {
            let path = "\(folder)/\(name)"
            do {
                let bytes = try SmallFile.read(path, limit: Self.sizeLimit).bytes
                take(read(bytes, file: path), text: String(decoding: bytes, as: UTF8.self), path, into: &result)
            } catch {
                result.problems.append(Self.problem(path, error.message))
            }
        }
        result.workflows.sort { $0.definition.name < $1.definition.name }
        return result
    }

    private func take(
        _ outcome: Result<WorkflowDefinition, ConfigurationError>,
        text: String,
        _ path: String,
        into folder: inout Folder
    ) {
        switch outcome {
        case .failure(let error): folder.problems += error.problems
        case .success(let definition):
            if let first = folder.workflows.first(where: { $0.definition.name == definition.name }) {
                let message = "a workflow '\(definition.name)' stands in \(first.file) already; rename one"
                folder.problems.append(Self.problem(path, message, key: "name"))
            } else {
                folder.workflows.append(Loaded(definition: definition, file: path, text: text))
            }
        }
    }

    private static func problem(_ file: String, _ message: String, key: String = "") -> ConfigurationProblem {
        ConfigurationProblem(file: file, key: key, message: message)
    }

    /// Reads one workflow's text, as a version keeps it.
    package func read(_ text: String, file: String) -> Result<WorkflowDefinition, ConfigurationError> {
        read(Array(text.utf8), file: file)
    }

    private func read(_ bytes: [UInt8], file: String) -> Result<WorkflowDefinition, ConfigurationError> {
        var decoding = ConfigurationDecoding(
            bytes: bytes,
            file: file,
            surroundings: surroundings,
            defaults: configuration
        )
        let definition = decoding.decodeWorkflow()
        if let definition, decoding.errors.isEmpty { return .success(definition) }
        var problems = decoding.errors.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
        if problems.isEmpty { problems = [Self.problem(file, "cannot be read as a workflow; check its keys")] }
        return .failure(ConfigurationError(problems: problems))
    }
}
