import Primitives
import Synchronization
import WebServer

/// `/api/komo/auth-token` and `/api/komo/auth`, each by POST and GET, and `/.well-known/jwks.json`.
///
/// Everything is done on the server's thread: nothing on the way to a token waits for a disk.
final class TokenRoutes: Sendable {
    private static let paths = ["/api/komo/auth-token", "/api/komo/auth"]
    private static let bodyLimit = 16 << 10
    /// Between two looks at which tokens will soon run out.
    private static let renewalInterval = Duration.seconds(15)

    private let configuration: SSOConfiguration
    private let journal: AccessJournal?
    private let desk: TokenDesk?
    private let refused: @Sendable (Rejection) -> Void
    private let renewal = Mutex<Task<Void, Never>?>(nil)

    /// - Parameters:
    ///   - journal: Where it is written down; `nil` writes nothing.
    ///   - refused: Told of everything that is refused; must not wait.
    init(_ configuration: SSOConfiguration, journal: AccessJournal?, refused: @escaping @Sendable (Rejection) -> Void) {
        self.configuration = configuration
        self.journal = journal
        self.refused = refused
        desk = TokenDesk(configuration) { journal?.noteClock(of: $0, ahead: $1, at: $2) }
    }

    /// None while there is nobody who could get a token; the key set is there as soon as there is a key.
    var routes: [Route] {
        guard !configuration.keys.isEmpty else { return [] }
        let keys = HTTPResponse(
            status: 200,
            json: JSONWebKeySet.text(of: configuration.keys),
            headers: [
                HTTPHeader(name: "Cache-Control", value: "public, max-age=300"),
                HTTPHeader(name: "Access-Control-Allow-Origin", value: "*"),
            ]
        )
        let keySet = Route("GET", "/.well-known/jwks.json") { _, responder in responder.respond(keys) }
        guard let desk else { return [keySet] }
        return [keySet]
            + Self.paths.flatMap { path in
                [
                    Route("POST", path, bodyLimit: Self.bodyLimit, endpoint: { _ in "sso" }) { [self] in
                        answer($0, $1, desk, isPost: true)
                    },
                    Route("GET", path, endpoint: { _ in "sso" }) { [self] in answer($0, $1, desk, isPost: false) },
                    Route("OPTIONS", path, endpoint: { _ in "sso" }) { [self] in preflight($0, $1) },
                ]
            }
    }

    /// Renews tokens in the background until `stop`.
    func start(clock: WallClock) {
        guard let desk else { return }
        renewal.withLock { task in
            task = Task.detached(priority: .utility) {
                while (try? await Task.sleep(for: Self.renewalInterval)) != nil { desk.renewStock(at: clock.now()) }
            }
        }
    }

    /// Call it when the listener has stopped; what was counted is then on disk.
    func stop() {
        renewal.withLock { $0?.cancel() }
        journal?.finish()
    }

    // MARK: - Requests

    private func answer(_ request: HTTPRequest, _ responder: HTTPResponder, _ desk: TokenDesk, isPost: Bool) {
        let origin = OriginPolicy.judge(request, listed: configuration.origins)
        guard case .allowed(let origin) = origin else { return refuseOrigin(request, responder) }
        let asked = TokenRequest(
            isPost: isPost,
            bearer: TokenRequest.bearer(request.header("Authorization")),
            cookies: request.header("Cookie"),
            origin: origin,
            body: request.body,
            remoteAddress: request.remoteAddress,
            now: request.receivedAt
        )
        do throws(TokenRefusal) {
            let issued = try desk.issue(asked)
            responder.respond(Self.response(issued, asked))
            journal?.add(
                AccessAnswer(
                    outcome: .issued,
                    status: 200,
                    reason: issued.isFromStock ? "from stock" : "signed",
                    caller: issued.caller,
                    keyID: issued.token.keyID,
                    origin: origin,
                    remoteAddress: asked.remoteAddress,
                    at: asked.now,
                    expiresAt: issued.token.expiresAt
                )
            )
        } catch {
            responder.respond(Self.response(error, origin: origin))
            note(error, origin: origin, address: asked.remoteAddress, at: asked.now)
        }
    }

    private func preflight(_ request: HTTPRequest, _ responder: HTTPResponder) {
        guard case .allowed(let origin) = OriginPolicy.judge(request, listed: configuration.origins) else {
            return refuseOrigin(request, responder)
        }
        var headers = Self.headers(origin)
        headers.append(HTTPHeader(name: "Access-Control-Allow-Methods", value: "GET, POST"))
        headers.append(HTTPHeader(name: "Access-Control-Allow-Headers", value: "Authorization, Content-Type"))
        headers.append(HTTPHeader(name: "Access-Control-Max-Age", value: "600"))
        responder.respond(HTTPResponse(status: 204, body: "", contentType: nil, headers: headers))
    }

    private func refuseOrigin(_ request: HTTPRequest, _ responder: HTTPResponder) {
        responder.respond(Self.response(.blockedOrigin, origin: ""))
        journal?.block(request.header("Origin") ?? "cross-site without Origin", at: request.receivedAt)
        note(.blockedOrigin, origin: "", address: request.remoteAddress, at: request.receivedAt)
    }

    private func note(_ refusal: TokenRefusal, origin: String, address: String, at now: Timestamp) {
        journal?.add(
            AccessAnswer(
                outcome: .refused,
                status: refusal.status,
                reason: refusal.reason,
                caller: refusal.caller,
                origin: origin,
                remoteAddress: address,
                at: now
            )
        )
        refused(
            Rejection(
                status: refusal.status,
                reason: "sso: \(refusal.reason)",
                endpoint: "sso",
                remoteAddress: address,
                receivedAt: now
            )
        )
    }

    // MARK: - Answers

    private static func response(_ issued: TokenDesk.Issued, _ request: TokenRequest) -> HTTPResponse {
        let token = String(decoding: issued.token.text.exposed(), as: UTF8.self)
        let seconds = max(0, issued.token.expiresAt.since(request.now).milliseconds / 1000)
        // base64url, dots and a time: nothing in it needs escaping.
        let body =
            #"{"token":"\#(token)","expires_at":"\#(issued.token.expiresAt.iso8601)","expires_in":\#(seconds)}"#
        return HTTPResponse(status: 200, json: body, headers: headers(request.origin))
    }

    private static func response(_ refusal: TokenRefusal, origin: String) -> HTTPResponse {
        var headers = headers(origin)
        if refusal.status == 401 {
            headers.append(HTTPHeader(name: "WWW-Authenticate", value: "Bearer realm=\"callboard sso\""))
        }
        if refusal.status == 405 { headers.append(HTTPHeader(name: "Allow", value: "POST")) }
        return .refusal(
            refusal.status,
            refusal.detail,
            retryAfterSeconds: refusal.retryAfterSeconds,
            headers: headers
        )
    }

    /// What every answer carries; a listed origin's pages may read it.
    private static func headers(_ origin: String) -> [HTTPHeader] {
        var headers = [
            HTTPHeader(name: "Cache-Control", value: "no-store"),
            HTTPHeader(name: "X-Content-Type-Options", value: "nosniff"),
            HTTPHeader(name: "Vary", value: "Origin"),
        ]
        guard !origin.isEmpty else { return headers }
        headers.append(HTTPHeader(name: "Access-Control-Allow-Origin", value: origin))
        headers.append(HTTPHeader(name: "Access-Control-Allow-Credentials", value: "true"))
        headers.append(HTTPHeader(name: "Access-Control-Expose-Headers", value: "Retry-After"))
        return headers
    }
}
