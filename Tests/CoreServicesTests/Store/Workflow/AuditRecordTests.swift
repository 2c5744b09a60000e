import Database
import Primitives
import Testing

@testable import CoreServices

struct AuditRecordTests {
    /// Four acts in the record.
    private func filled() async throws -> WorkflowFixture {
        let fixture = try await WorkflowFixture()
        try await fixture.plant("a")
        for number in 1...4 { try await fixture.person.note(step: 1, "note \(number)") }
        return fixture
    }

    private func tamper(_ sql: [String], in fixture: WorkflowFixture) async throws {
        try await fixture.store.act { connection in
            try connection.execute("DROP TRIGGER audit_is_kept; DROP TRIGGER audit_is_fixed")
            for statement in sql { try connection.run(statement) }
        }
    }

    @Test func `an untouched record is whole`() async throws {
        let fixture = try await filled()
        #expect(try await fixture.store.verifyAudit() == .whole(entries: 4))
        #expect(try await WorkflowFixture().store.verifyAudit() == .whole(entries: 0))
    }

    private static let damages: [([String], Int64)] = [
        (["UPDATE audit SET reason = 'other' WHERE number = 2"], 2),
        (["UPDATE audit SET by = 'eve@elsewhere' WHERE number = 4"], 4),
        (["UPDATE audit SET at = at + 1 WHERE number = 1"], 1),
        // A letter that changes from one field to the next.
        (["UPDATE audit SET act = act || 's', subject = substr(subject, 2) WHERE number = 3"], 3),
        (["UPDATE audit SET hash = '\(String(repeating: "0", count: 64))' WHERE number = 3"], 3),
        (["DELETE FROM audit WHERE number = 1"], 1),
        (["DELETE FROM audit WHERE number = 2"], 2),
        (["DELETE FROM audit WHERE number = 4"], 4),
        (["DELETE FROM audit"], 1),
        (["DELETE FROM audit WHERE number = 2", "UPDATE audit SET number = number - 1 WHERE number > 2"], 2),
        (
            [
                "UPDATE audit SET number = 9 WHERE number = 2", "UPDATE audit SET number = 2 WHERE number = 3",
                "UPDATE audit SET number = 3 WHERE number = 9",
            ], 2
        ),
        (["UPDATE audit_end SET hash = 'x'"], 4),
        (["UPDATE audit_end SET number = 3"], 4),
    ]

    @Test(arguments: damages)
    func `whatever is done to the record is noticed`(statements: [String], number: Int64) async throws {
        let fixture = try await filled()
        try await tamper(statements, in: fixture)
        guard case .broken(let found, let reason) = try await fixture.store.verifyAudit() else {
            Issue.record("taken for whole")
            return
        }
        #expect(found == number)
        #expect(!reason.isEmpty)
    }

    @Test(arguments: ["DELETE FROM audit", "UPDATE audit SET reason = ''"])
    func `entries can be neither changed nor removed in passing`(sql: String) async throws {
        let fixture = try await filled()
        await #expect(throws: SQLiteError.self) { try await fixture.run(sql) }
        #expect(try await fixture.store.verifyAudit() == .whole(entries: 4))
    }

    @Test func `pages go from the newest to the oldest`() async throws {
        let fixture = try await filled()
        let first = try await fixture.store.auditEntries(limit: 3)
        #expect(first.map(\.number) == [4, 3, 2])
        #expect(first.map(\.by) == Array(repeating: "mira@venue-laptop", count: 3))
        #expect(try await fixture.store.auditEntries(before: 2, limit: 3).map(\.reason) == ["note 1"])
    }
}
