package import CoreServices

/// What can happen to the Audit pane.
package enum AuditMessage: Sendable {
    case list(generation: Int, Result<[AuditEntry], QueryFailure>, limit: Int)
    /// Entries that are older than those there are.
    case older(generation: Int, Result<[AuditEntry], QueryFailure>, limit: Int)
    case verified(Result<AuditVerdict, QueryFailure>)
}

/// What a key asks of the Audit pane alone.
package enum AuditCommand: Sendable, Hashable {
    case readAgain, verify
}
