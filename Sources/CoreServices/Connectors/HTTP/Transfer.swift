import CCurl
import Glibc

/// One exchange while it is under way. Belongs to the loop's thread; libcurl's callbacks hold a pointer to it.
final class Transfer {
    let request: OutboundRequest
    let target: RequestTarget
    let completion: @Sendable (Result<HTTPReply, TransportFailure>) -> Void
    let deadline: ContinuousClock.Instant
    let easy: EasyHandle

    var reply: ReplyReader
    /// Addresses that the guard refused, with the words for what they are.
    var refusals: [(address: String, words: String)] = []
    var socketsOpened = 0
    /// Whether a connection was ready and the request was handed to it.
    var isIssued = false
    /// Set when a kept-alive connection leads to an address that this request must not reach.
    var wantsOwnConnection = false
    /// Set when libcurl was about to send the request a second time.
    var wasHeldBack = false
    var isIdleTooLong = false
    var lastActivity: ContinuousClock.Instant
    var uploadedAtLastLook = 0

    init(
        _ request: OutboundRequest,
        _ target: RequestTarget,
        _ easy: EasyHandle,
        completion: @escaping @Sendable (Result<HTTPReply, TransportFailure>) -> Void
    ) {
        self.request = request
        self.target = target
        self.easy = easy
        self.completion = completion
        let now = ContinuousClock.now
        lastActivity = now
        deadline = now + request.limits.totalTimeout
        reply = ReplyReader(limitBytes: request.limits.responseLimitBytes)
    }

    /// Whether any byte of the request went out, so that the remote may have acted on it.
    var hasSent: Bool { easy.sentBytes > 0 }

    /// Opens a socket to an address that may be reached; the only place where connections begin.
    func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let refused = curl_socket_t(-1)
        let family = address.pointee.family
        let bytes = withUnsafeBytes(of: &address.pointee.addr) { start in
            start.baseAddress.flatMap { AddressText.bytes(of: $0, length: Int(address.pointee.addrlen)) }
        }
        guard family == AF_INET || family == AF_INET6, let bytes else {
            refusals.append(("of family \(family)", "an address that is neither IPv4 nor IPv6"))
            return refused
        }
        if let words = AddressGuard.refusal(of: bytes, allowed: request.allowedNetworks) {
            refusals.append((AddressText.text(of: bytes), words))
            return refused
        }
        socketsOpened += 1
        return socket(family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    }

    /// Decides, with a connection ready, whether the request may go out on it to `address`.
    ///
    /// A kept-alive connection may have been opened for a request that was allowed more than this one, so the address
    /// is judged once more. And libcurl sends a request again when a kept-alive connection breaks before the reply;
    /// the remote may have acted on it by then, so that is left to whoever knows whether it may be repeated.
    func mayIssue(to address: String) -> Bool {
        if isIssued, hasSent {
            wasHeldBack = true
            return false
        }
        let bytes = AddressText.bytes(of: String(address.prefix { $0 != "%" })) ?? []
        if let words = AddressGuard.refusal(of: bytes, allowed: request.allowedNetworks) {
            if wantsOwnConnection { refusals.append((address, words)) }
            wantsOwnConnection = true
            return false
        }
        isIssued = true
        lastActivity = .now
        return true
    }
}
