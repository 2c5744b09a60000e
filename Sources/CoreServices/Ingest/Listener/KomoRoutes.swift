import Primitives
import WebServer

/// `POST /webhooks/komo…`: judge the bytes, read them, hand the event to the sink, answer when it has spoken.
struct KomoRoutes: Sendable {
    private let verifiers: [String: SignatureVerifier]
    private let sink: any EventSink
    private let limiter: RateLimiter?

    init(
        endpoints: [EndpointConfiguration],
        isLoopback: Bool,
        host: String,
        rateLimit: RateLimit?,
        sink: any EventSink
    ) throws(ListenerError) {
        var verifiers: [String: SignatureVerifier] = [:]
        for endpoint in endpoints {
            if endpoint.authentication == .none, !isLoopback {
                throw .openEndpoint(name: endpoint.name, host: host)
            }
            if verifiers[endpoint.name] != nil { throw .endpointTwice(name: endpoint.name) }
            do {
                verifiers[endpoint.name] = try SignatureVerifier(endpoint.authentication)
            } catch {
                throw .endpointUnusable(name: endpoint.name, reason: error)
            }
        }
        self.verifiers = verifiers
        self.sink = sink
        limiter = rateLimit.map(RateLimiter.init)
    }

    func routes(bodyLimit: Int) -> [Route] {
        let endpoint: @Sendable ([String]) -> String = { parameters in
            let name = parameters.first ?? "main"
            return verifiers[name] == nil ? "" : name
        }
        return ["", "/{name}", "/{name}/{secret}"].map { suffix in
            Route("POST", "/webhooks/komo" + suffix, bodyLimit: bodyLimit, endpoint: endpoint, handler: receive)
        }
    }

    @Sendable private func receive(_ request: HTTPRequest, _ responder: HTTPResponder) {
        let name = request.parameters.first ?? "main"
        let pathSecret = request.parameters.count > 1 ? request.parameters[1] : nil
        guard let verifier = verifiers[name], pathSecret == nil || verifier.takesSecretPath else {
            record(404, "no such endpoint", "", request)
            responder.respond(.refusal(404, "no such endpoint; check the address that you post to"))
            return
        }
        let wait = limiter?.secondsToWait(
            endpoint: name,
            address: request.remoteAddress,
            now: request.receivedAt
        )
        if let wait {
            record(429, "too many requests from one address", name, request)
            responder.respond(.refusal(429, "too many requests from this address; slow down", retryAfterSeconds: wait))
            return
        }
        let verdict = verifier.verify(
            pathSecret: pathSecret,
            header: request.header,
            body: request.body,
            now: request.receivedAt
        )
        let signature: SignatureCheck
        switch verdict {
        case .accepted(let check): signature = check
        case .refused(let refusal):
            record(401, refusal.description, name, request)
            responder.respond(.refusal(401, refusal.description))
            return
        }
        let delivery = Delivery(
            endpoint: name,
            headers: request.headers(hiding: verifier.secretHeaders, and: verifier.carriedSecrets).map {
                HeaderField(name: $0.name, value: $0.value)
            },
            signature: signature,
            remoteAddress: request.remoteAddress,
            receivedAt: request.receivedAt
        )
        let event: Event
        do {
            event = try EventNormaliser.event(from: request.body, of: delivery)
        } catch {
            record(400, error.reason, name, request)
            responder.respond(.refusal(400, error.description))
            return
        }
        let address = request.remoteAddress
        let receivedAt = request.receivedAt
        sink.append(event) { [sink] outcome in
            switch outcome {
            case .stored: responder.respond(.accepted)
            case .duplicate: responder.respond(.duplicate)
            case .unavailable(let reason, let seconds):
                sink.record(
                    Rejection(
                        status: 503,
                        reason: reason,
                        endpoint: name,
                        remoteAddress: address,
                        receivedAt: receivedAt
                    )
                )
                responder.respond(.refusal(503, reason, retryAfterSeconds: max(1, seconds)))
            }
        }
    }

    private func record(_ status: Int, _ reason: String, _ endpoint: String, _ request: HTTPRequest) {
        sink.record(
            Rejection(
                status: status,
                reason: reason,
                endpoint: endpoint,
                remoteAddress: request.remoteAddress,
                receivedAt: request.receivedAt
            )
        )
    }
}

extension HTTPResponse {
    fileprivate static let accepted = HTTPResponse(status: 200, json: #"{"status":"accepted"}"#)
    fileprivate static let duplicate = HTTPResponse(status: 200, json: #"{"status":"duplicate"}"#)
}
