import Primitives
import WebServer

/// `/c/CODE`: the page on which a customer connects, and which hands the token back.
///
/// The code is the only key to it: 128 bits of chance, of one link of one flow, good until a token has come back, the
/// link runs out or a newer one replaces it.
struct HandOffRoutes: Sendable {
    private static let endpoint = "hand-off"
    private static let bodyLimit = 16 << 10

    private let store: Store
    private let configuration: KomboConfiguration
    private let limiter = RateLimiter(RateLimit(perSecond: 5, burst: 60))
    private let patience: Duration
    private let asked: @Sendable () -> Void
    private let refused: @Sendable (Rejection) -> Void

    /// - Parameters:
    ///   - patience: How long an answer may wait for Kombo.
    ///   - asked: Told that there is something to do for whoever talks to Kombo.
    ///   - refused: Told of everything that is refused; must not wait.
    init(
        store: Store,
        configuration: KomboConfiguration,
        patience: Duration = .seconds(25),
        asked: @escaping @Sendable () -> Void,
        refused: @escaping @Sendable (Rejection) -> Void
    ) {
        self.store = store
        self.configuration = configuration
        self.patience = patience
        self.asked = asked
        self.refused = refused
    }

    var routes: [Route] {
        [
            Route("GET", "/c/{code}", endpoint: { _ in Self.endpoint }, handler: show),
            Route(
                "POST",
                "/c/{code}/token",
                bodyLimit: Self.bodyLimit,
                endpoint: { _ in Self.endpoint },
                handler: take
            ),
        ]
    }

    /// Where a flow stands for whoever has a code.
    private enum Standing {
        case ready(ConnectFlow, ConnectLink)
        /// Over, or not any more by this code; the page that says so.
        case over(HandOffPage.Notice)
    }

    private func standing(_ code: String) async throws -> Standing {
        guard HandOffCode.isPossible(code), let found = try await store.connectFlow(code: code) else {
            return .over(.unknown)
        }
        if found.flow.state.isConnected { return .over(.connected) }
        if found.isReplaced { return .over(.replaced) }
        switch found.flow.state {
        case .abandoned: return .over(.abandoned)
        case .failed: return .over(.failed)
        case .following, .complete: return .over(.connected)
        case .details, .waiting, .exchanging, .expired: break
        }
        guard let link = found.flow.link, link.remaining(at: store.clock.now()) != nil else { return .over(.expired) }
        return .ready(found.flow, link)
    }

    private func isTooMuch(_ request: HTTPRequest, _ responder: HTTPResponder) -> Bool {
        guard
            let wait = limiter.secondsToWait(
                endpoint: Self.endpoint,
                address: request.remoteAddress,
                now: request.receivedAt
            )
        else { return false }
        tell(429, "too many requests from one address", request.remoteAddress, request.receivedAt)
        responder.respond(.refusal(429, "too many requests from this address; slow down", retryAfterSeconds: wait))
        return true
    }

    private func tell(_ status: Int, _ reason: String, _ address: String, _ at: Timestamp) {
        refused(
            Rejection(
                status: status,
                reason: reason,
                endpoint: Self.endpoint,
                remoteAddress: address,
                receivedAt: at
            )
        )
    }

    // MARK: - The page

    @Sendable private func show(_ request: HTTPRequest, _ responder: HTTPResponder) {
        if isTooMuch(request, responder) { return }
        let code = request.parameters.first ?? ""
        let (address, now) = (request.remoteAddress, request.receivedAt)
        Task {
            do {
                switch try await standing(code) {
                case .ready(let flow, let link):
                    let page = HandOffPage(flow: flow, link: link, library: configuration.libraryURL)
                    try await store.act { try ConnectFlowEnding.pageOpened(flow.id, at: now, in: $0) }
                    responder.respond(page.response)
                case .over(let notice):
                    tell(notice.status, "hand-off page: \(notice)", address, now)
                    responder.respond(HandOffPage.response(notice))
                }
            } catch {
                responder.respond(HandOffPage.response(.unavailable))
            }
        }
    }

    // MARK: - The token

    @Sendable private func take(_ request: HTTPRequest, _ responder: HTTPResponder) {
        if isTooMuch(request, responder) { return }
        let (address, now) = (request.remoteAddress, request.receivedAt)
        // A form of another page cannot send this type without being asked for leave, which nobody gives.
        let type = (request.header("Content-Type") ?? "").prefix { $0 != ";" }.lowercased()
        guard type == "application/json", let body = try? JSONReader.read(request.body),
            let token = body["token"]?.string
        else {
            tell(400, "hand-off page: no token", address, now)
            return responder.respond(.refusal(400, "send the token as JSON"))
        }
        let code = request.parameters.first ?? ""
        Task {
            let answer: Answer
            do {
                answer = try await hand(Secret(token), code, from: address)
            } catch let refusal as OperatorRefusal {
                answer = Answer(status: 409, outcome: "failed", message: refusal.description)
            } catch {
                answer = Answer(status: 503, outcome: "pending", message: "It cannot be stored now. Try again.")
            }
            if answer.status >= 400 { tell(answer.status, "hand-off page: token refused", address, now) }
            responder.respond(answer.response)
        }
    }

    private struct Answer {
        var status: Int
        /// `connected`, `pending` or `failed`.
        var outcome: String
        var message: String

        var response: HTTPResponse {
            var line = JSONObjectText()
            line.add("outcome", .string(outcome))
            line.add("message", .string(message))
            return HTTPResponse(status: status, json: line.text, headers: ConnectHeaders.always)
        }

        static let connected = Answer(status: 200, outcome: "connected", message: HandOffPage.Notice.connected.text)
    }

    private func hand(_ token: Secret, _ code: String, from address: String) async throws -> Answer {
        let flow: ConnectFlow
        switch try await standing(code) {
        case .ready(let found, _): flow = found
        case .over(.connected): return .connected
        case .over(let notice): return Answer(status: notice.status, outcome: "failed", message: notice.text)
        }
        let page = Operator(
            store: store,
            account: OperatorAccount(user: "hand-off page", host: address),
            isReadOnly: false
        )
        // The page sends a token again when it heard no answer, and the first may be under way.
        if flow.state != .exchanging { try await page.submitConnectToken(token, for: flow.id, via: .handOffPage) }
        asked()
        let settled = try await ConnectWaiting.flow(flow.id, in: store, timeout: patience) { $0.hasSettled }
        guard let settled else {
            return Answer(status: 410, outcome: "failed", message: HandOffPage.Notice.unknown.text)
        }
        if settled.state.isConnected { return .connected }
        if settled.state == .exchanging {
            let message = "Kombo does not answer yet. You can close this page: it is tried again by itself."
            return Answer(status: 202, outcome: "pending", message: message)
        }
        // What went wrong with whom is the admin's to know.
        let isForeign = [.tokenForeign, .otherIntegration].contains(settled.failure?.reason)
        let message =
            isForeign
            ? "What was connected belongs to another customer, so nothing was stored. Tell whoever sent you here."
            : "This did not work. Press Connect to try again, or tell whoever sent you here."
        return Answer(status: 422, outcome: "failed", message: message)
    }
}
