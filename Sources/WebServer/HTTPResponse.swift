import CMicroHTTPD

/// An answer, made once and sent any number of times from any thread.
package final class HTTPResponse: @unchecked Sendable {  // unchecked: the C response counts its own references
    package let status: Int
    /// A JSON object; never anything that the request held.
    package let body: String
    package let headers: [HTTPHeader]
    private let handle: OpaquePointer?

    /// `headers` are added to `Content-Type: application/json`.
    package init(status: Int, json body: String, headers: [HTTPHeader] = []) {
        self.status = status
        self.body = body
        self.headers = headers
        var text = body
        handle = text.withUTF8 { mhd_shim_response($0.baseAddress, $0.count) }
        MHD_add_response_header(handle, "Content-Type", "application/json")
        for header in headers { MHD_add_response_header(handle, header.name, header.value) }
    }

    deinit {
        if let handle { MHD_destroy_response(handle) }
    }

    /// A refusal that says in one sentence what to fix.
    package static func refusal(
        _ status: Int,
        _ reason: String,
        retryAfterSeconds: Int? = nil,
        headers: [HTTPHeader] = []
    ) -> HTTPResponse {
        var headers = headers
        if let seconds = retryAfterSeconds { headers.append(HTTPHeader(name: "Retry-After", value: String(seconds))) }
        let text = reason.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return HTTPResponse(status: status, json: #"{"error":"\#(text)"}"#, headers: headers)
    }

    /// Hands the answer to the library, on the thread that called the handler; false if it came at a wrong time.
    func queue(on connection: OpaquePointer) -> Bool {
        guard let handle else { return false }
        return MHD_queue_response(connection, UInt32(status), handle) == .YES
    }

    /// The whole answer as bytes, for connections on which the library can no longer send one.
    var wireBytes: [UInt8] {
        let phrase = String(cString: MHD_get_reason_phrase_for(UInt32(status)))
        var text = "HTTP/1.1 \(status) \(phrase)\r\nConnection: close\r\nContent-Type: application/json\r\n"
        for header in headers where header.name != "Connection" { text += "\(header.name): \(header.value)\r\n" }
        text += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        return Array(text.utf8)
    }
}
