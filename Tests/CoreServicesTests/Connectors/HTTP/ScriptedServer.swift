import Foundation
import TestSupport

/// A TCP server that does on each connection exactly what a test says, which no HTTP server would.
///
/// Whoever starts one writes `defer { server.stop() }` at once.
final class ScriptedServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let connections = Monitor<[ScriptedConnection]>([])

    var connectionCount: Int { connections.current.count }

    /// - Parameters:
    ///   - address: Which of the machine's loopback addresses to listen on.
    ///   - port: 0 for one that the system chooses.
    ///   - script: Called once for each connection, on a thread of its own; the connection is closed at its end.
    init(
        on address: String = "127.0.0.1",
        port: UInt16 = 0,
        script: @escaping @Sendable (ScriptedConnection) -> Void
    ) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var on: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        inet_pton(AF_INET, address, &name.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                bind(listener, name, length) == 0 && listen(listener, 128) == 0
                    && getsockname(listener, name, &length) == 0
            }
        }
        guard code else { throw TestFailure("listening on \(address)", errno: errno) }
        self.listener = listener
        self.port = UInt16(bigEndian: name.sin_port)
        let connections = connections
        Thread.detachNewThread {
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return close(listener).discard() }
                let connection = ScriptedConnection(descriptor)
                connections.withLock { $0.append(connection) }
                Thread.detachNewThread {
                    script(connection)
                    connection.hangUp()
                }
            }
        }
    }

    func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        connections.current.forEach { $0.hangUp() }
    }
}

extension Int32 {
    fileprivate func discard() {}
}

/// One connection of a ``ScriptedServer``.
final class ScriptedConnection: Sendable {
    private let descriptor: Int32
    private let received = Monitor<[UInt8]>([])

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Reads one request whose length is given, or that has no body; `false` when the connection ended before.
    @discardableResult
    func readRequest() -> Bool {
        while true {
            let isWhole = received.withLock { bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                guard let head = text.range(of: "\r\n\r\n") else { return false }
                let lines = text[..<head.lowerBound].lowercased().components(separatedBy: "\r\n")
                let field = lines.first { $0.hasPrefix("content-length:") }
                let length = field.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
                let end = text[..<head.upperBound].utf8.count + length
                guard bytes.count >= end else { return false }
                bytes.removeFirst(end)
                return true
            }
            if isWhole { return true }
            if !receive() { return false }
        }
    }

    /// Waits for the first bytes only.
    @discardableResult
    func receive() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { received.withLock { $0 += buffer[..<count] } }
        return count > 0
    }

    /// `false` when the other end has closed.
    @discardableResult
    func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }

    func reply(_ body: String = "") {
        send("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Waits until the other end closes.
    func awaitEnd() { while receive() {} }

    /// Whether the other end closes within this time.
    func hasEnded(withinMilliseconds limit: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, limit) > 0 && !receive()
    }

    /// Ends the connection with a reset instead of a proper close.
    func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        // Connecting to no address is how a connected socket is dropped while its descriptor stays.
        var nowhere = sockaddr(sa_family: sa_family_t(AF_UNSPEC), sa_data: sockaddr().sa_data)
        connect(descriptor, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
    }

    func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
