import CMicroHTTPD
import Foundation

/// The listening socket, opened here and not by the library, because only the system call tells why it failed.
struct ListenSocket: ~Copyable {
    let descriptor: Int32
    let port: UInt16

    init(host: String, port: UInt16) throws(HTTPServerError) {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | (host == "localhost" ? 0 : AI_NUMERICHOST)
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found else {
            throw .hostUnknown(host: host)
        }
        defer { freeaddrinfo(address) }

        let flags = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.pointee.ai_family, flags, 0)
        guard descriptor >= 0 else { throw .failed(reason: Self.reason(errno)) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let isBound = bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0
        guard isBound, listen(descriptor, 1024) == 0, let bound = Self.port(of: descriptor) else {
            let code = errno
            close(descriptor)
            switch code {
            case EADDRINUSE: throw .portTaken(host: host, port: port)
            case EACCES: throw .portForbidden(port: port)
            case EADDRNOTAVAIL: throw .addressUnavailable(host: host)
            default: throw .failed(reason: Self.reason(code))
            }
        }
        self.descriptor = descriptor
        self.port = bound
    }

    private static func reason(_ code: Int32) -> String {
        String(cString: strerror(code))
    }

    private static func port(of descriptor: Int32) -> UInt16? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutableBytes(of: &storage) { bytes in
            guard let base = bytes.baseAddress,
                getsockname(descriptor, base.assumingMemoryBound(to: sockaddr.self), &length) == 0
            else { return nil }
            // The port is at the same place in both families.
            return UInt16(bigEndian: base.load(fromByteOffset: 2, as: UInt16.self))
        }
    }
}
