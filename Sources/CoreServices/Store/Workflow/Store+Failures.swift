import Primitives

/// What panes and commands ask about failures, retries and the audit record.
extension Store {
    /// Every group that holds failed steps, the newest failure first.
    package func failureGroups() async throws -> [FailureGroup] {
        let now = clock.now()
        return try await look { try FailureGroupQueries.list(now: now, in: $0) }
    }

    /// The failed steps with an id above `after`, by id, of one group or of all.
    package func failures(
        group: Int64? = nil,
        filter: Filter = .everything,
        after: Int64? = nil,
        limit: Int,
        sponsors: SponsorDirectory = SponsorDirectory()
    ) async throws -> [FailureRow] {
        let request = FailureRequest(group: group, filter: filter, after: after, limit: limit)
        let now = clock.now()
        return try await look { try FailureQueries.page(request, sponsors: sponsors, now: now, in: $0) }
    }

    /// How many failed steps there are, dead ones and those that will be tried again.
    package func failureCount(
        group: Int64? = nil,
        filter: Filter = .everything,
        sponsors: SponsorDirectory = SponsorDirectory()
    ) async throws -> Int {
        let now = clock.now()
        return try await look {
            try FailureQueries.count(group: group, filter: filter, sponsors: sponsors, now: now, in: $0)
        }
    }

    /// A failed step whole; `nil` when there is none of this id, or it counts as a failure no more.
    ///
    /// - Parameter rendering: Makes the request that the workflow means, without any edit.
    func failure(step: Int64, rendering: @escaping FailureQueries.Rendering) async throws -> FailureDetail? {
        try await look { try FailureQueries.detail(step, rendering: rendering, in: $0) }
    }

    /// A retry of many steps; `nil` when there is none of this id.
    package func bulkRetry(_ id: Int64) async throws -> BulkRetry? {
        try await look { try BulkRetryQueries.retry(id, in: $0) }
    }

    /// The retry of many steps that is under way; `nil` when none is.
    package func openBulkRetry() async throws -> BulkRetry? {
        try await look { try BulkRetryQueries.open(in: $0) }
    }

    /// The newest retry of many steps that is not done, whether it is under way or held; `nil` without one.
    package func unfinishedBulkRetry() async throws -> BulkRetry? {
        try await look { try BulkRetryQueries.newestUnfinished(in: $0) }
    }

    /// The newest entries of the audit record with a number below `before`, newest first.
    package func auditEntries(before: Int64? = nil, limit: Int) async throws -> [AuditEntry] {
        try await look { try AuditRecord.page(before: before, limit: limit, in: $0) }
    }

    /// Checks the whole audit record against itself.
    package func verifyAudit() async throws -> AuditVerdict {
        try await look { try AuditRecord.verify(in: $0) }
    }
}
