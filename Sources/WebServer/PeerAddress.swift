import CMicroHTTPD
import Foundation

/// The other end of a connection, as text.
enum PeerAddress {
    /// The numeric address without port; an IPv4 peer of an IPv6 socket appears as IPv4. Empty when unknown.
    static func text(_ address: UnsafePointer<sockaddr>?) -> String {
        guard let address else { return "" }
        let isSix = Int32(address.pointee.sa_family) == AF_INET6
        let length = isSix ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = getnameinfo(
            address,
            socklen_t(length),
            &buffer,
            socklen_t(buffer.count),
            nil,
            0,
            NI_NUMERICHOST
        )
        guard code == 0 else { return "" }
        let text = buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } } ?? ""
        return text.hasPrefix("::ffff:") ? String(text.dropFirst(7)) : text
    }
}
