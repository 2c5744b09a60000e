/// What callboard itself keeps of a person: tags and properties that workflows set.
package struct ContactRecord: Sendable, Equatable {
    /// Sorted, each once.
    package var tags: [String]
    package var properties: [String: String]

    package init(tags: [String] = [], properties: [String: String] = [:]) {
        self.tags = tags
        self.properties = properties
    }
}
