package import Primitives

/// What became of one request for a token, without the token and without whom it was for.
package struct AccessAnswer: Sendable, Equatable {
    package enum Outcome: String, Sendable, CaseIterable {
        case issued, refused
    }

    package var outcome: Outcome
    /// The HTTP status answered; 0 for a token made at the console or on the command line.
    package var status: Int
    /// A few words from a fixed vocabulary: `signed`, `from stock`, `expired`.
    package var reason: String
    /// The caller or the event app by its configured name; empty where nobody was recognised.
    package var caller: String
    /// The key that signed; empty for a refusal.
    package var keyID: String
    /// Where the page is from that asked; empty for a backend.
    package var origin: String
    /// The peer's address, without port.
    package var remoteAddress: String
    package var at: Timestamp
    /// When the token ends to hold.
    package var expiresAt: Timestamp?

    package init(
        outcome: Outcome,
        status: Int,
        reason: String,
        caller: String = "",
        keyID: String = "",
        origin: String = "",
        remoteAddress: String = "",
        at: Timestamp,
        expiresAt: Timestamp? = nil
    ) {
        self.outcome = outcome
        self.status = status
        self.reason = reason
        self.caller = caller
        self.keyID = keyID
        self.origin = origin
        self.remoteAddress = remoteAddress
        self.at = at
        self.expiresAt = expiresAt
    }
}

/// Equal answers of one minute.
package struct AccessAnswerRow: Sendable, Equatable {
    /// Grows with each row.
    package var id: Int64
    /// The newest of them.
    package var answer: AccessAnswer
    package var count: Int64
    package var firstAt: Timestamp

    package init(id: Int64, answer: AccessAnswer, count: Int64, firstAt: Timestamp) {
        self.id = id
        self.answer = answer
        self.count = count
        self.firstAt = firstAt
    }
}
