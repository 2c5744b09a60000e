/// Takes an address out of texts of other people that name it, such as a form that recommends a friend.
struct AddressRedaction: Sendable {
    /// What stands in its place.
    private static let replacement = Array("erased".utf8)

    private let address: [UInt8]

    /// `nil` for an identity that is no e-mail address: others cannot be told from what is no name of anybody.
    init?(_ identity: PersonIdentity) {
        guard identity.kind == "email", !identity.value.isEmpty else { return nil }
        address = identity.value.utf8.map(Self.folded)
    }

    /// The text without the address, which must stand by itself and not as a part of a longer one; `nil` when it is not
    /// there.
    func redacted(_ text: [UInt8]) -> [UInt8]? {
        guard text.count >= address.count else { return nil }
        var result: [UInt8] = []
        var copied = 0
        var start = 0
        while start + address.count <= text.count {
            guard matches(text, at: start) else {
                start += 1
                continue
            }
            result += text[copied..<start] + Self.replacement
            start += address.count
            copied = start
        }
        return copied == 0 ? nil : result + text[copied...]
    }

    func redacted(_ text: String) -> String? {
        redacted(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func matches(_ text: [UInt8], at start: Int) -> Bool {
        for offset in address.indices where Self.folded(text[start + offset]) != address[offset] { return false }
        let end = start + address.count
        return (start == 0 || !Self.belongs(text[start - 1]) || isEscape(text, before: start))
            && (end == text.count || !Self.belongs(text[end]))
    }

    /// Whether the letter before is that of an escape such as `\n`, and not one of a longer address.
    private func isEscape(_ text: [UInt8], before start: Int) -> Bool {
        start >= 2 && text[start - 2] == UInt8(ascii: "\\") && "ntrbf".utf8.contains(text[start - 1])
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        (0x41...0x5a).contains(byte) ? byte + 0x20 : byte
    }

    /// Whether a byte beside an address makes it another one.
    private static func belongs(_ byte: UInt8) -> Bool {
        switch folded(byte) {
        case 0x61...0x7a, 0x30...0x39, 0x80...0xff: true
        default: "._%+-".utf8.contains(byte)
        }
    }
}
