import CoreServices
import Primitives
import TestSupport

/// A store of its own in a folder of its own, closed and removed when the test lets go of it.
final class StoreFixture {
    let folder: TemporaryDirectory
    let store: Store
    private var others: [Store] = []

    /// The time at which nothing moves.
    static let now = Timestamp(milliseconds: 1_777_627_800_000)

    init(clock: WallClock = WallClock { StoreFixture.now }) throws {
        folder = try TemporaryDirectory()
        store = try Store.openAsOwnerOrViewer(DataDirectory(path: folder.path), clock: clock)
    }

    deinit {
        for other in others { other.close() }
        store.close()
        folder.remove()
    }

    var directory: DataDirectory { DataDirectory(path: folder.path) }

    var journal: EventJournal {
        get throws {
            guard let journal = store.journal else { throw TestFailure("the store is open as a viewer") }
            return journal
        }
    }

    /// The same store, opened once more.
    func another() throws -> Store {
        let other = try Store.openAsOwnerOrViewer(directory, clock: WallClock { StoreFixture.now })
        others.append(other)
        return other
    }

    @discardableResult
    func append(_ event: Event) async throws -> AppendOutcome {
        try await journal.append(event)
    }

    /// Refuses a request and waits until that is on disk: writes are taken in order.
    func refuse(_ rejection: Rejection) async throws {
        try journal.record(rejection)
        _ = try await journal.isWritable()
    }

    /// Waits until filters find everything that is on disk.
    func index() async throws {
        try await waitUntil("the search index to catch up") { try await self.store.isIndexed() }
    }

    /// The sequence numbers of the events that pass a filter, oldest first.
    func found(by text: String, sponsors: SponsorDirectory = SponsorDirectory()) async throws -> [Int64] {
        let filter = try Filter(parsing: text)
        return try await store.page(filter, at: .newest, limit: 100, sponsors: sponsors).rows.sequences
    }
}

extension EventJournal {
    /// Appends and waits for the outcome.
    @discardableResult
    func append(_ event: Event) async -> AppendOutcome {
        await withCheckedContinuation { continuation in
            append(event) { continuation.resume(returning: $0) }
        }
    }
}

extension [LiveRow] {
    /// The events among the rows.
    var events: [EventListItem] {
        compactMap { if case .event(let item) = $0.content { item } else { nil } }
    }

    /// The refusals among the rows.
    var refusals: [RejectionListItem] {
        compactMap { if case .rejected(let item) = $0.content { item } else { nil } }
    }

    var sequences: [Int64] { events.map(\.sequence) }
}

extension Event {
    /// A small event with a key and a body of its own.
    static func sample(
        _ key: String,
        source: Source = .komo,
        body: String? = nil,
        receivedAt: Timestamp = StoreFixture.now
    ) -> Event {
        Event(
            source: source,
            endpoint: "main",
            name: "CompetitionEntrySuccess",
            trigger: .dataCaptured,
            receivedAt: receivedAt,
            deduplicationKey: key,
            body: Array((body ?? #"{"submission_id":"\#(key)"}"#).utf8),
            signature: SignatureCheck(profile: "none", secretIndex: nil)
        )
    }

    /// The event that the listener would make of a body.
    static func parsed(
        _ body: [UInt8],
        endpoint: String = "main",
        receivedAt: Timestamp = StoreFixture.now
    ) throws -> Event {
        let delivery = Delivery(
            endpoint: endpoint,
            headers: [],
            signature: SignatureCheck(profile: "none", secretIndex: nil),
            remoteAddress: "127.0.0.1",
            receivedAt: receivedAt
        )
        return try EventNormaliser.event(from: body, of: delivery)
    }
}

extension Rejection {
    static func sample(_ reason: String = "bad signature", status: Int = 401, address: String = "192.0.2.1")
        -> Rejection
    {
        Rejection(
            status: status,
            reason: reason,
            endpoint: "main",
            remoteAddress: address,
            receivedAt: StoreFixture.now
        )
    }
}
