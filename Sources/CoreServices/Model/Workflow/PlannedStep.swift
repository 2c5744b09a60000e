/// The first step of a run before it is written down, with all that the store needs to know of it.
package struct PlannedStep: Sendable, Equatable {
    /// The step's id in the workflow.
    package var node: String
    /// Such as `salesforce.create`, `contact` or `decision`.
    package var operation: String
    /// `nil` for what callboard does itself.
    package var destination: String?
    package var maximumAttempts: Int
    /// What repeating it may do, such as `may create a second Lead`; `nil` when that is safe.
    package var repetitionRisk: String?

    package init(
        node: String,
        operation: String,
        destination: String?,
        maximumAttempts: Int,
        repetitionRisk: String? = nil
    ) {
        self.node = node
        self.operation = operation
        self.destination = destination
        self.maximumAttempts = maximumAttempts
        self.repetitionRisk = repetitionRisk
    }
}
