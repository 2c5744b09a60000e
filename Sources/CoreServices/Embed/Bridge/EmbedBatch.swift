import Primitives

/// What a page posts to `/ingest/embed`: lines of JSON, the first with the page and its token, each other one an event.
struct EmbedBatch: Sendable, Equatable {
    /// Events in one batch; a page sends fewer.
    static let eventLimit = 64
    /// Of one event, in bytes.
    static let lineLimit = 16 << 10
    static let bodyLimit = eventLimit * lineLimit

    var page: String
    var token: String
    /// Each with the id that the page gave it.
    var events: [(identifier: String, name: String, body: [UInt8])]
    /// Lines that are no event.
    var refused: Int

    /// `nil` where not even the first line can be read, or there are too many.
    init?(_ body: [UInt8]) {
        let lines = body.split(separator: 0x0a, omittingEmptySubsequences: true)
        guard let first = lines.first, lines.count <= Self.eventLimit + 1, first.count <= 1024,
            let head = try? JSONReader.read(Array(first)), let page = head["page"]?.string,
            let token = head["token"]?.string
        else { return nil }
        self.page = page
        self.token = token
        events = []
        refused = 0
        for line in lines.dropFirst() {
            if let event = Self.event(Array(line)) { events.append(event) } else { refused += 1 }
        }
    }

    private static func event(_ line: [UInt8]) -> (identifier: String, name: String, body: [UInt8])? {
        guard line.count <= lineLimit, let value = try? JSONReader.read(line),
            let identifier = value["bridgeId"]?.string, (16...64).contains(identifier.utf8.count),
            identifier.utf8.allSatisfy({ isIdentifierByte($0) }),
            // The name is what makes it an event of a page and nothing else, whatever other members it has.
            let name = value["eventName"]?.string, (1...128).contains(name.utf8.count)
        else { return nil }
        return (identifier, name, line)
    }

    private static func isIdentifierByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte)
            || byte == UInt8(ascii: "-")
    }

    static func == (left: EmbedBatch, right: EmbedBatch) -> Bool {
        left.page == right.page && left.token == right.token && left.refused == right.refused
            && left.events.elementsEqual(right.events) { $0 == $1 }
    }
}
