package import CoreServices

/// What the Live pane asks.
package struct LiveServices: Sendable {
    package var page: @Sendable (Filter, EventPage.Anchor, Int) async throws -> EventPage
    /// How many events pass a filter, of those with a sequence number in a range.
    package var count: @Sendable (Filter, ClosedRange<Int64>) async throws -> Int64
    package var event: @Sendable (Int64) async throws -> StoredEvent?
    /// The event after which the nearest refusal came, later or earlier than after a given one.
    package var refusal: @Sendable (_ sequence: Int64, _ isLater: Bool) async throws -> Int64?

    /// How many runs each of these events started, by where they stand; `nil` where nothing tells.
    package var runSummaries: (@Sendable ([Int64]) async throws -> [Int64: RunSummary])?

    /// The ids of the leads that an event counts for.
    package var leadsOf: @Sendable (Int64) async throws -> [Int64] = { _ in [] }

    /// Services that are given one by one, as tests do.
    package init(
        page: @escaping @Sendable (Filter, EventPage.Anchor, Int) async throws -> EventPage,
        count: @escaping @Sendable (Filter, ClosedRange<Int64>) async throws -> Int64,
        event: @escaping @Sendable (Int64) async throws -> StoredEvent?,
        refusal: @escaping @Sendable (Int64, Bool) async throws -> Int64?
    ) {
        self.page = page
        self.count = count
        self.event = event
        self.refusal = refusal
    }

    /// The services of an open store.
    package init(store: Store, sponsors: SponsorDirectory) {
        page = { try await store.page($0, at: $1, limit: $2, sponsors: sponsors) }
        count = { try await store.count($0, in: $1, sponsors: sponsors) }
        event = { try await store.event($0) }
        refusal = { try await store.nearestRefusal(to: $0, isLater: $1) }
    }
}
