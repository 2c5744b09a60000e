import Database
import Primitives

/// A filter as SQL: one full-text expression that the search index answers, and conditions on event rows.
struct FilterQuery {
    /// A MATCH expression over `search.event_search`; `nil` when the index cannot help.
    private(set) var match: String?
    /// SQL conditions over `event`, to be joined by AND; their parameters are in `values`.
    private(set) var conditions: [String] = []
    private(set) var values: [SQLiteValue] = []

    /// A MATCH expression over exactly the indexed events that do *not* pass, where the filter is made of nothing but
    /// negated words; `nil` otherwise.
    private(set) var complement: String?

    /// Whether the search index is asked at all, so that rows it has not seen yet must be left out.
    private(set) var usesSearchIndex = false

    init(_ filter: Filter, sponsors: SponsorDirectory, now: Timestamp) {
        var wanted: [String] = []
        var unwanted: [String] = []
        for term in filter.terms {
            let compiled = compile(term.condition, sponsors: sponsors, now: now)
            usesSearchIndex = usesSearchIndex || compiled.match != nil
            switch (compiled.match, compiled.condition, term.isNegated) {
            case (let match?, let condition, false):
                wanted.append(match)
                if let condition { conditions.append(condition) }
            case (let match?, nil, true):
                unwanted.append(match)
            case (let match?, let condition?, true):
                conditions.append(Self.opposite("\(Self.found(by: bind(.text(match)))) AND \(condition)"))
            case (nil, let condition?, let isNegated):
                conditions.append(isNegated ? Self.opposite(condition) : condition)
            case (nil, nil, _):
                break
            }
        }
        if wanted.isEmpty {
            if conditions.isEmpty, !unwanted.isEmpty {
                complement = unwanted.map { "(\($0))" }.joined(separator: " OR ")
            }
            for match in unwanted { conditions.append("NOT \(Self.found(by: bind(.text(match))))") }
        } else {
            match = wanted.map { "(\($0))" }.joined(separator: " AND ")
            if !unwanted.isEmpty {
                match = "(\(match ?? ""))" + unwanted.map { " NOT (\($0))" }.joined()
            }
        }
    }

    /// Adds a parameter and gives its place in the SQL.
    mutating func bind(_ value: SQLiteValue) -> String {
        values.append(value)
        return "$\(values.count)"
    }

    /// True wherever the condition is not, also where it is NULL because an event lacks what it asks about.
    private static func opposite(_ condition: String) -> String {
        "(\(condition)) IS NOT TRUE"
    }

    private static func found(by parameter: String) -> String {
        "event.seq IN (SELECT rowid FROM search.event_search WHERE event_search MATCH \(parameter))"
    }

    private mutating func compile(
        _ condition: Filter.Condition,
        sponsors: SponsorDirectory,
        now: Timestamp
    ) -> (match: String?, condition: String?) {
        switch condition {
        case .anywhere(let text):
            let columns = ["event.trigger", "event.name", "event.card_name", "event.site_name"]
            return words(text, column: nil, checked: columns, checksBody: true)
        case .field(.trigger, let text):
            return words(Filter.canonicalTrigger(text), column: "trigger", checked: ["event.trigger", "event.name"])
        case .field(.card, let text):
            return words(text, column: "card", checked: ["event.card_name", "event.card_id"])
        case .field(.site, let text):
            return words(text, column: "site", checked: ["event.site_name", "event.site_id"])
        case .field(.email, let text):
            return words(text, column: "email", checked: ["event.email"])
        case .field(.person, let text):
            return words(text, column: "person", checked: ["event.person"])
        case .field(.source, let text):
            return (nil, "event.source = \(bind(.text(text.lowercased())))")
        case .field(.endpoint, let text):
            return (nil, "event.endpoint = \(bind(.text(text)))")
        case .field(.sponsor, let text):
            return sponsorCondition(text, sponsors: sponsors)
        case .bodyPath(let path, let text):
            let pointer =
                "$" + path.map { $0.allSatisfy { $0.isASCII && $0.isNumber } ? "[\($0)]" : ".\"\($0)\"" }.joined()
            let body = EventRecord.bodyText
            let value = "CASE WHEN json_valid(\(body)) THEN json_extract(\(body), \(bind(.text(pointer)))) END"
            let pattern = bind(.text(LikePattern.containing(text)))
            // The index narrows to events that hold the words anywhere; the path decides.
            return (
                SearchTokens.prefixMatch(text).map { "{body} : (\($0))" },
                "(\(value)) LIKE \(pattern) ESCAPE '\\'"
            )
        case .stepPath:
            // An event knows of no steps.
            return (nil, "0")
        case .since(let moment):
            return (nil, "event.received_at >= \(bind(.integer(moment.resolved(now: now).milliseconds)))")
        case .until(let moment):
            return (nil, "event.received_at < \(bind(.integer(moment.resolved(now: now).milliseconds)))")
        }
    }

    private mutating func words(
        _ text: String,
        column: String?,
        checked columns: [String],
        checksBody: Bool = false
    ) -> (match: String?, condition: String?) {
        let match = SearchTokens.prefixMatch(text).map { column == nil ? $0 : "{\(column ?? "")} : (\($0))" }
        // LIKE folds case for ASCII only; for the rest the words have to do.
        guard SearchTokens.needsExactCheck(text), text.allSatisfy(\.isASCII) else { return (match, nil) }
        let pattern = bind(.text(LikePattern.containing(text)))
        var checks = columns.map { "coalesce(\($0), '') LIKE \(pattern) ESCAPE '\\'" }
        if checksBody {
            // The bytes as they are: a byte order mark before them hides nothing from LIKE.
            checks.append("CAST(event.body AS TEXT) LIKE \(pattern) ESCAPE '\\'")
            // In the body a quote and a backslash stand as JSON writes them.
            let written = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            if written != text {
                let pattern = bind(.text(LikePattern.containing(written)))
                checks.append("CAST(event.body AS TEXT) LIKE \(pattern) ESCAPE '\\'")
            }
        }
        return (match, "(" + checks.joined(separator: " OR ") + ")")
    }

    private mutating func sponsorCondition(
        _ text: String,
        sponsors: SponsorDirectory
    ) -> (match: String?, condition: String?) {
        let patterns = sponsors.cardPatterns(ofSponsorsMatching: text)
        guard !patterns.isEmpty else { return (nil, "0") }
        let checks = patterns.map { pattern in
            let like = bind(.text(LikePattern.matching(pattern)))
            return "coalesce(event.card_name, '') LIKE \(like) ESCAPE '\\' OR event.card_id = \(bind(.text(pattern)))"
        }
        return (nil, "(" + checks.joined(separator: " OR ") + ")")
    }
}
