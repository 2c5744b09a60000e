package import Primitives

/// One act of an operator, as the append-only record keeps it.
package struct AuditEntry: Sendable, Equatable {
    /// Counted from 1 without gaps.
    package var number: Int64
    package var at: Timestamp
    /// The account and machine, such as `mira@venue-laptop`.
    package var by: String
    /// Such as `failures.retry`.
    package var act: String
    /// What it was done to, such as `step 4127` or `destination acme-salesforce`.
    package var subject: String
    package var reason: String
    /// What changed, in words; empty where there is nothing to say.
    package var before: String
    package var after: String
    /// SHA-256 over the previous entry's hash and this entry, in hex.
    package var hash: String

    package init(
        number: Int64,
        at: Timestamp,
        by: String,
        act: String,
        subject: String,
        reason: String,
        before: String,
        after: String,
        hash: String
    ) {
        self.number = number
        self.at = at
        self.by = by
        self.act = act
        self.subject = subject
        self.reason = reason
        self.before = before
        self.after = after
        self.hash = hash
    }
}

/// Whether the record is whole.
package enum AuditVerdict: Sendable, Equatable {
    case whole(entries: Int64)
    /// The first entry that does not fit those before it, and why.
    case broken(number: Int64, reason: String)
}
