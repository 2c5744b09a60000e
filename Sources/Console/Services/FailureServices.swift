package import CoreServices

/// What the Failures pane asks and does.
package struct FailureServices: Sendable {
    package var groups: @Sendable () async throws -> [FailureGroup] = { [] }
    /// The failed steps of a group whose events pass a filter, in the order of their ids, from after a step on.
    package var failures:
        @Sendable (_ group: Int64, Filter, _ after: Int64?, _ limit: Int) async throws -> [FailureRow] = {
            _,
            _,
            _,
            _ in []
        }
    package var detail: @Sendable (_ step: Int64) async throws -> FailureDetail? = { _ in nil }
    /// What a retry would do.
    package var plan: @Sendable (FailureSelection, _ includesRisky: Bool) async throws -> RetryPlan = { _, _ in
        throw QueryFailure.noWorkflows
    }
    /// Begins the retry of a plan at so many steps a second, and gives the id of the bulk.
    package var retry: @Sendable (RetryPlan, _ pace: Double, _ reason: String) async throws -> Int64 = { _, _, _ in
        throw QueryFailure.noWorkflows
    }
    package var retryStep: @Sendable (_ step: Int64, _ reason: String) async throws -> Void = { _, _ in
        throw QueryFailure.noWorkflows
    }
    /// Keeps a changed request as the next revision of a step; refused when the revision that was changed is not the
    /// newest any more. Sends nothing.
    package var edit:
        @Sendable (_ step: Int64, RenderedRequest, _ basedOn: Int, _ reason: String) async throws -> Void = {
            _,
            _,
            _,
            _ in throw QueryFailure.noWorkflows
        }
    /// Discards steps, and gives how many.
    package var discard: @Sendable (FailureSelection, _ reason: String) async throws -> Int = { _, _ in
        throw QueryFailure.noWorkflows
    }
    package var acknowledge: @Sendable (_ group: Int64, _ note: String) async throws -> Void = { _, _ in
        throw QueryFailure.noWorkflows
    }
    package var note: @Sendable (_ step: Int64, _ text: String) async throws -> Void = { _, _ in
        throw QueryFailure.noWorkflows
    }
    /// The bulk of an id, however far it is; without an id the newest that is not done.
    package var bulk: @Sendable (_ id: Int64?) async throws -> BulkRetry? = { _ in nil }
    package var stopBulk: @Sendable (_ id: Int64) async throws -> Void = { _ in throw QueryFailure.noWorkflows }
    package var resumeBulk: @Sendable (_ id: Int64) async throws -> Void = { _ in throw QueryFailure.noWorkflows }
    /// The request of a step as a command for a shell, with words in the places of secrets.
    package var curl: @Sendable (_ step: Int64) async throws -> String = { _ in throw QueryFailure.noWorkflows }

    /// Lets somebody change a text in their editor, while the console has given the terminal back: the text as they
    /// left it, or `nil` when they gave it up.
    package var editText: @MainActor @Sendable (_ text: String) -> Result<String?, QueryFailure> = { _ in
        .failure(QueryFailure(reason: "no editor can be started from here"))
    }

    /// Nothing to ask.
    package static let empty = FailureServices()
}
