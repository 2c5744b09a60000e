import Database
import Primitives

extension WorkflowInspection {
    /// What a workflow would do for a stored event. Sends nothing and writes nothing.
    ///
    /// - Throws: `InspectionFailure` when the store has no such event.
    package func dryRun(_ definition: WorkflowDefinition, event sequence: Int64) async throws -> WorkflowRehearsal {
        let configuration = configuration
        let now = store.clock.now()
        let rehearsal = try await store.look { connection -> WorkflowRehearsal? in
            guard let stored = try EventQueries.detail(sequence, in: connection) else { return nil }
            let event = Event(restoring: stored)
            let record = try PersonKey.key(of: event.contact).flatMap {
                try ContactQueries.record(of: $0, in: connection)
            }
            var rehearsing = Rehearsing(
                definition,
                event: event,
                sequence: sequence,
                contact: record,
                configuration: configuration,
                now: now
            )
            return rehearsing.rehearse()
        }
        guard let rehearsal else {
            throw InspectionFailure("there is no event \(sequence); `callboard events ls` shows those there are")
        }
        return rehearsal
    }

    /// The same for a workflow of the store, as new runs would take it.
    package func dryRun(workflow id: Int64, event sequence: Int64) async throws -> WorkflowRehearsal {
        let definition = definition
        let found = try await store.look { connection in
            try WorkflowActs.standing(of: id, in: connection).map {
                (name: $0.name, definition: definition($0.versionID, $0.text, $0.file))
            }
        }
        guard let found else { throw InspectionFailure("there is no workflow \(id); look at the list again") }
        guard let definition = found.definition else {
            throw InspectionFailure("\(found.name) cannot be read; `callboard workflows check` says why")
        }
        return try await dryRun(definition, event: sequence)
    }
}

extension WorkflowInspection {
    /// Reads one workflow from a file, which may stand anywhere.
    ///
    /// - Throws: `InspectionFailure` with every mistake in it.
    package func definition(inFile path: String) throws -> WorkflowDefinition {
        do {
            let bytes = try SmallFile.read(path, limit: 1 << 20).bytes
            return try loader.read(String(decoding: bytes, as: UTF8.self), file: path).get()
        } catch let error as ConfigurationError {
            throw InspectionFailure("the workflow has mistakes:\n\(error.description)")
        } catch let error as SmallFile.Failure {
            throw InspectionFailure("the workflow file \(path) \(error.message)")
        }
    }
}
