import CoreServices
import Foundation
import Primitives
import TestSupport
import Testing

/// Events as lines: out of one store and into another.
struct EventExchangeTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func stored(
        body: [UInt8],
        source: Event.Source = .komo,
        headers: [HeaderField] = []
    ) -> StoredEvent {
        StoredEvent(
            item: EventListItem(
                sequence: 9,
                source: source,
                endpoint: "hub-2",
                name: "x",
                trigger: nil,
                occurredAt: nil,
                receivedAt: Timestamp(milliseconds: 1_777_626_000_123),
                siteName: nil,
                cardID: nil,
                cardName: nil,
                person: "",
                email: nil,
                place: "",
                summary: ""
            ),
            deduplicationKey: "a:key",
            siteID: nil,
            signature: SignatureCheck(profile: "hmac-sha256", secretIndex: 2),
            remoteAddress: "192.0.2.7",
            headers: headers,
            body: body
        )
    }

    private static let now = Timestamp(milliseconds: 0)

    @Test(arguments: [
        #"{"event":"x"}"#, "{\r\n\t\"event\" : \"x\"}\n", "{\"event\":\"\u{202e}\u{301}\u{200b}東京\u{7f}\"}",
        "\u{feff}{\"a\":1,\"a\":2.50,\"e\":\"\\ud800\"}", #"{"a":"🏳️‍🌈 é é"}"#,
    ])
    func `a line restores source, endpoint, time, key, signature, headers and every byte`(body: String) throws {
        let event = stored(
            body: Array(body.utf8),
            source: .embed,
            headers: [HeaderField(name: "X", value: "a: \u{202e}b"), HeaderField(name: "X", value: "")]
        )

        let line = EventExport.line(event)
        let restored = try EventImport.event(fromLine: Array(line.utf8), now: Self.now)

        #expect(TextSanitiser.sanitise(line).utf8.elementsEqual(line.utf8))
        #expect(restored.body == event.body)
        #expect(restored.source == .embed)
        #expect(restored.endpoint == "hub-2")
        #expect(restored.receivedAt == event.item.receivedAt)
        #expect(restored.deduplicationKey == "a:key")
        #expect(restored.signature == event.signature)
        #expect(restored.headers == event.headers)
        #expect(restored.remoteAddress == "192.0.2.7")
    }

    @Test func `a body that is not UTF-8 is written as base64`() {
        let line = EventExport.line(stored(body: [0xff, 0x00]))
        #expect(line.hasSuffix(#","body_base64":"/wA="}"#))
    }

    @Test func `a bare body is an import of now, and none of its members can pretend otherwise`() throws {
        let body = Array(#"{"event":"PrizeAwarded","source":"komo","received_at":"x","deduplication_key":"k"}"#.utf8)

        let event = try EventImport.event(fromLine: body, now: Timestamp(milliseconds: 5))

        #expect(event.source == .imported)
        #expect(event.trigger == .prizeWon)
        #expect(event.receivedAt == Timestamp(milliseconds: 5))
        #expect(event.deduplicationKey.hasPrefix("body:"))
    }

    @Test(arguments: [
        ("", "the line is empty; send one JSON object"),
        ("[1]", "the line is a JSON array; send one JSON object"),
        (line(source: "fax"), "source is not what was expected: one of komo, kombo, embed, import"),
        (line(key: ""), "deduplication_key is not what was expected: a text of 1 to 512 bytes"),
        (line(receivedAt: "soon"), "received_at is not what was expected: a time such as 2026-05-01T09:30:00.000Z"),
        (line(body: "null"), "its body is a JSON null; send one JSON object"),
        (
            line(headers: #"[{"name":"a","value":"b\nc"}]"#),
            "headers is not what was expected: objects with name and value, each one line of text"
        ),
    ])
    func `a line that is no event is refused in a sentence`(line: String, sentence: String) {
        #expect {
            try EventImport.event(fromLine: Array(line.utf8), now: Self.now)
        } throws: {
            "\($0)" == sentence
        }
    }

    private static func line(
        source: String = "komo",
        key: String = "k",
        receivedAt: String = "2026-05-01T09:30:00Z",
        body: String = "{}",
        headers: String = "[]"
    ) -> String {
        #"{"source":"\#(source)","deduplication_key":"\#(key)","received_at":"\#(receivedAt)","#
            + #""headers":\#(headers),"body_text":"\#(body)"}"#
    }

    @Test func `an import keeps the order of its lines, and a second one adds nothing`() async throws {
        let count = 3000
        var text = (0..<count).map { #"{"event":"x","n":\#($0)}"# }.joined(separator: "\n")
        text += "\n" + String(repeating: "a", count: EventImporter.lineLimit + 1) + "\n{\"event\":\"last\"}"
        let path = try directory.write(text, to: "events.ndjson")
        let store = try Store.open(DataDirectory(path: directory.path("data")), access: .importer)
        defer { store.close() }

        for round in 0..<2 {
            let importer = try EventImporter(store: store)
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            defer { close(descriptor) }
            try await onOwnThread { try importer.read(descriptor: descriptor, name: "events") }
            let report = importer.report
            #expect(report.imported == (round == 0 ? count + 1 : 0))
            #expect(report.alreadyThere == (round == 0 ? 0 : count + 1))
            #expect(report.refused == 1)
            #expect(report.refusals.first?.line == count + 1)
            #expect(report.refusals.first?.reason == "the line is longer than 16 MiB")
        }
        let events = try await store.events([1, 1500, Int64(count), Int64(count) + 1, Int64(count) + 2])
        #expect(
            events.map { String(decoding: $0.body, as: UTF8.self) } == [
                #"{"event":"x","n":0}"#, #"{"event":"x","n":1499}"#, #"{"event":"x","n":2999}"#, #"{"event":"last"}"#,
            ]
        )
    }

    @Test func `what cannot be read is told`() throws {
        let store = try Store.open(DataDirectory(path: directory.path("data")), access: .importer)
        defer { store.close() }
        let descriptor = open(directory.path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }

        #expect(throws: ImportFailure(name: "here", line: nil, reason: "Is a directory")) {
            try EventImporter(store: store).read(descriptor: descriptor, name: "here")
        }
    }
}
