import Foundation
import Glibc

/// A small HTTP server on a port of its own, which keeps what it received and answers as the test says.
///
/// Whoever starts one writes `defer { server.stop() }` at once.
package final class LoopbackServer: Sendable {
    private struct State {
        var requests: [HTTPRequest] = []
        var connections: [SocketStream] = []
        var connectionCount = 0
        var isStopped = false
    }

    package let port: UInt16
    private let listener: SocketStream
    private let state = Monitor(State())

    private init(listener: SocketStream, port: UInt16) {
        self.listener = listener
        self.port = port
    }

    /// Starts the server; `answer` is called on one thread per connection.
    package static func start(
        _ answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse = { _ in HTTPResponse(200) }
    ) throws -> LoopbackServer {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw TestFailure("opening a socket", errno: errno) }
        let listener = SocketStream(descriptor: descriptor)
        guard withLoopbackAddress(port: 0, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 128) == 0 else {
            throw TestFailure("listening on a port", errno: errno)
        }
        let server = LoopbackServer(listener: listener, port: try boundPort(of: descriptor))
        server.acceptConnections(answer)
        return server
    }

    /// All requests so far, in the order in which they were read.
    package var requests: [HTTPRequest] { state.current.requests }

    /// How many connections were ever opened, which tells whether a client keeps its own alive.
    package var connectionCount: Int { state.current.connectionCount }

    /// Waits until the requests so far satisfy `isSatisfied`, and gives them.
    @discardableResult
    package func waitForRequests(
        _ what: String,
        within limit: Duration = patience,
        _ isSatisfied: ([HTTPRequest]) -> Bool
    ) throws -> [HTTPRequest] {
        let found = state.wait(within: limit) { isSatisfied($0.requests) ? $0.requests : nil }
        guard let found else {
            throw TestFailure("waited \(limit) in vain for \(what); \(requests.count) requests came")
        }
        return found
    }

    /// Closes every connection and the port; a second call does nothing.
    package func stop() {
        let open = state.withLock { state in
            state.isStopped = true
            defer { state.connections = [] }
            return state.connections
        }
        open.forEach { $0.hangUp() }
        listener.hangUp()
    }

    private func acceptConnections(_ answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse) {
        let listener = listener
        let state = state
        Thread.detachNewThread {
            while true {
                let descriptor = accept(listener.descriptor, nil, nil)
                if descriptor < 0 && (errno == EINTR || errno == ECONNABORTED) { continue }
                guard descriptor >= 0 else { return }
                let stream = SocketStream(descriptor: descriptor)
                let isStopped = state.withLock { state in
                    state.connections.append(stream)
                    state.connectionCount += 1
                    return state.isStopped
                }
                if isStopped { return }
                Thread.detachNewThread { Self.serve(stream, state: state, answer: answer) }
            }
        }
    }

    private static func boundPort(of descriptor: Int32) throws -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard code == 0 else { throw TestFailure("asking for the port", errno: errno) }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func serve(
        _ stream: SocketStream,
        state: Monitor<State>,
        answer: (HTTPRequest) -> HTTPResponse
    ) {
        let never = ContinuousClock.now + .seconds(3600)
        while let message = try? HTTPMessageReader.read(from: stream, isResponse: false, deadline: never) {
            let parts = message.startLine.split(separator: " ").map(String.init)
            guard parts.count == 3 else { break }
            let request = HTTPRequest(parts[0], parts[1], headers: message.headers, body: message.body)
            state.withLock { $0.requests.append(request) }
            guard (try? stream.send(answer(request).bytes)) != nil else { break }
        }
        stream.hangUp()
        state.withLock { state in state.connections.removeAll { $0 === stream } }
    }
}
