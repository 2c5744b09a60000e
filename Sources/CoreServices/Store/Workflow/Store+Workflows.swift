package import Primitives

/// What panes and commands ask about workflows and their runs.
extension Store {
    /// Every workflow by name, with its figures since `startOfDay`.
    ///
    /// - Parameter definition: Reads the active version of each, for scope, trigger and destinations.
    package func workflows(
        startOfDay: Timestamp,
        definition: @escaping DefinitionReading
    ) async throws -> [WorkflowRow] {
        let now = clock.now()
        return try await look { connection in
            try WorkflowQueries.list(startOfDay: startOfDay, now: now, definition: definition, in: connection)
        }
    }

    /// The newest runs with an id below `before`, newest first, of one workflow or of all.
    package func runs(
        workflow: Int64? = nil,
        state: RunState? = nil,
        filter: Filter = .everything,
        before: Int64? = nil,
        limit: Int,
        sponsors: SponsorDirectory = SponsorDirectory()
    ) async throws -> [RunRow] {
        let request = RunRequest(workflow: workflow, state: state, filter: filter, before: before, limit: limit)
        let now = clock.now()
        return try await look { try RunQueries.page(request, sponsors: sponsors, now: now, in: $0) }
    }

    /// A run with all its steps; `nil` when there is none of this id.
    ///
    /// - Parameter definition: Reads the version that the run is pinned to, for titles and for steps not reached.
    package func run(_ id: Int64, definition: @escaping DefinitionReading) async throws -> RunDetail? {
        try await look { try RunDetailQueries.detail(id, definition: definition, in: $0) }
    }

    /// All runs on an event, oldest first.
    package func runs(ofEvent sequence: Int64) async throws -> [RunRow] {
        try await look { try RunQueries.runs(ofEvent: sequence, in: $0) }
    }

    /// What became of each event, by sequence number; events without a run are left out.
    package func runCounts(ofEvents sequences: [Int64]) async throws -> [Int64: RunSummary] {
        try await look { try RunQueries.counts(ofEvents: sequences, in: $0) }
    }

    /// Every destination by name.
    package func destinations() async throws -> [DestinationRow] {
        let now = clock.now()
        return try await look { try DestinationQueries.list(now: now, in: $0) }
    }

    /// What is wrong now.
    package func trouble() async throws -> TroubleSummary {
        let now = clock.now()
        return try await look { try DestinationQueries.trouble(now: now, in: $0) }
    }
}
