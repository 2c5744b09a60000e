/// Which addresses a request must not reach unless its destination allows them.
///
/// The list follows the special-purpose registries of IANA (RFC 6890 and successors) and adds the addresses under
/// which cloud providers hand out credentials.
package enum AddressGuard {
    /// What kind of address this is, in words such as `a private address`; `nil` when it may be reached.
    ///
    /// An IPv4 address written as IPv6 (`::ffff:10.0.0.1`) is what the system connects to as IPv4, so it is judged, and
    /// allowed, as that. Inside a translation prefix (`64:ff9b::/96`) it is judged as IPv4 and allowed only as IPv6.
    ///
    /// - Parameter address: 4 or 16 bytes; any other number is refused.
    package static func refusal(of address: [UInt8], allowed: [AddressRange]) -> String? {
        guard address.count == 4 || address.count == 16 else { return "an address that is neither IPv4 nor IPv6" }
        if allowed.contains(where: { $0.contains(address) }) { return nil }
        if mapped.contains(address) { return refusal(of: Array(address[12...]), allowed: allowed) }
        if translated.contains(address) {
            return refusal(of: Array(address[12...]), allowed: []).map { "a translated form of \($0)" }
        }
        if let special = special.first(where: { $0.range.contains(address) }) { return special.words }
        return address.count == 16 && !publicSix.contains(address) ? "a reserved address" : nil
    }

    private static let mapped = six([0, 0, 0, 0, 0, 0xffff], 96)
    private static let translated = six([0x64, 0xff9b], 96)
    /// All that is handed out as public so far.
    private static let publicSix = six([0x2000], 3)

    /// The first that fits gives the words, so that narrower networks come first.
    private static let special: [(range: AddressRange, words: String)] = [
        (four(169, 254, 169, 254, 32), metadata),
        (four(169, 254, 170, 2, 32), metadata),
        (four(169, 254, 170, 23, 32), metadata),
        (four(100, 100, 100, 200, 32), metadata),
        (four(168, 63, 129, 16, 32), metadata),
        (four(192, 0, 0, 192, 32), metadata),
        (four(0, 0, 0, 0, 32), "the unspecified address"),
        (four(0, 0, 0, 0, 8), "a reserved address"),
        (four(10, 0, 0, 0, 8), "a private address"),
        (four(100, 64, 0, 0, 10), "an address shared behind a provider's NAT"),
        (four(127, 0, 0, 0, 8), "a loopback address"),
        (four(169, 254, 0, 0, 16), "a link-local address"),
        (four(172, 16, 0, 0, 12), "a private address"),
        (four(192, 0, 0, 0, 24), "a reserved address"),
        (four(192, 0, 2, 0, 24), "a documentation address"),
        (four(192, 88, 99, 0, 24), "a 6to4 relay address"),
        (four(192, 168, 0, 0, 16), "a private address"),
        (four(198, 18, 0, 0, 15), "a benchmarking address"),
        (four(198, 51, 100, 0, 24), "a documentation address"),
        (four(203, 0, 113, 0, 24), "a documentation address"),
        (four(224, 0, 0, 0, 4), "a multicast address"),
        (four(255, 255, 255, 255, 32), "the broadcast address"),
        (four(240, 0, 0, 0, 4), "a reserved address"),
        (six([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254], 128), metadata),
        (six([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23], 128), metadata),
        (six([0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254], 128), metadata),
        (six([0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42], 128), metadata),
        (six([], 128), "the unspecified address"),
        (six([0, 0, 0, 0, 0, 0, 0, 1], 128), "a loopback address"),
        (six([], 96), "an IPv4-compatible address"),
        (six([0x64, 0xff9b, 1], 48), "a private translation address"),
        (six([0x100], 64), "a discard-only address"),
        (six([0x2001], 32), "a Teredo address"),
        (six([0x2001, 2], 48), "a benchmarking address"),
        (six([0x2001], 23), "a reserved address"),
        (six([0x2001, 0xdb8], 32), "a documentation address"),
        (six([0x2002], 16), "a 6to4 address"),
        (six([0x3fff], 20), "a documentation address"),
        (six([0xfc00], 7), "a private address"),
        (six([0xfe80], 10), "a link-local address"),
        (six([0xfec0], 10), "a site-local address"),
        (six([0xff00], 8), "a multicast address"),
    ]

    private static let metadata = "a cloud metadata address"

    private static func four(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ prefixLength: Int) -> AddressRange {
        AddressRange(bytes: [a, b, c, d], prefixLength: prefixLength)
    }

    /// A network from its leading groups; the others are zero.
    private static func six(_ groups: [UInt16], _ prefixLength: Int) -> AddressRange {
        let bytes = groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        return AddressRange(
            bytes: bytes + [UInt8](repeating: 0, count: 16 - bytes.count),
            prefixLength: prefixLength
        )
    }
}
