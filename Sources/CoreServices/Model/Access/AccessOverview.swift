package import Primitives

/// How single sign-on goes, as the store knows it.
package struct AccessOverview: Sendable, Equatable {
    /// How far an event app's clock was ahead of ours at most, within about an hour.
    package struct Clock: Sendable, Equatable {
        package var caller: String
        package var ahead: Duration
        package var at: Timestamp

        package init(caller: String, ahead: Duration, at: Timestamp) {
            self.caller = caller
            self.ahead = ahead
            self.at = at
        }
    }

    /// An origin that is not listed and asked all the same.
    package struct BlockedOrigin: Sendable, Equatable {
        /// As the browser sent it: text of an outsider.
        package var origin: String
        package var count: Int64
        package var firstAt: Timestamp
        package var lastAt: Timestamp

        package init(origin: String, count: Int64, firstAt: Timestamp, lastAt: Timestamp) {
            self.origin = origin
            self.count = count
            self.firstAt = firstAt
            self.lastAt = lastAt
        }
    }

    /// Ever.
    package var issued: Int64 = 0
    package var refused: Int64 = 0
    /// In each of the last 60 minutes, oldest first; the last one is not over yet.
    package var issuedByMinute = [Int](repeating: 0, count: 60)
    package var refusedByMinute = [Int](repeating: 0, count: 60)
    /// The newest first.
    package var answers: [AccessAnswerRow] = []
    package var clocks: [Clock] = []
    /// The one that asked last first.
    package var blockedOrigins: [BlockedOrigin] = []

    package init() {}

    package var issuedLastHour: Int { issuedByMinute.reduce(0, +) }
    package var refusedLastHour: Int { refusedByMinute.reduce(0, +) }
}
