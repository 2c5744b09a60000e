import Foundation

/// Networks as people write them.
enum NetworkText {
    /// Reads `10.1.0.0/16` or `fd00::/8`; `nil` when it is neither, and when bits beyond the prefix are set.
    static func parse(_ text: String) -> AddressRange? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = address(String(parts[0])),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let prefix = Int(parts[1]), prefix <= bytes.count * 8
        else { return nil }
        for (index, byte) in bytes.enumerated() {
            let kept = min(8, max(0, prefix - index * 8))
            guard byte & UInt8(truncatingIfNeeded: 0xff >> kept) == 0 else { return nil }
        }
        return AddressRange(bytes: bytes, prefixLength: prefix)
    }

    private static func address(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
        var six = in6_addr()
        if inet_pton(AF_INET6, text, &six) == 1 { return withUnsafeBytes(of: &six) { Array($0) } }
        return nil
    }
}
