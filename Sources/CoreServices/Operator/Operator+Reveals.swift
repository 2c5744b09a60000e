extension Operator {
    /// Records that personal data is about to be shown on a screen.
    ///
    /// Also someone who may change nothing must have it recorded.
    ///
    /// - Parameters:
    ///   - pane: Where it is asked for, such as `Live`.
    ///   - seconds: How long it shows.
    package func noteReveal(pane: String, seconds: Int) async throws {
        let recording = Operator(store: store, account: account, isReadOnly: false)
        try await recording.perform("personal-data.reveal", reason: "") { _, _ in
            Deed(value: (), subject: "the \(pane) pane", before: "masked", after: "shown for \(seconds) s")
        }
    }
}
