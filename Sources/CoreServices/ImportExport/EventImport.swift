import Foundation
package import Primitives

/// Reads an event from a line: one that `EventExport` wrote, or the body of a webhook as Komo posts it.
package enum EventImport {
    /// Why a line is no event; a sentence that quotes nothing of it.
    package struct Refusal: Error, Sendable, Equatable, CustomStringConvertible {
        package let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    /// Where a bare body came from, since no endpoint took it.
    package static let endpoint = "import"
    /// A longer key is none that callboard made.
    private static let keyLimit = 512

    /// The event of a line without its line feed; `now` is when a bare body is said to have been received.
    package static func event(fromLine line: [UInt8], now: Timestamp) throws(Refusal) -> Event {
        let value: JSONValue
        do {
            value = try JSONReader.read(line)
        } catch {
            throw Refusal(error.description.replacing("the body", with: "the line"))
        }
        if value["deduplication_key"] != nil, value["body_text"] != nil || value["body_base64"] != nil {
            return try restored(value)
        }
        let delivery = Delivery(
            endpoint: endpoint,
            headers: [],
            signature: SignatureCheck(profile: "none", secretIndex: nil),
            remoteAddress: "",
            receivedAt: now
        )
        var event = try normalised(line, delivery, named: "the line")
        event.source = .imported
        return event
    }

    private static func restored(_ line: JSONValue) throws(Refusal) -> Event {
        guard let source = line["source"]?.string.flatMap(Event.Source.init(rawValue:)) else {
            throw wrong("source", "one of \(Event.Source.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard let key = line["deduplication_key"]?.string, (1...keyLimit).contains(key.utf8.count) else {
            throw wrong("deduplication_key", "a text of 1 to \(keyLimit) bytes")
        }
        guard let receivedAt = line["received_at"]?.string.flatMap(ISO8601.timestamp) else {
            throw wrong("received_at", "a time such as 2026-05-01T09:30:00.000Z")
        }
        let delivery = Delivery(
            endpoint: line["endpoint"]?.string ?? endpoint,
            headers: try headers(line["headers"]),
            signature: signature(line["signature"]),
            remoteAddress: line["remote_address"]?.string ?? "",
            receivedAt: receivedAt
        )
        var event = try normalised(try body(line), delivery, named: "its body")
        event.source = source
        event.deduplicationKey = key
        return event
    }

    private static func body(_ line: JSONValue) throws(Refusal) -> [UInt8] {
        if let text = line["body_text"]?.string { return Array(text.utf8) }
        guard let data = line["body_base64"]?.string.flatMap({ Data(base64Encoded: $0) }) else {
            throw wrong(line["body_text"] == nil ? "body_base64" : "body_text", "the body as text or base64")
        }
        return Array(data)
    }

    private static func normalised(
        _ body: [UInt8],
        _ delivery: Delivery,
        named name: String
    ) throws(Refusal) -> Event {
        do {
            return try EventNormaliser.event(from: body, of: delivery)
        } catch {
            throw Refusal(error.description.replacing("the body", with: name))
        }
    }

    private static func signature(_ value: JSONValue?) -> SignatureCheck {
        var index: Int?
        if case .integer(let number) = value?["secret"] { index = Int(exactly: number) }
        return SignatureCheck(profile: value?["profile"]?.string ?? "none", secretIndex: index)
    }

    private static func headers(_ value: JSONValue?) throws(Refusal) -> [HeaderField] {
        guard case .array(let fields) = value else { return [] }
        var headers: [HeaderField] = []
        for field in fields {
            // The store keeps one header a line.
            guard let name = field["name"]?.string, let value = field["value"]?.string,
                !name.utf8.contains(0x0a), !value.utf8.contains(0x0a), !name.utf8.contains(UInt8(ascii: ":"))
            else { throw wrong("headers", "objects with name and value, each one line of text") }
            headers.append(HeaderField(name: name, value: value))
        }
        return headers
    }

    private static func wrong(_ member: String, _ expectation: String) -> Refusal {
        Refusal("\(member) is not what was expected: \(expectation)")
    }
}
