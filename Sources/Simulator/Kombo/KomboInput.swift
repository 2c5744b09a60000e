import Foundation

/// A request's body held against what the API says of it: unknown, missing and wrong fields are mistakes.
struct KomboInput {
    /// What a field may hold.
    enum Kind: Sendable {
        case text
        case email
        case boolean
        case oneOf([String])
        /// The same, or null.
        indirect case optional(Kind)
    }

    private enum Value: Decodable {
        case text(String)
        case boolean(Bool)
        case null
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let flag = try? container.decode(Bool.self) {
                self = .boolean(flag)
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .other
            }
        }
    }

    private let members: [String: Value]
    /// What is wrong, in words; empty when nothing is.
    let problems: [String]

    init(_ body: [UInt8], _ fields: [String: Kind], required: [String] = []) {
        guard let found = try? JSONDecoder().decode([String: Value].self, from: Data(body)) else {
            members = [:]
            problems = ["the body is not a JSON object"]
            return
        }
        members = found
        var problems = required.filter { found[$0] == nil }.map { "'\($0)' is required" }
        for (name, value) in found.sorted(by: { $0.key < $1.key }) {
            guard let kind = fields[name] else {
                problems.append("'\(name)' is not a known field")
                continue
            }
            if let problem = Self.problem(value, kind) { problems.append("'\(name)' \(problem)") }
        }
        self.problems = problems
    }

    func text(_ name: String) -> String? {
        if case .text(let text)? = members[name] { text } else { nil }
    }

    func isTrue(_ name: String) -> Bool {
        if case .boolean(let flag)? = members[name] { flag } else { false }
    }

    private static func problem(_ value: Value, _ kind: Kind) -> String? {
        switch (kind, value) {
        case (.optional, .null): return nil
        case (.optional(let inner), _): return problem(value, inner)
        case (.text, .text(let text)): return text.isEmpty ? "must not be empty" : nil
        case (.text, _): return "must be text"
        case (.email, .text(let text)) where EmailAddress.isValid(text): return nil
        case (.email, _): return "must be an e-mail address"
        case (.boolean, .boolean): return nil
        case (.boolean, _): return "must be true or false"
        case (.oneOf(let words), .text(let text)) where words.contains(text): return nil
        case (.oneOf(let words), _): return "must be one of \(words.joined(separator: ", "))"
        }
    }
}
