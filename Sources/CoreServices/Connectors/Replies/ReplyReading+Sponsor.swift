extension ReplyReading {
    /// A sponsor's own webhook: any server, where 410 says that the receiver wants no more.
    ///
    /// Source: github.com/standard-webhooks/standard-webhooks, `spec/standard-webhooks.md`, "Responding to webhooks"
    var sponsor: StepOutcome {
        guard status == 410 else { return generic }
        return generic(
            code: nil,
            message: message,
            explanation: Explanation(
                "The sponsor has switched the webhook '\(destination.name)' off.",
                "Ask the sponsor to switch it on again, then retry the group (R)."
            )
        )
    }
}
