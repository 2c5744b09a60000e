import Database

extension WorkflowInspection {
    /// A failed step whole; `nil` when there is none of this id, or it counts as a failure no more.
    package func failure(step: Int64) async throws -> FailureDetail? {
        try await store.failure(step: step, rendering: rendering)
    }

    /// The request of a failed step as a command for a shell, with words in the places of secrets.
    ///
    /// - Throws: `InspectionFailure` when there is no such step, request or destination.
    package func curl(step: Int64) async throws -> String {
        guard let detail = try await failure(step: step) else {
            throw InspectionFailure("there is no failed step \(step); look at the list, it may have changed")
        }
        guard let request = detail.request else {
            let why = detail.row.step.failure?.cause ?? "its workflow makes none"
            throw InspectionFailure("step \(step) has no request to copy: \(why)")
        }
        let name = detail.row.destination
        guard let destination = configuration.destinations.first(where: { $0.name == name }) else {
            throw InspectionFailure("the configuration does not name \(name) any more; name it, then copy again")
        }
        return CurlCommandText.text(of: request, to: destination)
    }

    /// Makes the request that the workflow means for a step, from the event and what earlier steps got back.
    private var rendering: FailureQueries.Rendering {
        let loader = loader
        let rules = configuration.sponsors
        return { step, connection in
            guard let claimed = try StepQueries.asClaimed(step, in: connection) else { return nil }
            var source = StepMaterialSource(connection: connection, loader: loader, sponsors: rules)
            do {
                let material = try source.material(for: claimed)
                guard case .request(let action) = material.definition.work else { return nil }
                return try action.rendered(material.values)
            } catch is StepFailure {
                return nil
            } catch is TemplateError {
                return nil
            }
        }
    }
}
