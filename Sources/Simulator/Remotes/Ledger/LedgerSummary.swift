/// What one simulated system has seen.
package struct LedgerSummary: Sendable, Equatable {
    /// Such as `salesforce` or `http/globex`.
    package var remote: String
    package var requests = 0
    /// Requests that changed something, answered or not.
    package var processed = 0
    /// Of these, those without an idempotency key.
    package var withoutKey = 0
    package var distinctKeys = 0
    /// Keys that were processed more than once, and how often.
    package var repeatedKeys: [String: Int] = [:]
    /// Things that were changed, such as leads.
    package var resources = 0
    /// How many requests were answered with each status; 0 stands for a reset instead of an answer.
    package var answers: [Int: Int] = [:]
    /// How often each fault happened.
    package var faults: [String: Int] = [:]
    /// What a careful client would not have sent, and how often it was.
    package var violations: [String: Int] = [:]

    package init(remote: String) {
        self.remote = remote
    }

    /// One line for people.
    package var line: String {
        let answers = answers.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key == 0 ? "reset" : "\($0.key)")" }
        var line =
            "\(remote): \(requests) requests (\(answers.joined(separator: ", "))), \(processed) processed, "
            + "\(distinctKeys) keys, \(repeatedKeys.count) of them more than once"
        if !violations.isEmpty {
            line += "; violations: "
            line += violations.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
        }
        return line
    }

    var json: OrderedJSON {
        .object([
            ("remote", .string(remote)), ("requests", .integer(requests)), ("processed", .integer(processed)),
            ("without_key", .integer(withoutKey)), ("distinct_keys", .integer(distinctKeys)),
            ("repeated_keys", Self.counts(repeatedKeys)), ("resources", .integer(resources)),
            ("answers", Self.counts(answers.reduce(into: [:]) { $0["\($1.key)"] = $1.value })),
            ("faults", Self.counts(faults)), ("violations", Self.counts(violations)),
        ])
    }

    private static func counts(_ counts: [String: Int]) -> OrderedJSON {
        .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
    }
}
