import Primitives

/// One way in which a simulated system fails.
package enum FaultKind: Sendable, Equatable {
    /// A refusal with this status, before anything is processed.
    case status(Int, retryAfter: RetryAfter?)
    /// Every token given out so far is invalid from this request on.
    case tokenExpiry
    /// The request is processed at once, and answered so much later.
    case slow(Duration)
    /// The connection is reset before anything is processed.
    case reset
    /// The request is processed, and the connection reset instead of an answer.
    case lostAnswer
    /// The request is processed, and the answer ends in the middle.
    case truncated
    /// The request is processed, and answered with so many bytes.
    case giant(bytes: Int)
    /// The request is processed, and the answer is broken JSON.
    case invalidJSON
    /// 302 to this address, before anything is processed.
    case redirect(String)
    /// Salesforce's daily limit of requests is used up.
    case requestLimit
    /// The request is taken for later, as Braze does while it is serviced.
    case maintenance

    /// How `Retry-After` is written.
    package enum RetryAfter: Sendable, Equatable {
        case seconds(Int)
        /// As an HTTP date so many seconds from now.
        case date(Int)
    }

    /// Reads such as `429=5`, `503`, `slow=2s`, `giant=1GB`; `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard let word = parts.first else { return nil }
        let value = parts.count > 1 ? parts[1] : nil
        if let status = Int(word), (400...599).contains(status) {
            guard let retryAfter = Self.retryAfter(value) else { return nil }
            self = .status(status, retryAfter: retryAfter)
            return
        }
        switch (word, value) {
        case ("token-expiry", nil): self = .tokenExpiry
        case ("slow", let value?):
            guard let duration = Duration(unitText: value) else { return nil }
            self = .slow(duration)
        case ("reset", nil): self = .reset
        case ("lost-answer", nil): self = .lostAnswer
        case ("truncated", nil): self = .truncated
        case ("giant", let value):
            guard let bytes = value.map(ByteCountText.parse) ?? 1 << 30, (1...1 << 30).contains(bytes) else {
                return nil
            }
            self = .giant(bytes: bytes)
        case ("invalid-json", nil): self = .invalidJSON
        case ("redirect", let value?): self = .redirect(value)
        case ("request-limit", nil): self = .requestLimit
        case ("maintenance", nil): self = .maintenance
        default: return nil
        }
    }

    /// The word by which the ledger counts it.
    package var word: String {
        switch self {
        case .status(let status, _): String(status)
        case .tokenExpiry: "token-expiry"
        case .slow: "slow"
        case .reset: "reset"
        case .lostAnswer: "lost-answer"
        case .truncated: "truncated"
        case .giant: "giant"
        case .invalidJSON: "invalid-json"
        case .redirect: "redirect"
        case .requestLimit: "request-limit"
        case .maintenance: "maintenance"
        }
    }

    /// `.some(nil)` where none is asked for, `nil` where it cannot be read.
    private static func retryAfter(_ text: String?) -> RetryAfter?? {
        guard let text else { return .some(nil) }
        if let seconds = Int(text), seconds >= 0 { return .seconds(seconds) }
        guard text.hasPrefix("date:"), let seconds = Int(text.dropFirst(5)), seconds >= 0 else { return nil }
        return .date(seconds)
    }
}
