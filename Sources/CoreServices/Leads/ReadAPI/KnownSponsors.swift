import Database
import Synchronization

/// The sponsors as the read API names them, read again only after they have changed.
final class KnownSponsors: Sendable {
    /// One state of the directory of sponsors.
    struct Directory: Sendable {
        var version: Int64
        var sponsors: [Int64: Sponsor]
        /// Name and tag as JSON.
        var quoted: [Int64: (name: [UInt8], tag: [UInt8])]

        /// The sponsor of a name or tag, in any case; `nil` when there is none.
        func named(_ text: String) -> Sponsor? {
            SponsorRecord.named(text, among: sponsors.values.sorted { $0.id < $1.id })
        }
    }

    private let kept = Mutex<Directory?>(nil)

    func directory(in connection: SQLiteConnection) throws -> Directory {
        let version = try LeadStateRecord.read(in: connection).directoryVersion
        if let known = kept.withLock({ $0 }), known.version == version { return known }
        let all = try SponsorRecord.all(in: connection)
        let directory = Directory(
            version: version,
            sponsors: Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) }),
            quoted: Dictionary(
                uniqueKeysWithValues: all.map { ($0.id, (Self.quoted($0.name), Self.quoted($0.tag))) }
            )
        )
        kept.withLock { $0 = directory }
        return directory
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var json = JSONText()
        json.append(string: text)
        return json.bytes
    }
}
