/// Text with `{{ path | filter }}` places in it, read once and rendered for each event.
///
/// - A path begins with one of the roots of `TemplateValues`, such as `contact.email`, `steps.create.body.id` or
///   `contact.tags.0`. Names of other than letters, digits, `_` and `-` stand in brackets: `form_fields['Job title']`.
/// - Filters apply from left to right; see `TemplateFilter`.
/// - Text in quotes stands for itself, so `{{ '{{' }}` gives two braces.
///
/// A value that is absent or null is missing. Missing values are errors, unless `default: 'x'` gives another or
/// `optional` allows it. An empty text is a value like any other, save that `default` and `optional` take it for
/// missing too: people leave fields blank. Values are never read as templates themselves.
package struct Template: Sendable, Equatable {
    /// The text as it was written.
    package private(set) var source: String
    let segments: [TemplateSegment]

    /// No rendered text is longer than this many bytes.
    package static let renderedLimit = 1 << 20

    /// Reads a template.
    ///
    /// - Throws: `TemplateError` with the place of the first mistake.
    package init(parsing source: String) throws(TemplateError) {
        var parser = TemplateParser(source)
        segments = try parser.segments()
        self.source = source
    }

    /// Text that holds no places.
    package init(literal text: String) {
        source = text
        segments = text.isEmpty ? [] : [.text(text)]
    }

    /// The text with the values put in, each escaped for where it lands.
    ///
    /// Values are never read as templates themselves; an optional value that is missing leaves nothing behind.
    /// - Throws: `TemplateError` naming the place whose value is missing, or cannot stand there.
    package func render(_ values: TemplateValues, for place: TemplatePlace) throws(TemplateError) -> String {
        var output = TemplateOutput()
        try render(values, for: place, into: &output)
        return output.text
    }

    /// The same, or `nil` where all that the template reads is optional and missing.
    package func renderUnlessMissing(
        _ values: TemplateValues,
        for place: TemplatePlace
    ) throws(TemplateError) -> String? {
        var output = TemplateOutput()
        return try render(values, for: place, into: &output) ? output.text : nil
    }

    /// The paths that the template reads, in its order.
    package var paths: [TemplatePath] {
        placeholders.compactMap { placeholder in
            guard case .path(let names) = placeholder.origin else { return nil }
            return TemplatePath(names: names, column: placeholder.column)
        }
    }

    /// Whether the text is a text only, so that it is the same for every event.
    package var isLiteral: Bool { placeholders.isEmpty }

    /// The text between the places.
    var literals: [String] {
        segments.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    var placeholders: [TemplatePlaceholder] {
        segments.compactMap { if case .place(let placeholder) = $0 { placeholder } else { nil } }
    }
}

/// A path that a template reads, and where it stands.
package struct TemplatePath: Sendable, Equatable {
    /// The root first, such as `form_fields`, `company`.
    package var names: [String]
    /// Where its place opens, in characters counted from 1.
    package var column: Int
}

/// Where rendered text lands, which decides how the values in it are escaped.
package enum TemplatePlace: Sendable, Equatable {
    /// As it is.
    case plain
    /// Inside a URL: percent-encoded, save what the filter `url` has encoded already.
    ///
    /// The text of the template itself stays as it is. A URL whose path would hold `.` or `..` is refused, since it
    /// leads elsewhere than its author meant.
    case url
    /// A header's value: refused when it holds a line break or another control character.
    case header
    /// Inside a JSON string, without the quotes.
    case jsonString
}

/// A template that cannot be read or rendered.
package struct TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The character (Unicode scalar) of the template at which the trouble starts, counted from 1.
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
