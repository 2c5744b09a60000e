import Primitives

/// Decides who gets a token, and for whom.
///
/// Two ways lead to one: a backend that has proved itself with a bearer token of its own names the user; a browser
/// brings the event app's session token and gets one for that session's user. What an unauthenticated body says
/// counts for nothing.
struct TokenDesk: Sendable {
    struct Issued: Sendable {
        var token: MintedToken
        var caller: String
        /// Whether it was ready.
        var isFromStock: Bool
    }

    private let configuration: SSOConfiguration
    private let minter: TokenMinter
    /// `nil` where each token has an id of its own, and so is handed out once.
    private let stock: TokenStock?
    private let callers: RateLimiter
    private let addresses: RateLimiter
    /// Told how far an event app's clock is ahead.
    private let clockAhead: @Sendable (_ caller: String, _ ahead: Duration, _ now: Timestamp) -> Void

    /// `nil` while nobody could get a token.
    init?(
        _ configuration: SSOConfiguration,
        clockAhead: @escaping @Sendable (_ caller: String, _ ahead: Duration, _ now: Timestamp) -> Void
    ) {
        guard configuration.isServed, let minter = TokenMinter(configuration) else { return nil }
        self.configuration = configuration
        self.minter = minter
        stock = configuration.namesToken ? nil : TokenStock(renewBefore: configuration.renewBefore)
        callers = RateLimiter(configuration.rateLimitOfCaller)
        addresses = RateLimiter(configuration.rateLimitOfAddress)
        self.clockAhead = clockAhead
    }

    func issue(_ request: TokenRequest) throws(TokenRefusal) -> Issued {
        let (identity, caller) = try applicant(request)
        if let ready = stock?.token(for: identity, at: request.now) {
            return Issued(token: ready, caller: caller, isFromStock: true)
        }
        guard let token = try? minter.mint(for: identity, at: request.now) else { throw .failed }
        stock?.keep(token, for: identity)
        return Issued(token: token, caller: caller, isFromStock: false)
    }

    /// Signs anew what is in use and will soon run out.
    func renewStock(at now: Timestamp) {
        stock?.renew(at: now) { try? minter.mint(for: $0, at: now) }
    }

    /// How many people there is a token ready for.
    var stockCount: Int { stock?.count ?? 0 }

    private func applicant(_ request: TokenRequest) throws(TokenRefusal) -> (TokenIdentity, caller: String) {
        if let bearer = request.bearer, let caller = caller(bearer) {
            if let wait = callers.secondsToWait(endpoint: caller.name, address: "", now: request.now) {
                throw .tooMany(caller.name, seconds: wait)
            }
            return (try named(in: request, by: caller.name), caller.name)
        }
        // Before anything is computed for somebody who has proved nothing.
        if let wait = addresses.secondsToWait(endpoint: "sso", address: request.remoteAddress, now: request.now) {
            throw .tooMany("", seconds: wait)
        }
        let (claims, source) = try session(request)
        let identity = try identity(claims, source)
        try check(request, identity, source)
        return (identity, source.name)
    }

    // MARK: - Backends

    private func caller(_ token: [UInt8]) -> SSOConfiguration.Caller? {
        // All are compared, so that the time tells nothing about which one it nearly was.
        var found: SSOConfiguration.Caller?
        for caller in configuration.callers {
            for secret in caller.secrets where secret.matches(token) { found = caller }
        }
        return found
    }

    private func named(in request: TokenRequest, by caller: String) throws(TokenRefusal) -> TokenIdentity {
        guard request.isPost else { throw .userInAddress(caller) }
        let user: NamedUser
        do { user = try NamedUser(request.body) } catch { throw .unreadable(error, caller) }
        guard let subject = user.subject else {
            let problem = TokenIdentity.Unusable(message: "the user's id is missing; name it in userId")
            throw .unusableIdentity(problem, caller, isBackend: true)
        }
        do {
            return try TokenIdentity(
                subject: subject,
                email: user.email,
                firstName: user.firstName,
                lastName: user.lastName
            )
        } catch {
            throw .unusableIdentity(error, caller, isBackend: true)
        }
    }

    // MARK: - Browsers

    /// The claims of the session token that the request carries, and whose it is.
    private func session(_ request: TokenRequest) throws(TokenRefusal) -> (TokenClaims, SessionSource) {
        var refusal: TokenRefusal?
        for source in configuration.sessions {
            // A cookie alone would do for any page that a browser shows; that it comes with a page's script is what
            // the origin was checked for.
            guard let token = request.bearer ?? source.cookie.flatMap({ request.cookie($0) }) else { continue }
            let verifier = TokenVerifier(
                keys: source.keys,
                issuer: source.issuer,
                audience: source.audience,
                tolerance: source.tolerance,
                requiredClaims: []
            )
            let examination = verifier.examine(token, at: request.now)
            if examination.key != nil, let issued = examination.claims?.issuedAt, issued > request.now {
                clockAhead(source.name, issued.since(request.now), request.now)
            }
            guard let problem = examination.problems.first else {
                if let claims = examination.claims { return (claims, source) }
                continue
            }
            // The app whose key signed it knows better what is wrong than one that it was never meant for.
            if refusal == nil || examination.key != nil { refusal = .session(problem, of: source.name) }
        }
        if let refusal { throw refusal }
        throw request.bearer == nil ? .withoutProof : .wrongProof
    }

    private func identity(_ claims: TokenClaims, _ source: SessionSource) throws(TokenRefusal) -> TokenIdentity {
        var first = claims.text(at: source.claims.firstName)
        var last = claims.text(at: source.claims.lastName)
        if first == nil, last == nil, let name = claims.text(at: source.claims.name) {
            (first, last) = TokenIdentity.split(name)
        }
        do {
            return try TokenIdentity(
                subject: claims.text(at: source.claims.subject) ?? "",
                email: claims.text(at: source.claims.email),
                firstName: first,
                lastName: last
            )
        } catch {
            throw .unusableIdentity(error, source.name, isBackend: false)
        }
    }

    /// Refuses a body that names somebody else: either a page mixes up its users, or somebody tries.
    private func check(_ request: TokenRequest, _ identity: TokenIdentity, _ source: SessionSource) throws(TokenRefusal)
    {
        let user: NamedUser
        do { user = try NamedUser(request.body) } catch { throw .unreadable(error, source.name) }
        let isSame =
            (user.subject == nil || user.subject == identity.subject)
            && (user.email == nil || identity.email == nil || user.email?.lowercased() == identity.email?.lowercased())
        if !isSame { throw .otherUser(source.name) }
    }
}
