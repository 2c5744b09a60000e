package import Primitives

extension Filter {
    /// Whether an event passes, by its values alone: the same answer as the store gives once it has indexed the event.
    ///
    /// - Parameters:
    ///   - values: What paths such as `steps.lookup.body.id` are read from; decisions give it.
    package func matches(
        _ event: Event,
        sponsors: SponsorDirectory,
        values: TemplateValues = TemplateValues(),
        now: Timestamp
    ) -> Bool {
        isEverything
    }
}
