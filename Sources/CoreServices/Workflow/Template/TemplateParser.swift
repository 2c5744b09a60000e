import Primitives

/// Reads templates, scalar by scalar and in one pass.
struct TemplateParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ source: String) {
        scalars = Array(source.unicodeScalars)
    }

    mutating func segments() throws(TemplateError) -> [TemplateSegment] {
        var segments: [TemplateSegment] = []
        var text = String.UnicodeScalarView()
        while let scalar = peek {
            if scalar == "{", position + 1 < scalars.count, scalars[position + 1] == "{" {
                if !text.isEmpty { segments.append(.text(String(text))) }
                text = String.UnicodeScalarView()
                segments.append(.place(try placeholder()))
            } else {
                text.append(scalar)
                position += 1
            }
        }
        if !text.isEmpty { segments.append(.text(String(text))) }
        return segments
    }

    static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar == "-" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private var peek: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private func failure(_ message: String, at position: Int? = nil) -> TemplateError {
        TemplateError(column: (position ?? self.position) + 1, message: message)
    }

    private mutating func skipSpace() {
        while let scalar = peek, scalar.properties.isWhitespace { position += 1 }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    private mutating func placeholder() throws(TemplateError) -> TemplatePlaceholder {
        let opening = position
        position += 2
        skipSpace()
        let origin: TemplatePlaceholder.Origin
        if peek == "'" || peek == "\"" {
            origin = .text(try quoted())
        } else {
            origin = .path(try path(opening: opening))
        }
        var filters: [TemplateFilter] = []
        while true {
            skipSpace()
            if take("|") {
                filters.append(try filter())
            } else if take("}") {
                guard take("}") else { throw failure("expected `}}`, found a single `}`", at: position - 1) }
                return TemplatePlaceholder(origin: origin, filters: filters, column: opening + 1)
            } else {
                throw unexpected(opening: opening)
            }
        }
    }

    private func unexpected(opening: Int) -> TemplateError {
        guard let found = peek, found != "{" else {
            return failure("the `{{` opened here is not closed; expected `}}`", at: opening)
        }
        return failure("expected `|` or `}}`, found \(Self.shown(found))")
    }

    private static func shown(_ scalar: Unicode.Scalar) -> String {
        ("!"..."~").contains(scalar) ? "`\(scalar)`" : "U+" + String(scalar.value, radix: 16, uppercase: true)
    }

    private mutating func path(opening: Int) throws(TemplateError) -> [String] {
        let start = position
        if peek == "}" || peek == "|" { throw failure("a path is missing, such as contact.email") }
        if peek == nil { throw unexpected(opening: opening) }
        var names = [try name()]
        if !TemplateValues.rootNames.contains(names[0]) {
            let suggestion =
                NearestName.find(names[0], among: TemplateValues.rootNames).map { "did you mean `\($0)`" }
                ?? "there are \(TemplateValues.rootNames.joined(separator: ", "))"
            throw failure("there is no `\(names[0])`; \(suggestion)", at: start)
        }
        while true {
            if take(".") {
                names.append(try name())
            } else if take("[") {
                skipSpace()
                names.append(peek == "'" || peek == "\"" ? try quoted() : try name())
                skipSpace()
                guard take("]") else { throw failure("expected `]` after a name in brackets") }
            } else {
                return names
            }
        }
    }

    private mutating func name() throws(TemplateError) -> String {
        var name = String.UnicodeScalarView()
        while let scalar = peek, Self.isNamePart(scalar) {
            name.append(scalar)
            position += 1
        }
        guard !name.isEmpty else {
            let found = peek.map(Self.shown) ?? "the end of the text"
            throw failure("expected a name of letters, digits, `_` and `-`, found \(found)")
        }
        return String(name)
    }

    private mutating func quoted() throws(TemplateError) -> String {
        let opening = position
        let quote = scalars[position]
        position += 1
        var text = String.UnicodeScalarView()
        while let scalar = peek {
            position += 1
            if scalar == quote { return String(text) }
            if scalar == "\\", let escaped = peek {
                text.append(escaped)
                position += 1
            } else {
                text.append(scalar)
            }
        }
        throw failure("the quote opened here is not closed", at: opening)
    }

    private mutating func filter() throws(TemplateError) -> TemplateFilter {
        skipSpace()
        let start = position
        let name = try name()
        skipSpace()
        var argument: JSONValue?
        if take(":") {
            skipSpace()
            argument = try self.argument()
        }
        switch TemplateFilter.named(name, argument: argument) {
        case .success(let filter): return filter
        case .failure(let problem): throw failure(problem.message, at: start)
        }
    }

    /// A text in quotes, a number, `true` or `false`.
    private mutating func argument() throws(TemplateError) -> JSONValue {
        if peek == "'" || peek == "\"" { return .string(try quoted()) }
        let start = position
        var word = ""
        while let scalar = peek, Self.isNamePart(scalar) || scalar == "." || scalar == "+" {
            word.unicodeScalars.append(scalar)
            position += 1
        }
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            if let integer = Int64(word) { return .integer(integer) }
            if let number = Double(word), number.isFinite { return .number(number) }
            throw failure("expected a text in quotes, a number, true or false", at: start)
        }
    }
}
