import Foundation

/// A request or an answer as read from a connection.
struct HTTPMessage {
    var startLine: String
    var headers: HTTPHeaders
    var body: [UInt8]
}

/// Reads whole messages from a connection: by `Content-Length`, in chunks, or up to the end of the stream.
enum HTTPMessageReader {
    /// - Parameter isResponse: An answer without a length goes on to the end of the stream; a request has no body then.
    /// - Returns: `nil` when the far end closed the connection between two messages.
    static func read(
        from stream: SocketStream,
        isResponse: Bool,
        deadline: ContinuousClock.Instant
    ) throws -> HTTPMessage? {
        guard let head = try stream.take(through: Array("\r\n\r\n".utf8), deadline: deadline) else {
            guard stream.isEmpty else { throw TestFailure("the connection was closed amid the headers") }
            return nil
        }
        var lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")[...]
        let startLine = lines.popFirst() ?? ""
        var headers: HTTPHeaders = [:]
        for line in lines where !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else {
                throw TestFailure("not a header: \(line.debugDescription)")
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers.append(String(line[..<colon]), String(value))
        }
        let body: [UInt8]
        if headers["Transfer-Encoding"]?.lowercased() == "chunked" {
            body = try readChunks(from: stream, deadline: deadline)
        } else if let length = headers["Content-Length"].flatMap({ Int($0) }) {
            body = try stream.take(count: length, deadline: deadline)
        } else if isResponse, mayHaveBody(statusLine: startLine) {
            while try stream.fill(deadline: deadline) {}
            body = stream.takeAll()
        } else {
            body = []
        }
        return HTTPMessage(startLine: startLine, headers: headers, body: body)
    }

    private static func mayHaveBody(statusLine: String) -> Bool {
        let status = statusLine.split(separator: " ").dropFirst().first ?? ""
        return !status.hasPrefix("1") && status != "204" && status != "304"
    }

    private static func readChunks(from stream: SocketStream, deadline: ContinuousClock.Instant) throws -> [UInt8] {
        let lineEnd = Array("\r\n".utf8)
        var body: [UInt8] = []
        while true {
            guard let line = try stream.take(through: lineEnd, deadline: deadline) else {
                throw TestFailure("the connection was closed amid the chunks")
            }
            let digits = line.dropLast(2).prefix { $0 != UInt8(ascii: ";") }
            guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else {
                throw TestFailure("not the size of a chunk: \(String(decoding: line, as: UTF8.self).debugDescription)")
            }
            body += try stream.take(count: size, deadline: deadline)
            _ = try stream.take(through: lineEnd, deadline: deadline)
            if size == 0 { return body }
        }
    }
}
