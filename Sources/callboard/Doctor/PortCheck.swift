import CoreServices
import Foundation

/// Whether the listener could have its port.
enum PortCheck {
    static let check = DoctorCheck { examination in
        guard let listener = examination.configuration?.listener else { return [] }
        let place = "\(listener.host):\(listener.port)"
        guard listener.port != 0 else { return [.ok("port", "chosen by the system when callboard starts")] }
        switch bind(listener) {
        case 0: return [.ok("port", "\(place) is free")]
        case EADDRINUSE:
            guard let holder = PortHolder.find(port: listener.port) else {
                return [.wrong("port", "\(place) is taken; stop who has it, or change listener.port")]
            }
            if holder.name == "callboard" { return [.ok("port", "\(place) is held by callboard, pid \(holder.pid)")] }
            return [
                .wrong(
                    "port",
                    "\(place) is taken by \(holder.name), pid \(holder.pid); stop it, or change listener.port"
                )
            ]
        case EACCES:
            return [.wrong("port", "\(place) is not allowed to this user; choose a port above 1023")]
        case EADDRNOTAVAIL:
            return [.wrong("port", "this machine has no address \(listener.host); change listener.host")]
        case let code:
            return [.wrong("port", "\(place) cannot be listened on (\(String(cString: strerror(code)))); change it")]
        }
    }

    /// Tries the address for a moment; the error number, or 0.
    private static func bind(_ listener: ListenerConfiguration) -> Int32 {
        let host = listener.host == "localhost" ? "127.0.0.1" : listener.host
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(listener.port)", &hints, &list) == 0, let address = list?.pointee else {
            return EADDRNOTAVAIL
        }
        defer { freeaddrinfo(list) }
        let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard Foundation.bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 else { return errno }
        return listen(descriptor, 1) == 0 ? 0 : errno
    }
}
