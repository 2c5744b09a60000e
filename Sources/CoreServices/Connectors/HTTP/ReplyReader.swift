import Primitives

/// Collects a reply from header lines and pieces of body as they arrive, and never holds more than its limits.
struct ReplyReader {
    /// All header lines of an exchange together, those of interim replies included.
    static let headLimitBytes = 64 << 10

    /// Of the last block of headers; interim replies such as `100 Continue` are forgotten when the next one begins.
    private(set) var headers: [HeaderField] = []
    private(set) var body: [UInt8] = []
    /// Which limit was passed, in words; nothing is taken after that.
    private(set) var excess: String?
    private let limitBytes: Int
    private var headBytes = 0
    /// Whether the last block of headers came to its end; if not, a reply was cut off in it.
    private(set) var isHeadOver = false

    init(limitBytes: Int) {
        self.limitBytes = max(0, limitBytes)
    }

    /// Takes one line of a head, line end included; `false` when that is too much.
    mutating func takeHeaderLine(_ line: UnsafeRawBufferPointer) -> Bool {
        headBytes += line.count
        guard headBytes <= Self.headLimitBytes else {
            excess = "sent more than \(ByteCountText.format(Self.headLimitBytes)) of headers"
            return false
        }
        let content = Self.trimmed(line[...])
        if line.starts(with: "HTTP/".utf8) {
            headers = []
            isHeadOver = false
        } else if content.isEmpty {
            isHeadOver = true
        } else if isHeadOver {
            // Fields after the body could contradict the head, and nobody reads them.
        } else if content.startIndex != line.startIndex, let last = headers.indices.last {
            let start = headers[last].value
            headers[last].value = start.isEmpty ? Self.text(content) : "\(start) \(Self.text(content))"
        } else if let colon = content.firstIndex(of: UInt8(ascii: ":")) {
            let name = Self.trimmed(content[..<colon])
            let value = Self.trimmed(content[(colon + 1)...])
            headers.append(HeaderField(name: Self.text(name), value: Self.text(value)))
        }
        return true
    }

    /// Takes a piece of the body; `false` when that is too much.
    mutating func takeBody(_ piece: UnsafeRawBufferPointer) -> Bool {
        let needed = body.count + piece.count
        guard excess == nil, needed <= limitBytes else {
            excess = "sent more than \(ByteCountText.format(limitBytes))"
            body = []
            return false
        }
        // By itself an array might double beyond the limit.
        if needed > body.capacity { body.reserveCapacity(min(limitBytes, max(needed, 2 * body.capacity))) }
        body.append(contentsOf: piece)
        return true
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0d).contains(byte) }
        let start = bytes.drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return start }
        return start[...last]
    }

    private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
