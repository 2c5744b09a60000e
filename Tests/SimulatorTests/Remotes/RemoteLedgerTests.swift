import Foundation
import Simulator
import TestSupport
import Testing

struct RemoteLedgerTests {
    private static let uuid = "0a1b2c3d-4e5f-4607-8899-aabbccddeeff"

    @Test func `keys are counted, and one with another body is a violation`() throws {
        let fixture = try RemotesFixture()
        for (key, body) in [(Self.uuid, "{}"), (Self.uuid, "{}"), ("k", "{}"), ("k", #"{"a":1}"#), ("once", "{}")] {
            #expect(try fixture.post("/http/a", body, key: key).status == 200)
        }
        #expect(try fixture.post("/http/a").status == 200)
        let summary = fixture.remotes.ledger.summary(of: "http/a")
        #expect(summary.requests == 6)
        #expect(summary.processed == 6)
        #expect(summary.withoutKey == 1)
        #expect(summary.distinctKeys == 3)
        #expect(summary.repeatedKeys == [Self.uuid: 2, "k": 2])
        #expect(summary.violations == ["one idempotency key with different bodies": 1])
        #expect(fixture.remotes.ledger.keys(of: "http/a") == [Self.uuid: 2, "k": 2, "once": 1])
    }

    @Test(arguments: [
        uuid, uuid.uppercased(), "0a1b2c3d4e5f46078899aabbccddeeff----", "00000000-0000-0000-0000-000000000000", "k",
        "é",
    ])
    func `a key comes out as it went in`(key: String) throws {
        let fixture = try RemotesFixture()
        _ = try fixture.post("/http/a", key: key)
        #expect(fixture.remotes.ledger.keys(of: "http/a") == [key: 1])
    }

    @Test func `the ledger is read over HTTP, with keys where they are asked for`() throws {
        let fixture = try RemotesFixture()
        _ = try fixture.post("/http/b", key: "k")
        _ = try fixture.post("/http/a", "{", key: "refused")
        func remotes(_ target: String) throws -> [[String: Any]] {
            let answer = RemotesFixture.object(try fixture.send("GET", target))
            return try #require(answer["remotes"] as? [[String: Any]])
        }
        let brief = try remotes("/ledger")
        #expect(brief.map { $0["remote"] as? String } == ["http/a", "http/b"])
        #expect(brief.map { $0["processed"] as? Int } == [0, 1])
        #expect(brief[1]["keys"] == nil)
        #expect(try remotes("/ledger?keys=1").map { $0["keys"] as? [String] } == [[], ["k"]])
    }

    @Test func `the ledger's file names each processed key`() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path + "/ledger"
        let fixture = try RemotesFixture("http/a:lost-answer@2-2") { $0.ledgerFile = path }
        _ = try fixture.post("/http/a", key: "first")
        #expect(throws: TestFailure.self) { try fixture.post("/http/a", key: "second") }
        _ = try fixture.post("/http/a", "{", key: "refused")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "http/a first\nhttp/a second\n")
    }

    @Test func `a ledger's file that cannot be written is told at the start`() {
        #expect(throws: SimulatorError.self) { try RemotesFixture { $0.ledgerFile = "/nowhere/ledger" } }
    }
}
