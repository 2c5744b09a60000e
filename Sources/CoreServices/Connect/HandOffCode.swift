import Primitives

/// The end of a hand-off page's address: 128 bits of chance as 22 characters that stand in any URL.
enum HandOffCode {
    static func make() -> Secret {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<2).flatMap { _ in
            let word = UInt64.random(in: .min ... .max, using: &generator)
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        return Secret(bytes: Base64URL.encode(bytes))
    }

    /// Whether a part of a path can be a code at all.
    static func isPossible(_ text: String) -> Bool {
        text.utf8.count == 22 && text.utf8.allSatisfy { Base64URL.isDigit($0) }
    }
}
