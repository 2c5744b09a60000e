import Primitives

/// A fault, the system that has it, and when.
package struct FaultRule: Sendable, Equatable {
    /// Which requests are hit, counted from the moment when the rule is set.
    package enum Occasion: Sendable, Equatable {
        case always
        /// Each with this probability, from 0 to 1.
        case rate(Double)
        /// The requests from the first to the last of these, counted from 1.
        case requests(ClosedRange<Int>)
        /// Each so-manieth.
        case every(Int)
        /// All within so long.
        case firstTime(Duration)
    }

    /// Such as `salesforce`, `http` for all generic endpoints, `http/globex` for one, `all` for everything.
    package var remote: String
    package var kind: FaultKind
    package var occasion: Occasion

    package init(remote: String, kind: FaultKind, occasion: Occasion = .always) {
        self.remote = remote
        self.kind = kind
        self.occasion = occasion
    }

    /// Reads `REMOTE:KIND[@WHEN]`, such as `braze:503@90s`, `salesforce:429=5@10%`, `http/a:lost-answer@1-20` or
    /// `salesforce:token-expiry@every=100`.
    ///
    /// - Throws: `SimulatorError` that says what cannot be read.
    package init(_ text: String) throws(SimulatorError) {
        guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else {
            throw SimulatorError("fault '\(text)' names no system; write such as braze:503@90s")
        }
        let rest = text[text.index(after: colon)...]
        let at = rest.lastIndex(of: "@")
        let word = String(rest[..<(at ?? rest.endIndex)])
        guard let kind = FaultKind(word) else {
            throw SimulatorError(
                "fault '\(word)' is not known; use a status such as 503 or 429=5, slow=2s, reset, lost-answer, "
                    + "truncated, giant=1GB, invalid-json, redirect=URL, token-expiry, request-limit or maintenance"
            )
        }
        let when = at.map { String(rest[rest.index(after: $0)...]) }
        guard let occasion = when.map(Self.occasion) ?? .always else {
            throw SimulatorError("'\(when ?? "")' is no occasion of a fault; use such as 10%, 90s, 1-20 or every=100")
        }
        self.init(remote: String(text[..<colon]), kind: kind, occasion: occasion)
    }

    private static func occasion(_ text: String) -> Occasion? {
        if text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent) {
            return .rate(percent / 100)
        }
        if text.hasPrefix("every="), let count = Int(text.dropFirst(6)), count > 0 { return .every(count) }
        let ends = text.split(separator: "-").compactMap { Int($0) }
        if ends.count == 2, ends[0] > 0, ends[0] <= ends[1] { return .requests(ends[0]...ends[1]) }
        return Duration(unitText: text).map { .firstTime($0) }
    }

    /// Whether the rule speaks of the system called `name`.
    func concerns(_ name: String) -> Bool {
        remote == name || remote == "all" || (name.hasPrefix(remote) && name.dropFirst(remote.count).first == "/")
    }
}
