import Primitives

extension Filter {
    /// Reads what a person typed.
    ///
    /// - Parameters:
    ///   - secondsFromUTC: Seconds east of UTC in which a time without offset is meant.
    ///   - allowsSteps: Whether `steps.ID.PATH:value` may be asked, as in the decisions of a workflow.
    /// - Throws: `FilterError` with the column and what was expected there.
    package init(
        parsing text: String,
        secondsFromUTC: Int = 0,
        allowsSteps: Bool = false
    ) throws(FilterError) {
        var parser = FilterParser(text: text, secondsFromUTC: secondsFromUTC, allowsSteps: allowsSteps)
        self.init(terms: try parser.terms(), text: text)
    }
}

private struct FilterParser {
    private let characters: [Character]
    private var position = 0
    private let secondsFromUTC: Int
    private let allowsSteps: Bool

    init(text: String, secondsFromUTC: Int, allowsSteps: Bool) {
        characters = Array(text)
        self.secondsFromUTC = secondsFromUTC
        self.allowsSteps = allowsSteps
    }

    mutating func terms() throws(FilterError) -> [Filter.Term] {
        var terms: [Filter.Term] = []
        while true {
            while let next = peek, next.isWhitespace { position += 1 }
            guard peek != nil else { return terms }
            terms.append(try term())
        }
    }

    private var peek: Character? {
        position < characters.count ? characters[position] : nil
    }

    private mutating func term() throws(FilterError) -> Filter.Term {
        let start = position
        var isNegated = false
        if peek == "-", position + 1 < characters.count, !characters[position + 1].isWhitespace {
            isNegated = true
            position += 1
        }
        let nameStart = position
        if peek != "\"" {
            while let next = peek, !next.isWhitespace, next != ":", next != "\"" { position += 1 }
        }
        let name = String(characters[nameStart..<position])
        guard peek == ":", !name.isEmpty, Self.looksLikeField(name) else {
            position = nameStart
            let word = try value()
            guard !word.isEmpty else {
                throw FilterError(column: start + 1, message: "a word is missing between the quotes")
            }
            return Filter.Term(isNegated: isNegated, condition: .anywhere(word))
        }
        position += 1
        let valueStart = position
        let text = try value()
        guard !text.isEmpty else {
            throw FilterError(column: valueStart + 1, message: "`\(name):` needs a value right after it")
        }
        let condition = try condition(name: name, value: text, nameColumn: nameStart + 1, valueColumn: valueStart + 1)
        return Filter.Term(isNegated: isNegated, condition: condition)
    }

    /// A time such as `09:30` or an address such as `::1` is a word, not a field.
    private static func looksLikeField(_ name: String) -> Bool {
        guard let first = name.first, first.isLetter else { return false }
        return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == "-" }
    }

    private mutating func value() throws(FilterError) -> String {
        guard peek == "\"" else {
            let start = position
            while let next = peek, !next.isWhitespace { position += 1 }
            return String(characters[start..<position])
        }
        let opening = position
        position += 1
        var text = ""
        while let next = peek {
            position += 1
            if next == "\"" { return text }
            if next == "\\", let escaped = peek {
                text.append(escaped)
                position += 1
            } else {
                text.append(next)
            }
        }
        throw FilterError(column: opening + 1, message: "the quote opened here is not closed")
    }

    private func condition(
        name: String,
        value: String,
        nameColumn: Int,
        valueColumn: Int
    ) throws(FilterError) -> Filter.Condition {
        let lowercased = name.lowercased()
        if let field = Filter.Field(rawValue: lowercased) { return .field(field, value) }
        switch lowercased {
        case "since": return .since(try moment(value, column: valueColumn))
        case "until": return .until(try moment(value, column: valueColumn))
        case "body":
            throw FilterError(
                column: nameColumn,
                message: "`body` needs a path, such as `body.form_fields.company:\(value)`"
            )
        default: break
        }
        if lowercased.hasPrefix("body.") {
            return .bodyPath(try path(name, nameColumn: nameColumn), value)
        }
        if lowercased == "steps" || lowercased.hasPrefix("steps.") {
            return .stepPath(try stepPath(name, value: value, nameColumn: nameColumn), value)
        }
        let known = Filter.Field.allCases.map(\.rawValue) + ["since", "until"]
        throw FilterError(
            column: nameColumn,
            message: "there is no field `\(name)`; there are \(known.joined(separator: ", ")) and body.PATH"
                + " (put the word in quotes to search for it as it is)"
        )
    }

    private func path(_ name: String, nameColumn: Int) throws(FilterError) -> [String] {
        let path = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().map(String.init)
        guard path.allSatisfy({ !$0.isEmpty }) else {
            throw FilterError(column: nameColumn, message: "`\(name)` has an empty part between two dots")
        }
        return path
    }

    private func stepPath(_ name: String, value: String, nameColumn: Int) throws(FilterError) -> [String] {
        guard allowsSteps else {
            throw FilterError(
                column: nameColumn,
                message: "there is no field `\(name)` here; only a decision of a workflow can ask for earlier steps"
                    + " (put the word in quotes to search for it as it is)"
            )
        }
        let path = try path(name, nameColumn: nameColumn)
        guard path.count > 1 else {
            throw FilterError(
                column: nameColumn,
                message: "`steps` needs a step and a path, such as `steps.lookup.status:\(value)`"
            )
        }
        return path
    }

    private func moment(_ value: String, column: Int) throws(FilterError) -> Filter.Moment {
        if let duration = Self.duration(value) { return .ago(duration) }
        if let time = LocalTime.parse(value, secondsFromUTC: secondsFromUTC) { return .at(time) }
        throw FilterError(
            column: column,
            message: "`\(value)` is no time; write 15m, 2h, 3d, 2026-05-01 or 2026-05-01T09:30"
        )
    }

    /// `90s`, `15m`, `2h`, `3d`.
    private static func duration(_ text: String) -> Duration? {
        guard let unit = text.last, let amount = Int64(text.dropLast()), amount >= 0, amount < 1_000_000 else {
            return nil
        }
        switch unit {
        case "s": return .seconds(amount)
        case "m": return .seconds(amount * 60)
        case "h": return .seconds(amount * 3600)
        case "d": return .seconds(amount * 86_400)
        default: return nil
        }
    }
}
