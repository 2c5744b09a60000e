extension ContactChange {
    /// The change to the record of an event's person.
    ///
    /// - Throws: Why it cannot be made: a value is missing, or the event names nobody.
    func write(for event: Event, _ values: TemplateValues) throws(StepFailure) -> ContactWrite {
        guard let person = PersonKey.key(of: event.contact) else {
            throw StepFailure(
                code: "nobody",
                message: "the event names no person",
                cause: "the event has no e-mail, phone, profile or session, so there is no record to change",
                remedy: "Let the workflow's `where` leave such events out, then discard this step"
            )
        }
        do {
            let change = try rendered(values)
            return ContactWrite(
                person: person,
                addTags: change.addTags,
                removeTags: change.removeTags,
                setProperties: change.setProperties
            )
        } catch {
            throw StepFailure(rendering: error)
        }
    }
}

extension ContactWrite {
    /// What later steps may read.
    var output: JSONValue {
        .object([
            "added": .array(addTags.map(JSONValue.string)), "removed": .array(removeTags.map(JSONValue.string)),
        ])
    }
}
