import Database
import Primitives

/// How a failure stands in the five columns that several tables have for it.
enum ConnectFailureRecord {
    static let columns = "failure_reason, failure_sentence, failure_next, failure_log_url, failure_at"

    /// - Parameter first: The number of the first of the five columns.
    static func failure(_ row: borrowing SQLiteRow, from first: Int32) -> ConnectFailure? {
        guard let name = row.optionalText(first) else { return nil }
        return ConnectFailure(
            ConnectFailure.Reason(rawValue: name) ?? .unexpectedAnswer,
            row.text(first + 1),
            nextStep: row.text(first + 2),
            logURL: row.optionalText(first + 3),
            at: row.optionalInteger(first + 4).map(Timestamp.init(milliseconds:))
        )
    }

    /// Values for the five columns; all NULL without a failure.
    static func values(of failure: ConnectFailure?, at now: Timestamp) -> [SQLiteValue] {
        guard let failure else { return Array(repeating: .null, count: 5) }
        return [
            .text(failure.reason.rawValue), .text(failure.sentence), .text(failure.nextStep), .text(failure.logURL),
            .integer((failure.at ?? now).milliseconds),
        ]
    }

    /// The assignments of an update whose parameters begin at `first`.
    static func assignments(from first: Int) -> String {
        columns.split(separator: ", ").enumerated().map { "\($1) = $\(first + $0)" }.joined(separator: ", ")
    }
}
