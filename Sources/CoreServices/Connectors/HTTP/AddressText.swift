import Glibc

/// Addresses as bytes and as text, by the system's own functions.
enum AddressText {
    /// 4 or 16 bytes; `nil` for anything but a plain IPv4 address of four decimal parts or an IPv6 address.
    static func bytes(of text: String) -> [UInt8]? {
        guard !text.utf8.contains(0) else { return nil }
        var four = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &four) == 1 { return four }
        var sixteen = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET6, text, &sixteen) == 1 ? sixteen : nil
    }

    /// The usual text of 4 or 16 bytes; of any other number, bytes in hexadecimal.
    static func text(of bytes: [UInt8]) -> String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family: Int32? = bytes.count == 4 ? AF_INET : bytes.count == 16 ? AF_INET6 : nil
        guard let family, inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else {
            return bytes.map { String($0, radix: 16) }.joined(separator: ":")
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The address in a socket address; `nil` unless it is IPv4 or IPv6.
    static func bytes(of address: UnsafeRawPointer, length: Int) -> [UInt8]? {
        guard length >= MemoryLayout<sa_family_t>.size else { return nil }
        let start: Int
        let count: Int
        switch Int32(address.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET: (start, count) = (MemoryLayout<sockaddr_in>.offset(of: \.sin_addr) ?? 4, 4)
        case AF_INET6: (start, count) = (MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr) ?? 8, 16)
        default: return nil
        }
        guard length >= start + count else { return nil }
        return (start..<start + count).map { address.load(fromByteOffset: $0, as: UInt8.self) }
    }
}
