import Database
import Foundation
import Primitives

/// A change to callboard's own record of a person. Applying it twice is the same as once.
struct ContactWrite: Sendable, Equatable {
    /// Who, as `PersonKey` says it.
    var person: String
    var addTags: [String]
    var removeTags: [String]
    var setProperties: [String: String]

    func apply(at now: Timestamp, in connection: SQLiteConnection) throws {
        var record = try ContactQueries.record(of: person, in: connection) ?? ContactRecord()
        let tagsBefore = record.tags
        record.tags = Set(record.tags).subtracting(removeTags).union(addTags).sorted()
        record.properties.merge(setProperties) { _, new in new }
        try connection.run(
            """
            INSERT INTO contact (person, tags, properties, updated_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (person) DO UPDATE SET tags = $2, properties = $3, updated_at = $4
            """,
            [
                .text(person), .text(try JSONCoding.text(record.tags)), .text(try JSONCoding.text(record.properties)),
                .integer(now.milliseconds),
            ]
        )
        guard record.tags != tagsBefore else { return }
        // A tag may tell whose the person's entries are.
        var keeper = try LeadKeeper(nil, in: connection)
        try keeper.reattribute(entriesOf: person)
        try keeper.finish()
    }
}

/// Questions about callboard's own records of people.
enum ContactQueries {
    static func record(of person: String, in connection: SQLiteConnection) throws -> ContactRecord? {
        let row = try connection.first("SELECT tags, properties FROM contact WHERE person = $1", [.text(person)]) {
            (tags: $0.text(0), properties: $0.text(1))
        }
        guard let row else { return nil }
        return ContactRecord(
            tags: try JSONDecoder().decode([String].self, from: Data(row.tags.utf8)),
            properties: try JSONDecoder().decode([String: String].self, from: Data(row.properties.utf8))
        )
    }
}

private enum JSONCoding {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
