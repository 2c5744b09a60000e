/// A request as a test writes it, or as ``LoopbackServer`` received it.
package struct HTTPRequest: Sendable, Equatable {
    package var method: String
    /// Path and query, exactly as they go over the wire.
    package var target: String
    package var headers: HTTPHeaders
    package var body: [UInt8]

    package init(_ method: String, _ target: String, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// The bytes on the wire; `Host` and `Content-Length` are added where the test does not give its own.
    package var bytes: [UInt8] {
        var all = headers
        if all["Host"] == nil { all.append("Host", "localhost") }
        if all["Content-Length"] == nil && (!body.isEmpty || method != "GET") {
            all.append("Content-Length", "\(body.count)")
        }
        return head(all) + body
    }

    /// The bytes on the wire with the body in chunks of so many bytes and no `Content-Length`.
    package func chunkedBytes(ofSize size: Int) -> [UInt8] {
        var all = headers
        if all["Host"] == nil { all.append("Host", "localhost") }
        all.append("Transfer-Encoding", "chunked")
        var bytes = head(all)
        for start in stride(from: 0, to: body.count, by: size) {
            let chunk = body[start..<min(start + size, body.count)]
            bytes += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
        }
        return bytes + Array("0\r\n\r\n".utf8)
    }

    private func head(_ headers: HTTPHeaders) -> [UInt8] {
        Array("\(method) \(target) HTTP/1.1\r\n\(headers.lines)\r\n".utf8)
    }
}

/// An answer as ``HTTPConnection`` received it, or as ``LoopbackServer`` gives it.
package struct HTTPResponse: Sendable, Equatable {
    package var status: Int
    package var headers: HTTPHeaders
    package var body: [UInt8]

    package init(_ status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    var bytes: [UInt8] {
        var all = headers
        all.append("Content-Length", "\(body.count)")
        return Array("HTTP/1.1 \(status) Test\r\n\(all.lines)\r\n".utf8) + body
    }
}

/// Header fields in their order; a name may come twice, and is found whatever its case.
package struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    package struct Field: Sendable, Equatable {
        package var name: String
        package var value: String
    }

    package private(set) var fields: [Field]

    package init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    package mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// The first value under this name.
    package subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    var lines: String {
        fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    }
}
