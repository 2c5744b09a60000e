import CCurl

/// Where a request goes, read by the parser that also sends it, so that both see the same host.
struct RequestTarget {
    let scheme: String
    /// As the URL names it, without the brackets of IPv6; numeric IPv4 spellings come out as four decimal parts.
    let host: String
    let port: Int
    /// libcurl's own form of the URL.
    let handle: URLHandle

    /// Requests of one key share kept-alive connections and one limit.
    var key: String { "\(scheme)://\(host):\(port)" }

    /// Checks everything about a request that could make it unusable or change its meaning on the wire.
    ///
    /// - Throws: `.unusableRequest`; the message names no part of the URL but the host, since it may hold secrets.
    init(of request: OutboundRequest) throws(TransportFailure) {
        try Self.check(method: request.method)
        for header in request.headers { try Self.check(header) }
        try Self.check(url: request.url)
        guard let handle = URLHandle() else { throw Self.unusable("there is no memory left to read the URL") }
        let flags = UInt32(CURLU_DISALLOW_USER) | UInt32(CURLU_URLENCODE)
        switch curl_url_set(handle.pointer, CURLUPART_URL, request.url, flags) {
        case CURLUE_OK: break
        case CURLUE_USER_NOT_ALLOWED:
            throw Self.unusable("the URL holds a user name; put credentials into the destination's authorisation")
        case CURLUE_BAD_PORT_NUMBER: throw Self.unusable("the URL's port is not a number from 1 to 65535")
        default: throw Self.unusable("the URL cannot be read; write it like https://example.com/path")
        }
        guard let scheme = handle.part(CURLUPART_SCHEME), let host = handle.part(CURLUPART_HOST), !host.isEmpty,
            let port = handle.part(CURLUPART_PORT, flags: UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) }), port > 0
        else { throw Self.unusable("the URL names no host; write it like https://example.com/path") }
        self.scheme = scheme
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host.lowercased()
        self.port = port
        self.handle = handle
    }

    private static func check(method: String) throws(TransportFailure) {
        guard isToken(method) else { throw unusable("the method is not a word such as POST") }
        guard method.uppercased() != "CONNECT" else { throw unusable("the method CONNECT cannot be sent") }
    }

    private static func check(url: String) throws(TransportFailure) {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\\") }) else {
            throw unusable("the URL holds a space, a backslash or a control character; percent-encode it")
        }
        let start = url.prefix(9).lowercased()
        // Some parsers take a host after a third slash for one, others do not.
        guard start.hasPrefix("http://") || start.hasPrefix("https://"), !url.dropFirst(4).hasPrefix(":///"),
            !url.dropFirst(5).hasPrefix(":///")
        else { throw unusable("the URL does not begin with http:// or https:// and a host") }
    }

    private static func check(_ header: HeaderField) throws(TransportFailure) {
        guard isToken(header.name) else {
            throw unusable("the name of a header is empty or holds a character that no header name may hold")
        }
        guard header.value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7f) || $0 == 0x09 }) else {
            throw unusable("the value of the header \(header.name) holds a line break or another control character")
        }
        guard !ownHeaders.contains(header.name.lowercased()) else {
            throw unusable("the header \(header.name) is set by callboard itself; leave it out")
        }
    }

    /// Those that say where a message ends, to whom it goes or what the connection does.
    private static let ownHeaders: Set<String> = [
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade",
    ]

    /// A token as in RFC 9110, section 5.6.2.
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    private static func unusable(_ message: String) -> TransportFailure {
        TransportFailure(.unusableRequest, mayHaveBeenProcessed: false, message: message)
    }
}

/// Owns a URL as libcurl has read it.
final class URLHandle {
    let pointer: OpaquePointer

    init?() {
        guard let pointer = curl_url() else { return nil }
        self.pointer = pointer
    }

    deinit { curl_url_cleanup(pointer) }

    func part(_ part: CURLUPart, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(pointer, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
