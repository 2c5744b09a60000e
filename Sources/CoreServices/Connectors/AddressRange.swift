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
}
