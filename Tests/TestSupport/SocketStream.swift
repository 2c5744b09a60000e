import Glibc
import Synchronization

/// A connected socket with a buffer of what was read and not yet used.
final class SocketStream: Sendable {
    private struct State {
        var isOpen = true
        var hasEnded = false
        var buffer: [UInt8] = []
    }

    let descriptor: Int32
    private let state = Mutex(State())

    init(descriptor: Int32) {
        self.descriptor = descriptor
        closeOnExec(descriptor)
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit {
        close()
    }

    static func connect(port: UInt16) throws -> SocketStream {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw TestFailure("opening a socket", errno: errno) }
        let stream = SocketStream(descriptor: descriptor)
        let code = withLoopbackAddress(port: port) { Glibc.connect(descriptor, $0, $1) }
        guard code == 0 else { throw TestFailure("connecting to port \(port)", errno: errno) }
        return stream
    }

    var isEmpty: Bool { state.withLock { $0.buffer.isEmpty } }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw TestFailure("sending to the connection", errno: errno) }
            rest = rest.dropFirst(count)
        }
    }

    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Ends both directions, which wakes a thread that reads; the descriptor itself stays until the stream goes away.
    func hangUp() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    func close() {
        state.withLock { state in
            if state.isOpen { Glibc.close(descriptor) }
            state.isOpen = false
        }
    }

    /// Reads once more into the buffer; `false` at the end of the stream or when the far end has reset it.
    ///
    /// - Throws: ``TestFailure`` when the deadline passes first.
    func fill(deadline: ContinuousClock.Instant) throws -> Bool {
        if state.withLock({ $0.hasEnded }) { return false }
        while true {
            let left = (deadline - ContinuousClock.now).inSeconds * 1000
            guard left > 0 else { throw TestFailure("waited in vain for more from the connection") }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&waiting, 1, Int32(left.rounded(.up))) > 0 { break }
        }
        var piece = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &piece, piece.count, 0)
        return state.withLock { state in
            if count > 0 { state.buffer += piece[..<count] } else { state.hasEnded = true }
            return count > 0
        }
    }

    /// Takes all up to and including `mark`; `nil` when the stream ends before it comes.
    func take(through mark: [UInt8], deadline: ContinuousClock.Instant) throws -> [UInt8]? {
        while true {
            let found: [UInt8]? = state.withLock { state in
                guard let range = state.buffer.firstRange(of: mark) else { return nil }
                defer { state.buffer.removeSubrange(..<range.upperBound) }
                return Array(state.buffer[..<range.upperBound])
            }
            if let found { return found }
            guard try fill(deadline: deadline) else { return nil }
        }
    }

    func take(count: Int, deadline: ContinuousClock.Instant) throws -> [UInt8] {
        while state.withLock({ $0.buffer.count }) < count {
            guard try fill(deadline: deadline) else { throw TestFailure("the connection was closed amid the body") }
        }
        return state.withLock { state in
            defer { state.buffer.removeFirst(count) }
            return Array(state.buffer.prefix(count))
        }
    }

    func takeAll() -> [UInt8] {
        state.withLock { state in
            defer { state.buffer = [] }
            return state.buffer
        }
    }
}

/// Calls `body` with the address of a port on 127.0.0.1.
func withLoopbackAddress<Result>(
    port: UInt16,
    _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Result
) rethrows -> Result {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    return try withUnsafePointer(to: &address) { pointer in
        try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            try body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
}
