/// Text with `{{ path | filter }}` places in it, read once and rendered for each event.
package struct Template: Sendable, Equatable {
    /// The text as it was written.
    package var source: String

    /// Reads a template.
    ///
    /// - Throws: `TemplateError` with the place of the first mistake.
    package init(parsing source: String) throws(TemplateError) {
        self.source = source
    }

    /// Text that holds no places.
    package init(literal text: String) {
        source = text
    }

    /// The text with the values put in, each escaped for where it lands.
    ///
    /// Values are never read as templates themselves.
    /// - Throws: `TemplateError` naming the place whose value is missing, or cannot stand there.
    package func render(_ values: TemplateValues, for place: TemplatePlace) throws(TemplateError) -> String {
        source
    }
}

/// Where rendered text lands, which decides how the values in it are escaped.
package enum TemplatePlace: Sendable, Equatable {
    /// As it is.
    case plain
    /// Inside a URL: percent-encoded.
    case url
    /// A header's value: refused when it holds a line break or another control character.
    case header
    /// Inside a JSON string, without the quotes.
    case jsonString
}

/// A template that cannot be read or rendered.
package struct TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The character of the template at which the trouble starts, counted from 1.
    package var column: Int
    /// The place concerned, such as `form_fields.company`; empty for a syntax error.
    package var path: String
    /// What is wrong and what to do, without a full stop; never a value.
    package var message: String

    package init(column: Int, path: String = "", message: String) {
        self.column = column
        self.path = path
        self.message = message
    }

    package var description: String { path.isEmpty ? message : "{{ \(path) }}: \(message)" }
}
