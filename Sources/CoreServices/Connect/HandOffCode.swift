import Primitives

/// The end of a hand-off page's address: 128 bits of chance as 22 characters that stand in any URL.
enum HandOffCode {
    static func make() -> Secret {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<2).flatMap { _ in
            let word = UInt64.random(in: .min ... .max, using: &generator)
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        return Secret(bytes: Base64URL.text(bytes))
    }

    /// Whether a part of a path can be a code at all.
    static func isPossible(_ text: String) -> Bool {
        text.utf8.count == 22 && text.utf8.allSatisfy { Base64URL.isDigit($0) }
    }
}

/// Base64 with the alphabet for URLs (RFC 4648, section 5), without padding.
enum Base64URL {
    static func text(_ bytes: [UInt8]) -> [UInt8] {
        DigestText.unpaddedBase64(bytes).map { byte in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
