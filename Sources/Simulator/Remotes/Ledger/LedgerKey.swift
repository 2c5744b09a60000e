import Foundation

/// An idempotency key, kept in as few bytes as it takes to write it out again.
enum LedgerKey: Hashable, Sendable {
    /// A UUID in lower case.
    case identifier(UInt64, UInt64)
    case text(String)

    init(_ text: String) {
        self = Self.identifier(text) ?? .text(text)
    }

    var text: String {
        switch self {
        case .text(let text): return text
        case .identifier(let high, let low):
            let digits = Self.digits(high) + Self.digits(low)
            var groups: [Substring] = []
            var rest = digits[...]
            for count in [8, 4, 4, 4, 12] {
                groups.append(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            return groups.joined(separator: "-")
        }
    }

    private static func digits(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }

    private static func identifier(_ text: String) -> LedgerKey? {
        guard text.utf8.count == 36 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        var count = 0
        for (index, byte) in text.utf8.enumerated() {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "-") where [8, 13, 18, 23].contains(index): continue
            default: return nil
            }
            if count < 16 { high = high << 4 | UInt64(digit) } else { low = low << 4 | UInt64(digit) }
            count += 1
        }
        return count == 32 ? .identifier(high, low) : nil
    }
}
