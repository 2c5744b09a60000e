/// Base64 in the alphabet of URLs, without padding (RFC 4648, section 5, as RFC 7515 wants it).
package enum Base64URL {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    /// The value of each byte; 255 for those that are no digit.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()

    package static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var bits: UInt32 = 0
        var held: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 6 {
                held -= 6
                text.append(digits[Int(bits >> held) & 63])
            }
        }
        if held > 0 { text.append(digits[Int(bits << (6 - held)) & 63]) }
        return text
    }

    /// Whether a byte can stand in such a text.
    static func isDigit(_ byte: UInt8) -> Bool { values[Int(byte)] != 255 }

    /// The bytes of `text`; `nil` unless it is exactly what `encode` gives for them.
    ///
    /// Padding, white space, the other alphabet and spare bits that are not zero are all refused: a token that can be
    /// written in two ways gets past whoever keeps a list of those that no longer hold.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var held: UInt32 = 0
        for digit in text {
            let value = values[Int(digit)]
            if value == 255 { return nil }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> held))
            }
        }
        return bits & (1 << held - 1) == 0 ? bytes : nil
    }
}
