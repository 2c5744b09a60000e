/// A request as it goes out, secrets in place; never stored and never shown.
package struct OutboundRequest: Sendable {
    package var method: String
    /// A whole `http` or `https` URL.
    package var url: String
    package var headers: [HeaderField]
    package var body: [UInt8]
    package var limits: HTTPLimits
    /// Networks such as `10.1.0.0/16` that may be reached although they are not public.
    package var allowedNetworks: [AddressRange]

    package init(
        method: String,
        url: String,
        headers: [HeaderField] = [],
        body: [UInt8] = [],
        limits: HTTPLimits = HTTPLimits(),
        allowedNetworks: [AddressRange] = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.limits = limits
        self.allowedNetworks = allowedNetworks
    }
}

/// How long and how large an exchange may become.
package struct HTTPLimits: Sendable, Equatable {
    package var connectTimeout = Duration.seconds(10)
    /// From start to end, name lookup and connecting included.
    package var totalTimeout = Duration.seconds(30)
    /// How long nothing may move.
    package var idleTimeout = Duration.seconds(15)
    /// A larger reply is cut off there and counts as a failure.
    package var responseLimitBytes = 1 << 20
    /// A reply is read no faster, as a slow network would bring it; `nil` reads as fast as it comes.
    package var receiveBytesPerSecond: Int?

    package init() {}
}

/// What came back.
package struct HTTPReply: Sendable, Equatable {
    package var status: Int
    /// In the order received.
    package var headers: [HeaderField]
    package var body: [UInt8]

    package init(status: Int, headers: [HeaderField] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of this name, whatever its case.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}

/// Why no usable reply came.
package struct TransportFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        /// The URL cannot be used at all, or a header cannot be sent.
        case unusableRequest = "unusable request"
        /// The name has no address, or the name service does not answer.
        case unresolvable
        /// Every address of the name is one that must not be reached.
        case refusedAddress = "refused address"
        case connect = "cannot connect"
        case tls = "TLS"
        case timeout
        case reset = "connection lost"
        case tooLarge = "reply too large"
        /// What came back is not HTTP, or it ended before it was whole.
        case malformed = "malformed reply"
        /// The process is stopping.
        case cancelled
    }

    package var kind: Kind
    /// Whether the remote may have received the whole request, so that it may have acted on it.
    package var mayHaveBeenProcessed: Bool
    /// One plain sentence without a full stop: what happened, to which host.
    package var message: String

    package init(_ kind: Kind, mayHaveBeenProcessed: Bool, message: String) {
        self.kind = kind
        self.mayHaveBeenProcessed = mayHaveBeenProcessed
        self.message = message
    }

    package var description: String { message }
}
