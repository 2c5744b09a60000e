import Primitives
import WebServer

/// `POST /webhooks/kombo` and `/webhooks/kombo/integration-created`: what Kombo tells, believed by its signature and
/// answered once it is on disk.
struct KomboWebhookRoutes: Sendable {
    /// Under which its events and refusals are counted.
    static let endpoint = "kombo"

    private let signature: KomboSignature
    private let hasSecrets: Bool
    private let sink: any EventSink
    private let limiter: RateLimiter?
    private let arrived: @Sendable () -> Void

    /// - Parameter arrived: Told of every new webhook that is on disk.
    init(
        secrets: [Secret],
        rateLimit: RateLimit?,
        sink: any EventSink,
        arrived: @escaping @Sendable () -> Void
    ) {
        signature = KomboSignature(secrets)
        hasSecrets = !secrets.isEmpty
        self.sink = sink
        limiter = rateLimit.map(RateLimiter.init)
        self.arrived = arrived
    }

    func routes(bodyLimit: Int) -> [Route] {
        ["", "/integration-created"].map { suffix in
            Route(
                "POST",
                "/webhooks/kombo" + suffix,
                bodyLimit: bodyLimit,
                endpoint: { _ in Self.endpoint },
                handler: receive
            )
        }
    }

    @Sendable private func receive(_ request: HTTPRequest, _ responder: HTTPResponder) {
        guard hasSecrets else {
            let reason = "no kombo.webhookSecrets is configured"
            record(503, reason, request.remoteAddress, request.receivedAt)
            let text = "\(reason), so nothing from Kombo can be believed; give it the secret of Kombo's dashboard"
            return responder.respond(.refusal(503, text, retryAfterSeconds: 300))
        }
        if let wait = limiter?.secondsToWait(
            endpoint: Self.endpoint,
            address: request.remoteAddress,
            now: request.receivedAt
        ) {
            record(429, "too many requests from one address", request.remoteAddress, request.receivedAt)
            let text = "too many requests from this address; slow down"
            return responder.respond(.refusal(429, text, retryAfterSeconds: wait))
        }
        let check: SignatureCheck
        switch signature.verify(request.header(KomboSignature.header), body: request.body) {
        case .accepted(let found): check = found
        case .refused(let refusal):
            record(401, refusal.description, request.remoteAddress, request.receivedAt)
            return responder.respond(.refusal(401, refusal.description))
        }
        let event: Event
        do {
            event = try Event.ofKombo(request.body, delivery(request, check))
        } catch {
            record(400, error.reason, request.remoteAddress, request.receivedAt)
            return responder.respond(.refusal(400, error.description))
        }
        keep(event, responder)
    }

    private func delivery(_ request: HTTPRequest, _ check: SignatureCheck) -> Delivery {
        Delivery(
            endpoint: Self.endpoint,
            headers: request.headers(hiding: [KomboSignature.header.lowercased()], and: []).map {
                HeaderField(name: $0.name, value: $0.value)
            },
            signature: check,
            remoteAddress: request.remoteAddress,
            receivedAt: request.receivedAt
        )
    }

    private func keep(_ event: Event, _ responder: HTTPResponder) {
        let (address, receivedAt) = (event.remoteAddress, event.receivedAt)
        sink.append(event) { [self] outcome in
            switch outcome {
            case .stored:
                responder.respond(HTTPResponse(status: 200, json: #"{"status":"accepted"}"#))
                arrived()
            case .duplicate: responder.respond(HTTPResponse(status: 200, json: #"{"status":"duplicate"}"#))
            case .unavailable(let reason, let seconds):
                record(503, reason, address, receivedAt)
                responder.respond(.refusal(503, reason, retryAfterSeconds: max(1, seconds)))
            }
        }
    }

    private func record(_ status: Int, _ reason: String, _ address: String, _ at: Timestamp) {
        sink.record(
            Rejection(
                status: status,
                reason: reason,
                endpoint: Self.endpoint,
                remoteAddress: address,
                receivedAt: at
            )
        )
    }
}
