import Primitives

/// What can stand behind a `|`.
enum TemplateFilter: Sendable, Equatable {
    /// `default: 'x'`, `default: 0`, `default: false`: instead of a missing or empty value.
    case fallback(JSONValue)
    case upper
    case lower
    /// Without the white space at both ends.
    case trim
    /// `date: 'yyyy-MM-dd'`; see `DatePattern`.
    case date(DatePattern)
    /// The value as JSON. Where it is all that a string of a JSON body holds, the body gets the value itself.
    case json
    /// Percent-encoded.
    case url
    /// The MD5 of the text in lower-case hexadecimal, by which Mailchimp names subscribers.
    case md5
    /// With a backslash before each quote and backslash, for a text inside the quotes of a Salesforce query.
    case soql
    /// A missing or empty value drops the JSON member, form pair or header that it stands in.
    case optional

    static let names = ["default", "upper", "lower", "trim", "date", "json", "url", "md5", "soql", "optional"]

    /// The filter of a name and what stands behind its colon; the error is a message for people.
    static func named(_ name: String, argument: JSONValue?) -> Result<TemplateFilter, Problem> {
        switch name {
        case "default":
            guard let argument else { return .failure(Problem("`default` needs a value, such as default: 'none'")) }
            return .success(.fallback(argument))
        case "date":
            guard let pattern = argument?.string else {
                return .failure(Problem("`date` needs a pattern, such as date: 'yyyy-MM-dd'"))
            }
            guard let date = DatePattern(pattern) else { return .failure(Problem(DatePattern.advice)) }
            return .success(.date(date))
        default: break
        }
        guard let filter = plain[name] else {
            let suggestion =
                NearestName.find(name, among: names).map { "did you mean `\($0)`" }
                ?? "there are \(names.joined(separator: ", "))"
            return .failure(Problem("there is no filter `\(name)`; \(suggestion)"))
        }
        return argument == nil ? .success(filter) : .failure(Problem("`\(name)` takes nothing behind a colon"))
    }

    struct Problem: Error {
        var message: String

        init(_ message: String) {
            self.message = message
        }
    }

    private static let plain: [String: TemplateFilter] = [
        "upper": .upper, "lower": .lower, "trim": .trim, "json": .json, "url": .url, "md5": .md5, "soql": .soql,
        "optional": .optional,
    ]
}
