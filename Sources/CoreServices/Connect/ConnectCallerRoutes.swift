import Primitives
import WebServer

/// `POST /integrations/kombo/init` and `/activate`: for a customer's own front end, which proves itself by a token.
///
/// For whom a link is made follows from whose token it is, never from the request.
struct ConnectCallerRoutes: Sendable {
    /// Under which its refusals are counted.
    private static let endpoint = "connect"
    private static let bodyLimit = 16 << 10
    /// A link that runs out sooner is replaced rather than handed out.
    private static let shortestRest = Duration.seconds(600)

    private let store: Store
    private let callers: [KomboConfiguration.Caller]
    private let limiter: RateLimiter
    /// Wrong tokens of each address, so that nobody can try many.
    private let guessing = RateLimiter(RateLimit(perSecond: 0.2, burst: 10))
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
        patience: Duration = .seconds(50),
        asked: @escaping @Sendable () -> Void,
        refused: @escaping @Sendable (Rejection) -> Void
    ) {
        self.store = store
        callers = configuration.callers
        limiter = RateLimiter(configuration.rateLimit)
        self.patience = patience
        self.asked = asked
        self.refused = refused
    }

    /// None while nobody may ask.
    var routes: [Route] {
        guard !callers.isEmpty else { return [] }
        return ["init", "activate"].flatMap { name in
            [
                Route(
                    "POST",
                    "/integrations/kombo/\(name)",
                    bodyLimit: Self.bodyLimit,
                    endpoint: { _ in Self.endpoint }
                ) { answer($0, $1, name == "init" ? initiate : activate) },
                Route("GET", "/integrations/kombo/\(name)", endpoint: { _ in Self.endpoint }) { request, responder in
                    let problem = Self.wrongMethod(name)
                    tell(problem, request.remoteAddress, request.receivedAt)
                    responder.respond(problem.response)
                },
            ]
        }
    }

    private static func wrongMethod(_ name: String) -> ConnectProblem {
        let what = name == "init" ? "makes a link" : "uses up a token"
        return ConnectProblem(
            status: 405,
            title: "This takes POST",
            detail:
                "asking for it \(what), so it is done with fetch('/integrations/kombo/\(name)', { method: 'POST', headers: { Authorization: 'Bearer TOKEN' } })",
            headers: [("Allow", "POST")]
        )
    }

    private typealias Handler = @Sendable (KomboConfiguration.Caller, [UInt8]) async throws -> HTTPResponse

    /// Checks who asks, then does it away from the server's threads.
    private func answer(_ request: HTTPRequest, _ responder: HTTPResponder, _ handler: @escaping Handler) {
        let (address, now, body) = (request.remoteAddress, request.receivedAt, request.body)
        let caller: KomboConfiguration.Caller
        do throws(ConnectProblem) {
            caller = try self.caller(request.header("Authorization"), address, now)
            if let wait = limiter.secondsToWait(endpoint: caller.name, address: "", now: now) { throw .tooMany(wait) }
        } catch {
            tell(error, address, now)
            return responder.respond(error.response)
        }
        Task {
            let response: HTTPResponse
            do {
                response = try await handler(caller, body)
            } catch let problem as ConnectProblem {
                tell(problem, address, now)
                response = problem.response
            } catch let refusal as OperatorRefusal {
                let problem = ConnectProblem.conflict(refusal.description)
                tell(problem, address, now)
                response = problem.response
            } catch {
                response = ConnectProblem.unavailable.response
            }
            responder.respond(response)
        }
    }

    private func caller(
        _ authorization: String?,
        _ address: String,
        _ now: Timestamp
    ) throws(ConnectProblem) -> KomboConfiguration.Caller {
        let words = (authorization ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { throw .withoutToken }
        let token = Array(words[1].utf8)
        // All are compared, so that the time tells nothing about which one it nearly was.
        var found: KomboConfiguration.Caller?
        for caller in callers {
            for secret in caller.secrets where secret.matches(token) { found = caller }
        }
        if let found { return found }
        if let wait = guessing.secondsToWait(endpoint: "", address: address, now: now) { throw .tooMany(wait) }
        throw .wrongToken
    }

    private func tell(_ problem: ConnectProblem, _ address: String, _ now: Timestamp) {
        refused(
            Rejection(
                status: problem.status,
                reason: "connect: \(problem.title.lowercased())",
                endpoint: Self.endpoint,
                remoteAddress: address,
                receivedAt: now
            )
        )
    }

    private func acting(for caller: KomboConfiguration.Caller) -> Operator {
        Operator(store: store, account: OperatorAccount(user: caller.name, host: "front-end"), isReadOnly: false)
    }

    // MARK: - Links

    @Sendable private func initiate(_ caller: KomboConfiguration.Caller, _ body: [UInt8]) async throws -> HTTPResponse {
        try Self.checkIsEmpty(body)
        let id = try await flow(for: caller)
        asked()
        let flow = try await ConnectWaiting.flow(id, in: store, timeout: patience) { $0.hasSettled }
        guard let flow, let link = flow.link, flow.state == .waiting else {
            throw flow?.failure.map(ConnectProblem.of) ?? ConnectProblem.unavailable
        }
        var line = JSONObjectText()
        line.add("link", .string(link.text))
        line.add("expires_at", .string(link.expiresAt.iso8601))
        line.add("flow", .integer(flow.id))
        return HTTPResponse(status: 200, json: line.text, headers: ConnectHeaders.always)
    }

    /// The flow whose link the caller gets: its open one, or a new one.
    private func flow(for caller: KomboConfiguration.Caller) async throws -> Int64 {
        let details = caller.details
        let acting = acting(for: caller)
        let open = try await store.openConnectFlows(originID: details.originID, category: details.category).first
        if let open {
            guard open.details.linkType == details.linkType else {
                throw ConnectProblem.conflict(
                    "somebody connects this customer by a link of another kind already; ask whoever runs callboard"
                )
            }
            let rest = open.state == .waiting ? open.link?.remaining(at: store.clock.now()) : nil
            if rest ?? .zero < Self.shortestRest, open.takesNewLink { try await acting.newConnectLink(open.id) }
            return open.id
        }
        let known = try await store.knownConnections(originID: details.originID, category: details.category).first
        guard let known else { return try await acting.startConnect(details) }
        guard known.state == .invalid else {
            throw ConnectProblem.conflict("the \(details.category.words) is connected already, as \(known.id)")
        }
        return try await acting.relink(
            integration: known.id,
            linkType: details.linkType,
            language: details.language
        )
    }

    /// What the request says of the customer would be ignored, so it is refused.
    private static func checkIsEmpty(_ body: [UInt8]) throws(ConnectProblem) {
        if body.allSatisfy({ $0 <= 0x20 }) { return }
        guard let value = try? JSONReader.read(body), let members = value.members else {
            throw .unusable("the body is not needed; send none, or {}")
        }
        guard let name = members.keys.sorted().first else { return }
        throw .unusable(
            "'\(name.prefix(64))' cannot be said here: for whom the link is follows from your token; send no body"
        )
    }

    // MARK: - Tokens

    @Sendable private func activate(_ caller: KomboConfiguration.Caller, _ body: [UInt8]) async throws -> HTTPResponse {
        guard let value = try? JSONReader.read(body), let token = value["token"]?.string else {
            throw ConnectProblem.unusable("send the activation token as JSON: {\"token\": \"...\"}")
        }
        let details = caller.details
        let open = try await store.openConnectFlows(originID: details.originID, category: details.category)
        guard let flow = open.first(where: \.takesToken) ?? open.first else {
            let known = try await store.knownConnections(originID: details.originID, category: details.category).first
            if let known { return Self.connected(known.id) }
            throw ConnectProblem.conflict("no link was made for you that a token could belong to; call init first")
        }
        try await acting(for: caller).submitConnectToken(Secret(token), for: flow.id, via: .frontEnd)
        asked()
        let settled = try await ConnectWaiting.flow(flow.id, in: store, timeout: patience) { $0.hasSettled }
        guard let settled, settled.state.isConnected, let id = settled.integrationID else {
            throw settled?.failure.map(ConnectProblem.of) ?? ConnectProblem.unavailable
        }
        return Self.connected(id)
    }

    private static func connected(_ id: String) -> HTTPResponse {
        var line = JSONObjectText()
        line.add("status", .string("connected"))
        line.add("integration_id", .string(id))
        return HTTPResponse(status: 200, json: line.text, headers: ConnectHeaders.always)
    }
}
