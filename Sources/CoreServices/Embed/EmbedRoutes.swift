import Primitives
import WebServer

/// `/embed/{page}`, its token, and `/ingest/embed`: pages with Komo on them, and what they send back.
struct EmbedRoutes: Sendable {
    private let embed: EmbedConfiguration
    private let origins: EmbedOrigins
    private let tokens: EmbedPageToken
    private let sink: any EventSink
    private let traffic: EmbedTrafficQueue
    private let limiter: RateLimiter

    init(_ embed: EmbedConfiguration, key: Secret, sink: any EventSink, traffic: EmbedTrafficQueue) {
        self.embed = embed
        origins = EmbedOrigins(embed)
        tokens = EmbedPageToken(key: key)
        self.sink = sink
        self.traffic = traffic
        limiter = RateLimiter(embed.bridge.rateLimit)
    }

    /// None while there is no page.
    var routes: [Route] {
        guard !embed.pages.isEmpty else { return [] }
        let pages = Dictionary(uniqueKeysWithValues: embed.pages.map { ($0.name, Self.response($0, embed)) })
        let shown = Route("GET", "/embed/{page}") { request, responder in
            responder.respond(pages[request.parameters.first ?? ""] ?? Self.noPage)
        }
        guard embed.bridge.isOn else { return [shown] }
        let endpoint: @Sendable ([String]) -> String = { Self.endpoint(embed.page($0.first ?? "")?.name ?? "") }
        return [
            shown,
            Route("POST", "/embed/{page}/token", bodyLimit: 64, endpoint: endpoint, handler: giveToken),
            Route("POST", "/ingest/embed", bodyLimit: EmbedBatch.bodyLimit, endpoint: { _ in "embed" }, handler: take),
            Route("OPTIONS", "/embed/{page}/token", handler: allow),
            Route("OPTIONS", "/ingest/embed", handler: allow),
        ]
    }

    private static func endpoint(_ page: String) -> String { page.isEmpty ? "embed" : "embed/\(page)" }

    private static let noPage = HTTPResponse.refusal(
        404,
        "there is no such page; embed.pages in callboard.json5 names those there are"
    )

    private static func response(_ page: EmbedPage, _ embed: EmbedConfiguration) -> HTTPResponse {
        let document = EmbedDocument(embed, page: page, place: .callboard)
        return HTTPResponse(
            status: 200,
            body: document.html,
            contentType: "text/html; charset=utf-8",
            headers: [
                HTTPHeader(name: "Content-Security-Policy", value: document.policy.text),
                HTTPHeader(name: "X-Content-Type-Options", value: "nosniff"),
                HTTPHeader(name: "Referrer-Policy", value: "strict-origin-when-cross-origin"),
                HTTPHeader(name: "Cache-Control", value: "no-cache"),
            ]
        )
    }

    // MARK: - Tokens

    /// Gives a page what it needs to send events back.
    @Sendable private func giveToken(_ request: HTTPRequest, _ responder: HTTPResponder) {
        guard let page = embed.page(request.parameters.first ?? "") else {
            return responder.respond(Self.noPage)
        }
        guard let origin = allowedOrigin(request, page.name, "asks for a token", responder),
            !isTooMany(request, page.name, origin, responder)
        else { return }
        if request.body.elementsEqual("view".utf8) { traffic.noteView(of: page.name, at: request.receivedAt) }
        let lifetime = embed.bridge.tokenLifetime
        let token = tokens.text(page: page.name, origin: origin, until: request.receivedAt.advanced(by: lifetime))
        responder.respond(
            HTTPResponse(
                status: 200,
                json: #"{"token":"\#(token)","expires_in":\#(lifetime.components.seconds)}"#,
                headers: Self.headers(for: origin)
            )
        )
    }

    // MARK: - Events

    @Sendable private func take(_ request: HTTPRequest, _ responder: HTTPResponder) {
        let batch = EmbedBatch(request.body)
        let page = batch.flatMap { embed.page($0.page) }?.name ?? ""
        guard let origin = allowedOrigin(request, page, "sends events", responder),
            !isTooMany(request, page, origin, responder)
        else { return }
        let headers = Self.headers(for: origin)
        guard let batch, !page.isEmpty else {
            record(400, "a page's batch that cannot be read", page, request)
            return responder.respond(.refusal(400, "this is no batch of a page that there is", headers: headers))
        }
        switch tokens.verdict(on: batch.token, page: page, origin: origin, now: request.receivedAt) {
        case .good: break
        case .expired:
            // A page that slept has it so, and asks for another one.
            return responder.respond(.refusal(401, "this page's token is over; ask for another one", headers: headers))
        case .wrong:
            let reason = "a token that is not this page's at this origin"
            traffic.noteBlocked(origin: origin, on: page, reason: reason, at: request.receivedAt)
            record(401, reason, page, request)
            return responder.respond(.refusal(401, reason, headers: headers))
        }
        let events = events(of: batch, page, request)
        let refused = batch.events.count - events.count + batch.refused
        if refused > 0 { record(400, "lines of a page's batch that are no events", page, request) }
        let address = request.remoteAddress
        let receivedAt = request.receivedAt
        let lastName = batch.events.last?.name
        EmbedAppending.append(events, to: sink) { [sink, traffic] outcome in
            if outcome.accepted + outcome.duplicates > 0 {
                traffic.noteEvents(
                    of: page,
                    new: outcome.accepted,
                    again: outcome.duplicates,
                    lastName: lastName,
                    at: receivedAt
                )
            }
            guard let fault = outcome.unavailable else {
                let told =
                    #"{"accepted":\#(outcome.accepted),"duplicates":\#(outcome.duplicates),"refused":\#(refused)}"#
                return responder.respond(HTTPResponse(status: 200, json: told, headers: headers))
            }
            sink.record(
                Rejection(
                    status: 503,
                    reason: fault.reason,
                    endpoint: Self.endpoint(page),
                    remoteAddress: address,
                    receivedAt: receivedAt
                )
            )
            responder.respond(
                .refusal(503, fault.reason, retryAfterSeconds: max(1, fault.retryAfterSeconds), headers: headers)
            )
        }
    }

    private func events(of batch: EmbedBatch, _ page: String, _ request: HTTPRequest) -> [Event] {
        let delivery = Delivery(
            endpoint: Self.endpoint(page),
            headers: request.headers(hiding: [], and: []).map { HeaderField(name: $0.name, value: $0.value) },
            signature: SignatureCheck(profile: "embed-page", secretIndex: nil),
            remoteAddress: request.remoteAddress,
            receivedAt: request.receivedAt
        )
        return batch.events.compactMap { line in
            guard var event = try? EventNormaliser.event(from: line.body, of: delivery), event.source == .embed else {
                return nil
            }
            event.deduplicationKey = "embed:\(page):\(line.identifier)"
            return event
        }
    }

    // MARK: - Who may

    /// Answers a browser that asks first whether a page may send something.
    @Sendable private func allow(_ request: HTTPRequest, _ responder: HTTPResponder) {
        let page = embed.page(request.parameters.first ?? "")?.name ?? ""
        guard let origin = allowedOrigin(request, page, "asks whether it may send", responder) else { return }
        let headers = [
            HTTPHeader(name: "Access-Control-Allow-Methods", value: "POST"),
            HTTPHeader(name: "Access-Control-Allow-Headers", value: "Content-Type"),
            HTTPHeader(name: "Access-Control-Max-Age", value: "600"),
        ]
        responder.respond(
            HTTPResponse(status: 204, body: "", contentType: nil, headers: Self.headers(for: origin) + headers)
        )
    }

    /// The origin that asks; `nil` after a refusal, which is kept for the people who set this up.
    private func allowedOrigin(
        _ request: HTTPRequest,
        _ page: String,
        _ deed: String,
        _ responder: HTTPResponder
    ) -> String? {
        let origin = request.header("Origin") ?? ""
        if origins.allows(origin, host: request.header("Host")) { return origin }
        let reason = origin.isEmpty ? "\(deed) and names no origin" : "\(deed) and is not in embed.origins"
        traffic.noteBlocked(origin: origin, on: page, reason: reason, at: request.receivedAt)
        record(403, "an origin that \(reason)", page, request)
        // The page may read why, which tells it nothing else and keeps it from trying for ever.
        let isPlain = !origin.isEmpty && origin.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
        let headers = isPlain ? Self.headers(for: origin) : []
        responder.respond(.refusal(403, "this origin is not in embed.origins of callboard.json5", headers: headers))
        return nil
    }

    private func isTooMany(
        _ request: HTTPRequest,
        _ page: String,
        _ origin: String,
        _ responder: HTTPResponder
    ) -> Bool {
        let wait = limiter.secondsToWait(endpoint: page, address: request.remoteAddress, now: request.receivedAt)
        guard let wait else { return false }
        record(429, "too many requests of a page from one address", page, request)
        responder.respond(
            .refusal(
                429,
                "too many requests from this address; slow down",
                retryAfterSeconds: wait,
                headers: Self.headers(for: origin)
            )
        )
        return true
    }

    private func record(_ status: Int, _ reason: String, _ page: String, _ request: HTTPRequest) {
        sink.record(
            Rejection(
                status: status,
                reason: reason,
                endpoint: Self.endpoint(page),
                remoteAddress: request.remoteAddress,
                receivedAt: request.receivedAt
            )
        )
    }

    private static func headers(for origin: String) -> [HTTPHeader] {
        [
            HTTPHeader(name: "Access-Control-Allow-Origin", value: origin),
            HTTPHeader(name: "Vary", value: "Origin"),
            HTTPHeader(name: "Cache-Control", value: "no-store"),
        ]
    }
}
