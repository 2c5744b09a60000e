import Database
import Primitives

/// Who has been erased, as far as that can be known without knowing who it was.
struct ErasedPeople: Sendable {
    private let key: [UInt8]
    /// When each was erased, by hash.
    private var times: [[UInt8]: Timestamp] = [:]

    init(in connection: SQLiteConnection) throws {
        key = try connection.first("SELECT key FROM erasure_key") { $0.blob(0) } ?? []
        try connection.query("SELECT hash, at FROM erased_person") {
            times[$0.blob(0)] = Timestamp(milliseconds: $0.integer(1))
        }
    }

    func hash(_ identity: PersonIdentity) -> [UInt8] {
        MessageDigest.hmacSHA256(Array(identity.key.utf8), key: key)
    }

    /// Whether an event is of somebody who was erased after it was received.
    func concerns(_ event: Event) -> Bool {
        guard !times.isEmpty else { return false }
        return PersonIdentity.all(of: event.contact).contains { identity in
            times[hash(identity)].map { event.receivedAt <= $0 } ?? false
        }
    }
}
