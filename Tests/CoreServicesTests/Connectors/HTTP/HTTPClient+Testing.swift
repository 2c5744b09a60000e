import CoreServices
import TestSupport

extension HTTPClient {
    /// Sends a request and waits for what comes of it.
    func exchange(_ request: OutboundRequest) throws -> Result<HTTPReply, TransportFailure> {
        let result = Monitor<Result<HTTPReply, TransportFailure>?>(nil)
        send(request) { outcome in result.withLock { $0 = outcome } }
        guard let found = result.wait(within: patience, for: { $0 }) else {
            throw TestFailure("waited in vain for the reply")
        }
        return found
    }

    /// Sends a request that must fail, and gives its failure.
    func failure(_ request: OutboundRequest) throws -> TransportFailure {
        switch try exchange(request) {
        case .failure(let failure): return failure
        case .success(let reply): throw TestFailure("a reply came although none should: \(reply.status)")
        }
    }
}

extension OutboundRequest {
    /// A request that may reach this machine itself.
    static func local(
        _ url: String,
        method: String = "POST",
        headers: [HeaderField] = [],
        body: String = "{}",
        allowed: [AddressRange] = [AddressRange(bytes: [127, 0, 0, 0], prefixLength: 8)],
        limits change: (inout HTTPLimits) -> Void = { _ in }
    ) -> OutboundRequest {
        var limits = HTTPLimits()
        change(&limits)
        return OutboundRequest(
            method: method,
            url: url,
            headers: headers,
            body: Array(body.utf8),
            limits: limits,
            allowedNetworks: allowed
        )
    }
}
