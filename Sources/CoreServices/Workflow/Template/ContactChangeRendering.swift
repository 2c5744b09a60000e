extension ContactChange {
    /// What a change comes to for one event.
    package struct Rendered: Sendable, Equatable {
        package var addTags: [String]
        package var removeTags: [String]
        /// By property name.
        package var setProperties: [String: String]

        package init(addTags: [String] = [], removeTags: [String] = [], setProperties: [String: String] = [:]) {
            self.addTags = addTags
            self.removeTags = removeTags
            self.setProperties = setProperties
        }
    }

    /// The change with its values put in; what is optional and missing is left out.
    ///
    /// - Throws: `TemplateError` for the first value that is missing, or a tag that would be empty.
    package func rendered(_ values: TemplateValues) throws(TemplateError) -> Rendered {
        var properties: [String: String] = [:]
        for (name, template) in setProperties.sorted(by: { $0.key < $1.key }) {
            properties[name] = try template.renderUnlessMissing(values, for: .plain)
        }
        return Rendered(
            addTags: try Self.tags(addTags, values),
            removeTags: try Self.tags(removeTags, values),
            setProperties: properties
        )
    }

    private static func tags(_ templates: [Template], _ values: TemplateValues) throws(TemplateError) -> [String] {
        var tags: [String] = []
        for template in templates {
            guard let tag = try template.renderUnlessMissing(values, for: .plain) else { continue }
            guard !tag.isEmpty else {
                throw TemplateError(
                    column: 1,
                    path: template.placeholders.first?.path ?? "",
                    message: "gives an empty tag; add `| optional` to leave it out"
                )
            }
            if !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }
}
