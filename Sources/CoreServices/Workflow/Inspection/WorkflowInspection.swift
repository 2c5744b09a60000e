package import Foundation
import Primitives
import Synchronization

/// Answers about workflows, runs and failures what neither the store nor the configuration can say alone.
///
/// Works beside whoever runs the engine and when nobody does; changes nothing and sends nothing.
package struct WorkflowInspection: Sendable {
    package let store: Store
    package let configuration: Configuration
    let loader: WorkflowLoader
    let sponsors: SponsorDirectory
    private let versions = VersionCache()

    package init(
        store: Store,
        configuration: Configuration,
        surroundings: ConfigurationSurroundings = .process
    ) {
        self.store = store
        self.configuration = configuration
        loader = WorkflowLoader(configuration: configuration, surroundings: surroundings)
        sponsors = SponsorDirectory(rules: configuration.sponsors)
    }

    /// What the folder of workflows holds now; nothing when the configuration names none.
    package var folder: WorkflowLoader.Folder {
        configuration.workflowsDirectory.map { loader.load(folder: $0) } ?? WorkflowLoader.Folder()
    }

    /// Every workflow that the store knows, with its figures since midnight where the event is.
    package func workflows() async throws -> [WorkflowRow] {
        let midnight = Self.startOfDay(store.clock.now(), zone: configuration.zone)
        return try await store.workflows(startOfDay: midnight, definition: definition)
    }

    /// A run with all its steps; `nil` when there is none of this id.
    package func run(_ id: Int64) async throws -> RunDetail? {
        try await store.run(id, definition: definition)
    }

    /// Reads the first step out of a version, as `Operator.replay` wants it.
    package var firstStep: @Sendable (_ versionID: Int64, _ text: String, _ file: String) -> PlannedStep? {
        let definition = definition
        let destinations = configuration.destinations
        return { id, text, file in
            definition(id, text, file)?.steps.first.map { PlannedStep(of: $0, destinations: destinations) }
        }
    }

    /// Reads versions, each once.
    var definition: DefinitionReading {
        let loader = loader
        let versions = versions
        return { id, text, file in
            versions.definition(of: id) { try? loader.read(text, file: file).get() }
        }
    }

    static func startOfDay(_ now: Timestamp, zone: TimeZone) -> Timestamp {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return Timestamp(calendar.startOfDay(for: now.date))
    }
}

extension Configuration {
    /// The time zone of the event, or of the machine.
    package var zone: TimeZone { timeZone.flatMap { TimeZone(identifier: $0) } ?? .current }
}

/// Versions that were read before; a version's text never changes.
private final class VersionCache: Sendable {
    private let known = Mutex<[Int64: WorkflowDefinition]>([:])

    func definition(of version: Int64, read: () -> WorkflowDefinition?) -> WorkflowDefinition? {
        if let definition = known.withLock({ $0[version] }) { return definition }
        // A text that cannot be used may become usable with the configuration, so only the others are kept.
        guard let definition = read() else { return nil }
        known.withLock { $0[version] = definition }
        return definition
    }
}

/// Something that was asked for and cannot be shown, as one sentence with what to do.
package struct InspectionFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
