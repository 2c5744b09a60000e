import CMicroHTTPD
import Glibc

/// An answer, made once and sent any number of times from any thread.
package final class HTTPResponse: @unchecked Sendable {  // unchecked: the C response counts its own references
    package let status: Int
    /// Empty for a body that is made while it is sent.
    package let body: String
    /// `nil` for an answer without a body.
    package let contentType: String?
    package let headers: [HTTPHeader]
    private let handle: OpaquePointer?

    /// `headers` are added to `Content-Type`.
    package init(status: Int, body: String, contentType: String?, headers: [HTTPHeader] = []) {
        self.status = status
        self.body = body
        self.contentType = contentType
        self.headers = headers
        var text = body
        handle = text.withUTF8 { mhd_shim_response($0.baseAddress, $0.count) }
        addHeaders()
    }

    /// `headers` are added to `Content-Type: application/json`; `body` is a JSON object.
    package convenience init(status: Int, json body: String, headers: [HTTPHeader] = []) {
        self.init(status: status, body: body, contentType: "application/json", headers: headers)
    }

    /// An answer of `announced` bytes, made while it is sent; after `sent` of them the connection is closed.
    ///
    /// With both equal it is a whole answer that takes no memory, however long it is.
    package init(status: Int, announcing announced: Int, sending sent: Int, contentType: String) {
        self.status = status
        body = ""
        self.contentType = contentType
        headers = []
        handle = MHD_create_response_from_callback(
            UInt64(max(0, announced)),
            32 << 10,
            { context, position, buffer, capacity in
                let limit = UInt64(UInt(bitPattern: context))
                guard let buffer, position < limit else { return -2 }  // MHD_CONTENT_READER_END_WITH_ERROR
                let count = min(capacity, Int(limit - position))
                memset(buffer, 0x20, count)
                return count
            },
            UnsafeMutableRawPointer(bitPattern: UInt(max(0, min(sent, announced)))),
            nil
        )
        addHeaders()
    }

    deinit {
        if let handle { MHD_destroy_response(handle) }
    }

    private func addHeaders() {
        if let contentType { MHD_add_response_header(handle, "Content-Type", contentType) }
        for header in headers { MHD_add_response_header(handle, header.name, header.value) }
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
        var text = "HTTP/1.1 \(status) \(phrase)\r\nConnection: close\r\n"
        if let contentType { text += "Content-Type: \(contentType)\r\n" }
        for header in headers where header.name != "Connection" { text += "\(header.name): \(header.value)\r\n" }
        text += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        return Array(text.utf8)
    }
}
