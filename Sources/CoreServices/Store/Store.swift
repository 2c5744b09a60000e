import Database
package import Primitives
import Synchronization

/// The open store: the journal, its search index, and connections to ask both.
package final class Store: Sendable {
    /// What a process does with the store.
    package enum Access: Sendable, Equatable {
        /// Runs the services; one process at a time.
        case owner
        /// Only looks, beside the owner if there is one.
        case viewer
        /// Adds events beside the owner, as an import does.
        case importer
    }

    package let directory: DataDirectory
    package let access: Access
    /// Where new events go; `nil` for a viewer.
    package let journal: EventJournal?
    package let changes: ChangeFeed

    private let isClosed = Atomic(false)
    private let readers: ReaderPool
    /// `nil` for a viewer.
    let writer: GroupCommitWriter?
    /// Made with the first act of an operator, in a process that otherwise only looks.
    private let actWriter = Mutex<GroupCommitWriter?>(nil)
    private let checkpointer: Checkpointer?
    private let searchIndex: SearchIndex?
    private let lock: FileLock?
    let clock: WallClock

    /// Opens the store of a folder, as its owner if nobody else is, or else as a viewer.
    package static func openAsOwnerOrViewer(_ directory: DataDirectory, clock: WallClock = .system) throws -> Store {
        try directory.create()
        if let lock = try FileLock.acquire(path: directory.instanceLock) {
            return try Store(directory: directory, access: .owner, lock: lock, clock: clock)
        }
        return try open(directory, access: .viewer, clock: clock)
    }

    /// Opens an existing store to look at it or to import into it.
    ///
    /// - Throws: `StoreError.noStore` when there is none, except for an importer, who makes one.
    package static func open(_ directory: DataDirectory, access: Access, clock: WallClock = .system) throws -> Store {
        if access == .importer {
            try directory.create()
        } else {
            try verify(directory)
        }
        return try Store(directory: directory, access: access, lock: nil, clock: clock)
    }

    /// Looks whether there is a store in a folder that this program can use.
    ///
    /// - Throws: `StoreError` or `MigrationError`, each a sentence with what to do.
    package static func verify(_ directory: DataDirectory) throws {
        guard directory.holdsStore else { throw StoreError.noStore(path: directory.path) }
        try JournalSchema.verify(directory)
    }

    private init(directory: DataDirectory, access: Access, lock: FileLock?, clock: WallClock) throws {
        self.directory = directory
        self.access = access
        self.lock = lock
        self.clock = clock
        if access == .viewer {
            writer = nil
            journal = nil
            checkpointer = nil
        } else {
            let writer = try GroupCommitWriter { try JournalSchema.openForWriting(directory) }
            self.writer = writer
            journal = EventJournal(writer: writer, clock: clock)
            checkpointer = access == .owner ? try Checkpointer(directory: directory) : nil
        }
        if access == .owner {
            searchIndex = try SearchIndex.start(in: directory)
        } else {
            // With nobody running, what came in by import would otherwise never be found.
            try SearchIndex.catchUp(in: directory)
            searchIndex = nil
        }
        readers = try ReaderPool(count: 3) { try JournalSchema.openForReading(directory) }
        changes = try ChangeFeed(directory: directory)
    }

    /// The process that owns the store, when another one does.
    package var ownerProcess: Int32? {
        lock == nil ? FileLock.holder(path: directory.instanceLock) : nil
    }

    /// Finishes what is queued and lets go of every file; a second call does nothing.
    package func close() {
        let isFirst = isClosed.exchange(true, ordering: .acquiringAndReleasing) == false
        guard isFirst else { return }
        changes.stop()
        searchIndex?.stop()
        checkpointer?.stop()
        journal?.finish()
        writer?.close()
        actWriter.withLock { $0 }?.close()
        lock?.release()
    }

    /// Asks something of the journal as it stands at one moment.
    func look<Value: Sendable>(
        _ question: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        try await readers.read { connection in
            try connection.transaction(.deferred) { try question(connection) }
        }
    }

    /// Runs an operator's act in one transaction, whoever owns the store; returns once it is on disk.
    ///
    /// An act that throws leaves nothing behind. It may be begun twice, and then only the second try counts.
    func act<Value: Sendable>(_ act: @escaping @Sendable (SQLiteConnection) throws -> Value) async throws -> Value {
        try await writerForActs().write(act)
    }

    /// The same, holding the caller's thread until it is on disk.
    func actAndWait(_ act: @escaping @Sendable (SQLiteConnection) throws -> Void) throws {
        try writerForActs().writeAndWait(act)
    }

    private func writerForActs() throws -> GroupCommitWriter {
        if let writer { return writer }
        let directory = directory
        return try actWriter.withLock { made in
            guard !isClosed.load(ordering: .acquiring) else { throw WriterUnavailable.closed }
            if let made { return made }
            let writer = try GroupCommitWriter { try JournalSchema.openForActing(directory) }
            made = writer
            return writer
        }
    }

    /// A page of the live list.
    package func page(
        _ filter: Filter,
        at anchor: EventPage.Anchor,
        limit: Int,
        sponsors: SponsorDirectory = SponsorDirectory()
    ) async throws -> EventPage {
        let now = clock.now()
        return try await readers.read { connection in
            try EventQueries.livePage(filter, at: anchor, limit: limit, sponsors: sponsors, now: now, in: connection)
        }
    }

    /// How many events pass a filter, of those with a sequence number in `range`.
    package func count(
        _ filter: Filter,
        in range: ClosedRange<Int64> = 1...Int64.max,
        sponsors: SponsorDirectory = SponsorDirectory()
    ) async throws -> Int64 {
        let now = clock.now()
        return try await readers.read { connection in
            try EventQueries.count(filter, in: range, sponsors: sponsors, now: now, in: connection)
        }
    }

    /// One event whole; `nil` when the journal has no such number.
    package func event(_ sequence: Int64) async throws -> StoredEvent? {
        try await readers.read { try EventQueries.detail(sequence, in: $0) }
    }

    /// Events whole, in the order of `sequences`; numbers that the journal does not have are left out.
    package func events(_ sequences: [Int64]) async throws -> [StoredEvent] {
        try await readers.read { connection in
            try sequences.compactMap { try EventQueries.detail($0, in: connection) }
        }
    }

    /// The event after which the nearest refusal came, later or earlier than after `sequence`; `nil` without one.
    package func nearestRefusal(to sequence: Int64, isLater: Bool) async throws -> Int64? {
        try await readers.read { try RejectionRecord.nearest(to: sequence, isLater: isLater, in: $0) }
    }

    /// How the last hour of arrivals went.
    package func ingestStatistics() async throws -> IngestStatistics {
        let now = clock.now()
        return try await readers.read { try IngestCounter.statistics(now: now, in: $0) }
    }

    /// Events a second over the last five seconds.
    package func recentRate() async throws -> Double {
        let now = clock.now()
        return try await readers.read { try IngestCounter.recentRate(now: now, in: $0) }
    }

    /// Whether every event on disk can be found by a filter.
    package func isIndexed() async throws -> Bool {
        try await readers.read { connection in
            try connection.first(
                "SELECT (SELECT coalesce(max(seq), 0) FROM event) <= (SELECT seq FROM search.cursor)"
            ) { $0.integer(0) == 1 } ?? true
        }
    }

    /// Adds an event that came by file, which starts no workflow, unless one with its key came before in any way; tells whether it is new.
    ///
    /// - Precondition: the store is not open as a viewer.
    package func importEvent(_ event: Event) async throws -> Bool {
        try await withCheckedThrowingContinuation { continuation in
            importEvent(event) { continuation.resume(with: $0) }
        }
    }

    /// The same without waiting: `completion` is called once the event is on disk, in the order of the calls.
    ///
    /// Many may be under way at once and then share a commit.
    package func importEvent(_ event: Event, then completion: @escaping @Sendable (Result<Bool, any Error>) -> Void) {
        guard let writer else { return completion(.failure(WriterUnavailable.closed)) }
        let isNew = Mutex(false)
        let values = EventRecord.values(of: event)
        let key = event.deduplicationKey
        writer.submit { connection in
            let isKnown = try EventRecord.exists(deduplicationKey: key, in: connection)
            let sequence = isKnown ? nil : try EventRecord.insert(values, into: connection)
            if let sequence { try EventRecord.markAsHistory(sequence, in: connection) }
            isNew.withLock { $0 = sequence != nil }
        } completion: { error in
            completion(error.map { .failure($0) } ?? .success(isNew.withLock { $0 }))
        }
    }
}
