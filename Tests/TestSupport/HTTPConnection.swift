import Glibc

/// One connection to a server on this machine, over which a test sends whatever bytes it likes.
///
/// It knows no more of HTTP than it takes to read an answer, so it can send what no proper client would.
package final class HTTPConnection: Sendable {
    private let stream: SocketStream

    /// - Throws: ``TestFailure`` when nobody listens there.
    package init(port: UInt16) throws {
        stream = try SocketStream.connect(port: port)
    }

    /// Sends one request on a connection of its own and reads the answer.
    package static func exchange(
        _ request: HTTPRequest,
        port: UInt16,
        within limit: Duration = patience
    ) throws -> HTTPResponse {
        let connection = try HTTPConnection(port: port)
        try connection.send(request.bytes)
        return try connection.readResponse(within: limit)
    }

    /// Sends bytes as they are.
    ///
    /// - Throws: ``TestFailure`` when the server has closed the connection.
    package func send(_ bytes: [UInt8]) throws {
        try stream.send(bytes)
    }

    package func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    /// Sends bytes in pieces with a pause between them, as a slow or hostile sender does.
    package func send(_ bytes: [UInt8], inPiecesOf size: Int, every pause: Duration) throws {
        for start in stride(from: 0, to: bytes.count, by: size) {
            if start > 0 { poll(nil, 0, Int32(pause.inSeconds * 1000)) }
            try send(Array(bytes[start..<min(start + size, bytes.count)]))
        }
    }

    /// Says that nothing more will be sent, while answers can still be read.
    package func finishSending() {
        stream.finishSending()
    }

    /// Reads the next answer; interim answers such as `100 Continue` are skipped.
    ///
    /// - Throws: ``TestFailure`` when the server closes the connection first or `limit` passes.
    package func readResponse(within limit: Duration = patience) throws -> HTTPResponse {
        let deadline = ContinuousClock.now + limit
        while true {
            let message = try HTTPMessageReader.read(from: stream, isResponse: true, deadline: deadline)
            guard let message else { throw TestFailure("the server closed the connection instead of answering") }
            let parts = message.startLine.split(separator: " ")
            guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]) else {
                throw TestFailure("not a status line: \(message.startLine.debugDescription)")
            }
            if status >= 200 { return HTTPResponse(status, headers: message.headers, body: message.body) }
        }
    }

    /// Reads until the server has closed the connection, and gives what came before.
    ///
    /// - Throws: ``TestFailure`` when it is still open after `limit`.
    @discardableResult
    package func readToEnd(within limit: Duration = patience) throws -> [UInt8] {
        let deadline = ContinuousClock.now + limit
        while try stream.fill(deadline: deadline) {}
        return stream.takeAll()
    }

    package func close() {
        stream.close()
    }
}
