/// Cuts a recorded stream of bytes into tokens.
struct TerminalTokenizer {
    private let bytes: [UInt8]
    private var position = 0
    private var tokens: [TerminalToken] = []
    private var text = String.UnicodeScalarView()

    static func tokens(of bytes: [UInt8]) -> [TerminalToken] {
        var tokenizer = TerminalTokenizer(bytes: bytes)
        while tokenizer.position < bytes.count { tokenizer.step() }
        tokenizer.flushText()
        return tokenizer.tokens
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func step() {
        let byte = bytes[position]
        switch byte {
        case 0x1b: escape()
        case 0x00..<0x20, 0x7f:
            position += 1
            emit(.control(byte))
        case 0x20..<0x7f:
            position += 1
            text.append(Unicode.Scalar(byte))
        default: wideScalar()
        }
    }

    private mutating func wideScalar() {
        let length: Int? =
            switch bytes[position] {
            case 0xc2...0xdf: 2
            case 0xe0...0xef: 3
            case 0xf0...0xf4: 4
            default: nil
            }
        guard let length, position + length <= bytes.count,
            let decoded = String(validating: bytes[position..<position + length], as: UTF8.self),
            let scalar = decoded.unicodeScalars.first
        else {
            emit(.malformed([bytes[position]]))
            position += 1
            return
        }
        position += length
        if (0x80...0x9f).contains(scalar.value) {
            emit(.wideControl(UInt8(scalar.value)))
        } else {
            text.append(scalar)
        }
    }

    private mutating func escape() {
        let start = position
        position += 1
        guard position < bytes.count else { return emit(.malformed([0x1b])) }
        switch bytes[position] {
        case UInt8(ascii: "["):
            position += 1
            controlSequence(from: start)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "X"):
            controlString(from: start)
        default:
            let intermediates = take(while: 0x20...0x2f)
            guard let final = takeOne(of: 0x30...0x7e) else { return emit(.malformed(Array(bytes[start..<position]))) }
            emit(.escape(intermediates + String(final)))
        }
    }

    private mutating func controlSequence(from start: Int) {
        let parameters = take(while: 0x30...0x3f)
        let intermediates = take(while: 0x20...0x2f)
        guard let final = takeOne(of: 0x40...0x7e) else { return emit(.malformed(Array(bytes[start..<position]))) }
        emit(.controlSequence(parameters: parameters, intermediates: intermediates, final: final))
    }

    /// A string ends with BEL or `ESC \`, and is broken off by any other escape or by the end of the stream.
    private mutating func controlString(from start: Int) {
        let introducer = bytes[position]
        position += 1
        let contentStart = position
        while position < bytes.count, bytes[position] != 0x07, bytes[position] != 0x1b { position += 1 }
        let content = String(decoding: bytes[contentStart..<position], as: UTF8.self)
        guard position < bytes.count else { return emit(.malformed(Array(bytes[start...]))) }
        if bytes[position] == 0x07 {
            position += 1
        } else if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\\") {
            position += 2
        } else {
            return emit(.malformed(Array(bytes[start..<position])))
        }
        if introducer == UInt8(ascii: "]") {
            emit(.operatingSystemCommand(content))
        } else {
            emit(.controlString(introducer: Character(Unicode.Scalar(introducer)), content))
        }
    }

    private mutating func take(while range: ClosedRange<UInt8>) -> String {
        let start = position
        while position < bytes.count, range.contains(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func takeOne(of range: ClosedRange<UInt8>) -> Character? {
        guard position < bytes.count, range.contains(bytes[position]) else { return nil }
        position += 1
        return Character(Unicode.Scalar(bytes[position - 1]))
    }

    private mutating func emit(_ token: TerminalToken) {
        flushText()
        tokens.append(token)
    }

    private mutating func flushText() {
        guard !text.isEmpty else { return }
        tokens.append(.text(String(text)))
        text = .init()
    }
}
