/// A network in CIDR notation, such as `10.1.0.0/16` or `fd00::/8`.
package struct AddressRange: Sendable, Equatable {
    /// 4 or 16 bytes; those beyond the prefix are zero.
    package let bytes: [UInt8]
    /// How many leading bits count.
    package let prefixLength: Int

    package init(bytes: [UInt8], prefixLength: Int) {
        self.bytes = bytes
        self.prefixLength = prefixLength
    }

    /// Reads CIDR notation (RFC 4632, RFC 4291) or a single address.
    ///
    /// - Throws: ``AddressRangeError``, which suggests the right form where bits beyond the prefix are set.
    package init(parsing text: String) throws(AddressRangeError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bytes = AddressText.bytes(of: String(parts[0])) else {
            throw AddressRangeError("\(text.debugDescription) is not a network; write it like 10.1.0.0/16 or fd00::/8")
        }
        var length = bytes.count * 8
        if parts.count > 1 {
            guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let given = Int(parts[1]), given <= length
            else {
                throw AddressRangeError(
                    "\(text.debugDescription) is not a network; after the slash comes a number from 0 to \(length)"
                )
            }
            length = given
        }
        let network = bytes.indices.map { bytes[$0] & Self.mask(ofByte: $0, prefixLength: length) }
        self.init(bytes: network, prefixLength: length)
        if network != bytes {
            throw AddressRangeError("\(text) is an address inside a network; write \(self) for the network")
        }
    }

    /// Whether an address, as 4 or 16 bytes, lies in this network; never for an address of the other length.
    package func contains(_ address: [UInt8]) -> Bool {
        guard address.count == bytes.count else { return false }
        return address.indices.allSatisfy { index in
            (address[index] ^ bytes[index]) & Self.mask(ofByte: index, prefixLength: prefixLength) == 0
        }
    }

    private static func mask(ofByte index: Int, prefixLength: Int) -> UInt8 {
        let bits = min(8, max(0, prefixLength - index * 8))
        return UInt8(truncatingIfNeeded: 0xff00 >> bits)
    }
}

extension AddressRange: CustomStringConvertible {
    /// The form that `init(parsing:)` reads; a single address has no slash.
    package var description: String {
        let address = AddressText.text(of: bytes)
        return prefixLength == bytes.count * 8 ? address : "\(address)/\(prefixLength)"
    }
}

/// Text that is no network, in one sentence without a full stop.
package struct AddressRangeError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
