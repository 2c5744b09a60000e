package import Primitives

/// What callboard knows of the systems it sends to: pure functions from requests and replies.
package enum Connector {
    /// A rendered request as it goes out: base address, authorisation, idempotency key and limits added.
    ///
    /// - Throws: What is wrong with the request or the configuration, such as a URL that names no host.
    package static func outbound(
        _ request: RenderedRequest,
        to destination: DestinationConfiguration,
        token: AccessToken?,
        idempotencyKey: String,
        now: Timestamp
    ) throws(StepFailure) -> OutboundRequest {
        let base = token?.baseURL ?? destination.baseURL
        return OutboundRequest(
            method: request.method,
            url: request.url.hasPrefix("/") ? base + request.url : request.url,
            headers: request.headers + [HeaderField(name: "Idempotency-Key", value: idempotencyKey)],
            body: Array(request.body.utf8),
            limits: destination.limits,
            allowedNetworks: destination.allowedNetworks
        )
    }

    /// The request that fetches an access token; `nil` for a destination that needs none.
    package static func tokenRequest(for destination: DestinationConfiguration) -> OutboundRequest? {
        nil
    }

    /// The token in the reply to such a request.
    package static func token(
        from reply: HTTPReply,
        of destination: DestinationConfiguration
    ) -> Result<AccessToken, StepFailure> {
        .failure(
            outcome(of: reply, to: .httpRequest, at: destination, now: Timestamp(milliseconds: 0)).failure
                ?? StepFailure(code: "token", message: "", cause: "", remedy: "")
        )
    }

    /// What a reply means.
    package static func outcome(
        of reply: HTTPReply,
        to operation: Operation,
        at destination: DestinationConfiguration,
        now: Timestamp
    ) -> StepOutcome {
        let body = JSONValue.string(String(decoding: reply.body, as: UTF8.self))
        switch reply.status {
        case 200..<300: return .success(output: .object(["status": .integer(Int64(reply.status)), "body": body]))
        default:
            let failure = StepFailure(
                status: reply.status,
                code: "\(reply.status)",
                message: String(decoding: reply.body.prefix(200), as: UTF8.self),
                cause: "\(destination.name) answered \(reply.status)",
                remedy: ""
            )
            return reply.status >= 500 || reply.status == 429 ? .retry(failure, after: nil) : .permanent(failure)
        }
    }

    /// What a failure to get a reply means.
    package static func outcome(
        of failure: TransportFailure,
        at destination: DestinationConfiguration,
        repeatability: Repeatability
    ) -> StepOutcome {
        let step = StepFailure(
            code: failure.kind.rawValue,
            message: failure.message,
            cause: failure.message,
            remedy: ""
        )
        if failure.mayHaveBeenProcessed, !repeatability.isSafe { return .ambiguous(step) }
        return failure.kind == .refusedAddress || failure.kind == .unusableRequest
            ? .permanent(step) : .retry(step, after: nil)
    }
}
