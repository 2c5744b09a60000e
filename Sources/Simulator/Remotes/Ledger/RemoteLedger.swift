import Synchronization

/// What the simulated systems have seen, by system, idempotency key and resource.
package final class RemoteLedger: Sendable {
    private struct KeyEntry {
        var count: UInt32
        let digest: UInt64
    }

    private struct Book {
        var summary: LedgerSummary
        var keys: [LedgerKey: KeyEntry] = [:]
        var resources: [String: Int] = [:]
    }

    /// What is noted of one request, before it is answered.
    struct Entry {
        var remote: String
        var key: String?
        /// Read only where there is a key.
        var body: [UInt8] = []
        /// 0 for a reset instead of an answer.
        var status: Int
        var isProcessed = false
        var resources: [String] = []
        var violations: [String] = []
        var fault: String?
    }

    private let books = Mutex<[String: Book]>([:])
    private let file: LedgerFile?

    init(file: LedgerFile? = nil) {
        self.file = file
    }

    func record(_ entry: Entry) {
        let key = entry.isProcessed ? entry.key.map(LedgerKey.init) : nil
        let digest = key == nil ? 0 : BodyDigest.short(entry.body)
        if entry.isProcessed, let key = entry.key { file?.append(remote: entry.remote, key: key) }
        books.withLock { books in
            Self.note(entry, key, digest, &books[entry.remote, default: Book(summary: .init(remote: entry.remote))])
        }
    }

    private static func note(_ entry: Entry, _ key: LedgerKey?, _ digest: UInt64, _ book: inout Book) {
        book.summary.requests += 1
        book.summary.answers[entry.status, default: 0] += 1
        if let fault = entry.fault { book.summary.faults[fault, default: 0] += 1 }
        for violation in entry.violations { book.summary.violations[violation, default: 0] += 1 }
        guard entry.isProcessed else { return }
        book.summary.processed += 1
        for resource in entry.resources { book.resources[resource, default: 0] += 1 }
        guard let key else {
            book.summary.withoutKey += 1
            return
        }
        guard let known = book.keys[key] else {
            book.keys[key] = KeyEntry(count: 1, digest: digest)
            return
        }
        book.keys[key]?.count += 1
        book.summary.repeatedKeys[key.text] = Int(known.count) + 1
        if known.digest != digest {
            book.summary.violations["one idempotency key with different bodies", default: 0] += 1
        }
    }

    /// What every system that got a request has seen, in the order of their names.
    package var summaries: [LedgerSummary] {
        books.withLock { books in books.values.map(Self.summary).sorted { $0.remote < $1.remote } }
    }

    /// What one system has seen.
    package func summary(of remote: String) -> LedgerSummary {
        books.withLock { $0[remote].map(Self.summary) } ?? LedgerSummary(remote: remote)
    }

    /// How often each key was processed by a system.
    package func keys(of remote: String) -> [String: Int] {
        let keys = books.withLock { $0[remote]?.keys } ?? [:]
        return keys.reduce(into: [:]) { $0[$1.key.text] = Int($1.value.count) }
    }

    /// How often each resource of a system was changed.
    package func resources(of remote: String) -> [String: Int] {
        books.withLock { $0[remote]?.resources } ?? [:]
    }

    private static func summary(_ book: Book) -> LedgerSummary {
        var summary = book.summary
        summary.distinctKeys = book.keys.count
        summary.resources = book.resources.count
        return summary
    }
}
