import Primitives

/// What a request asks of `/api/leads`.
struct LeadAPIQuestion: Sendable, Equatable {
    /// What may stand behind the `?`, in the order of the documentation.
    enum Parameter: String, CaseIterable, Sendable {
        case sponsor, tag, card, since, until, qualified, cursor, limit, format
    }

    enum Form: String, CaseIterable, Sendable {
        case json, csv
    }

    static let limits = 1...1_000
    static let usualLimit = 100

    /// A name or tag.
    var sponsor: String?
    var tag: String?
    var card: String?
    var since: Timestamp?
    var until: Timestamp?
    var qualifiedOnly = false
    var cursor: LeadCursor?
    var limit = Self.usualLimit
    var form: Form?

    /// - Parameter secondsFromUTC: Of times that say no offset.
    init(_ arguments: [(name: String, value: String)], secondsFromUTC: Int) throws(LeadAPIProblem) {
        var seen: Set<Parameter> = []
        for (name, value) in arguments {
            guard let parameter = Parameter(rawValue: name) else { throw Self.unknown(name) }
            guard seen.insert(parameter).inserted else { throw .unusable("\(name) is given twice; give it once") }
            guard !value.isEmpty, value.utf8.count <= 512 else {
                throw .unusable("\(name) is empty or too long; give it a value, or leave it out")
            }
            try take(parameter, value, secondsFromUTC)
        }
    }

    private mutating func take(_ parameter: Parameter, _ value: String, _ secondsFromUTC: Int) throws(LeadAPIProblem) {
        switch parameter {
        case .sponsor: sponsor = value
        case .tag: tag = value
        case .card: card = value
        case .since: since = try Self.time(value, parameter, secondsFromUTC)
        case .until: until = try Self.time(value, parameter, secondsFromUTC)
        case .qualified:
            switch value {
            case "true": qualifiedOnly = true
            case "false": qualifiedOnly = false
            default: throw .unusable("qualified is neither true nor false")
            }
        case .cursor:
            guard let cursor = LeadCursor(value) else {
                throw .unusable("this is no cursor; take next_cursor of an earlier answer as it is, or leave it out")
            }
            self.cursor = cursor
        case .limit:
            guard let limit = Int(value), Self.limits.contains(limit) else {
                throw .unusable("limit is a number from \(Self.limits.lowerBound) to \(Self.limits.upperBound)")
            }
            self.limit = limit
        case .format:
            guard let form = Form(rawValue: value) else { throw .unusable("format is json or csv") }
            self.form = form
        }
    }

    private static func time(_ text: String, _ parameter: Parameter, _ seconds: Int) throws(LeadAPIProblem) -> Timestamp
    {
        // A + in an address means a space unless it is written as %2B.
        guard let time = LocalTime.parse(text.replacing(" ", with: "+"), secondsFromUTC: seconds) else {
            throw .unusable(
                "\(parameter.rawValue) is no time; write it as 2026-05-01T09:30:00Z, or with an offset and its + as %2B"
            )
        }
        return time
    }

    private static func unknown(_ name: String) -> LeadAPIProblem {
        let secrets: Set<String> = ["token", "access_token", "key", "apikey", "api_key"]
        if secrets.contains(name.lowercased()) {
            return .unusable("a token in an address ends up in logs; send it as Authorization: Bearer TOKEN")
        }
        let names = Parameter.allCases.map(\.rawValue).joined(separator: ", ")
        return .unusable("'\(name.prefix(64))' cannot be asked; there are \(names)")
    }

    /// The same for equal questions, whatever page they ask for.
    func fingerprint(sponsor: Int64?) -> String {
        [
            sponsor.map(String.init) ?? "*", card ?? "", since.map { String($0.milliseconds) } ?? "",
            until.map { String($0.milliseconds) } ?? "", qualifiedOnly ? "q" : "",
        ].joined(separator: "|")
    }

    /// The form of the answer: what the address says, else what the header says.
    ///
    /// - Parameter accept: The header `Accept`.
    func form(accept: String?) throws(LeadAPIProblem) -> Form {
        if let form { return form }
        guard let accept, !accept.isEmpty else { return .json }
        let wanted = accept.lowercased().split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        var best: (form: Form, weight: Double)?
        for range in wanted {
            let parts = range.split(separator: ";")
            let weight = parts.first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            let form: Form? =
                switch parts.first {
                case "application/json", "application/*", "*/*": .json
                case "text/csv", "text/*": .csv
                default: nil
                }
            if let form, weight > 0, weight > best?.weight ?? 0 { best = (form, weight) }
        }
        guard let best else { throw .notAcceptable }
        return best.form
    }
}
