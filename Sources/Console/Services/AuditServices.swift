package import CoreServices

/// What the Audit pane asks.
package struct AuditServices: Sendable {
    /// Entries, newest first, older than a number.
    package var entries: @Sendable (_ before: Int64?, _ limit: Int) async throws -> [AuditEntry] = { _, _ in [] }
    /// Whether the record is whole.
    package var verify: @Sendable () async throws -> AuditVerdict = { .whole(entries: 0) }

    /// Nothing to ask.
    package static let empty = AuditServices()
}
