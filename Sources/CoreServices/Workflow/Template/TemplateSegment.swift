/// A stretch of a template.
enum TemplateSegment: Sendable, Equatable {
    case text(String)
    case place(TemplatePlaceholder)
}

/// What stands between `{{` and `}}`.
struct TemplatePlaceholder: Sendable, Equatable {
    enum Origin: Sendable, Equatable {
        case path([String])
        case text(String)
    }

    var origin: Origin
    var filters: [TemplateFilter]
    /// Where it opens, in characters counted from 1.
    var column: Int

    /// How the path is told to people; empty for a text.
    var path: String {
        guard case .path(let names) = origin else { return "" }
        return names.dropFirst().reduce(names.first ?? "") { text, name in
            name.unicodeScalars.allSatisfy(TemplateParser.isNamePart) ? "\(text).\(name)" : "\(text)['\(name)']"
        }
    }

    var isOptional: Bool { filters.contains(.optional) }

    /// Whether it gives JSON as it is: its last filter, beside `optional`, is `json`.
    var isRawJSON: Bool { filters.last { $0 != .optional } == .json }
}
