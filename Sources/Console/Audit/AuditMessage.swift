package import CoreServices

/// What can happen to the Audit pane.
package enum AuditMessage: Sendable {
    case list(generation: Int, Result<[AuditEntry], QueryFailure>, limit: Int)
}

/// What a key asks of the Audit pane alone.
package enum AuditCommand: Sendable, Hashable {
    case readAgain
}
