import Database
import Primitives

/// A person who changes the world: every act is one transaction that makes the change, tells the engine and appends
/// one entry to the audit record.
///
/// Acts throw `OperatorRefusal` when they are not done, and `StoreError`, `SQLiteError` or `WriterUnavailable` when
/// the store cannot be written.
package struct Operator: Sendable {
    /// In characters.
    package static let longestReason = 500

    let store: Store
    let account: OperatorAccount
    let isReadOnly: Bool

    /// - Parameter isReadOnly: Whether every act is refused.
    package init(store: Store, account: OperatorAccount, isReadOnly: Bool) {
        self.store = store
        self.account = account
        self.isReadOnly = isReadOnly
    }

    /// What an act did, for the audit record.
    struct Deed<Value: Sendable>: Sendable {
        var value: Value
        /// Such as `step 4127`.
        var subject: String
        var before = ""
        var after = ""
    }

    /// Does `change` in one transaction with its audit entry.
    func perform<Value: Sendable>(
        _ act: String,
        reason: String,
        _ change: @escaping @Sendable (OperatorNote, SQLiteConnection) throws -> Deed<Value>
    ) async throws -> Value {
        guard !isReadOnly else { throw OperatorRefusal.readOnly }
        guard reason.count <= Self.longestReason else { throw OperatorRefusal.reasonTooLong(characters: reason.count) }
        let note = OperatorNote(by: account.description, at: store.clock.now(), reason: reason)
        return try await store.act { connection in
            let deed = try change(note, connection)
            try EngineControl.bump(in: connection)
            let entry = AuditEntry(
                number: 0,
                at: note.at,
                by: note.by,
                act: act,
                subject: deed.subject,
                reason: reason,
                before: deed.before,
                after: deed.after,
                hash: ""
            )
            try AuditRecord.append(entry, to: connection)
            return deed.value
        }
    }
}

extension String {
    /// Whether there is nothing to read in it.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
