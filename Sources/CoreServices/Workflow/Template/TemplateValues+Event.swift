extension TemplateValues {
    /// The values of an event, for workflows on it.
    ///
    /// - Parameters:
    ///   - sequence: The event's place in the journal.
    ///   - sponsor: Whose card it is; `nil` when it is nobody's.
    ///   - contact: callboard's own record of the person, whose tags and properties are added to what the event says.
    package init(of event: Event, sequence: Int64, sponsor: SponsorRule?, contact: ContactRecord?) {
        self.init(roots: ["event": .object(["seq": .integer(sequence), "name": .string(event.name)])])
    }
}
