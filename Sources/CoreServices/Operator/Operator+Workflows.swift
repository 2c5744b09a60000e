import Primitives

extension Operator {
    /// Lets a workflow start runs, or keeps it from doing so; runs under way go on.
    package func setEnabled(_ isEnabled: Bool, workflow: Int64, reason: String) async throws {
        try await perform(isEnabled ? "workflows.enable" : "workflows.disable", reason: reason) { note, connection in
            guard let found = try WorkflowActs.standing(of: workflow, in: connection) else {
                throw OperatorRefusal.unknown("workflow \(workflow)")
            }
            let words = (before: found.isEnabled ? "enabled" : "disabled", after: isEnabled ? "enabled" : "disabled")
            guard found.isEnabled != isEnabled else {
                throw OperatorRefusal.pointless("\(found.name) is \(words.before) already")
            }
            try WorkflowActs.setEnabled(isEnabled, workflow: workflow, note: note, in: connection)
            return Deed(
                value: (),
                subject: "workflow \(found.name)",
                before: words.before,
                after: words.after
            )
        }
    }

    /// Runs the workflow of a run on its event once more, as the workflow is now; gives the new run's id.
    ///
    /// - Parameter firstStep: Reads the first step out of a version; `nil` when the text cannot be read.
    package func replay(
        run: Int64,
        reason: String,
        firstStep: @escaping @Sendable (_ versionID: Int64, _ text: String, _ file: String) -> PlannedStep?
    ) async throws -> Int64 {
        try await perform("runs.replay", reason: reason) { note, connection in
            guard let origin = try WorkflowActs.origin(ofRun: run, in: connection),
                let workflow = try WorkflowActs.standing(of: origin.workflow, in: connection)
            else { throw OperatorRefusal.unknown("run \(run)") }
            guard workflow.isEnabled else {
                throw OperatorRefusal.pointless("\(workflow.name) is disabled; enable it first")
            }
            guard workflow.isLoaded, let first = firstStep(workflow.versionID, workflow.text, workflow.file) else {
                throw OperatorRefusal.pointless(
                    "\(workflow.file) cannot be read, so \(workflow.name) cannot run; `callboard workflows check` says why"
                )
            }
            let planted = try RunPlanting.plant(
                workflowID: workflow.id,
                versionID: workflow.versionID,
                eventSequence: origin.event,
                first: first,
                replayOf: run,
                at: note.at,
                in: connection
            )
            guard let planted else { throw OperatorRefusal.pointless("run \(run) was replayed already") }
            return Deed(
                value: planted,
                subject: "run \(run)",
                after: "run \(planted) of \(workflow.name) v\(workflow.version)"
            )
        }
    }
}
