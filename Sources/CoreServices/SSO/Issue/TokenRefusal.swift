/// Why somebody gets no token: what they are told, and the few words under which it is counted.
struct TokenRefusal: Error, Sendable, Equatable {
    let status: Int
    /// From a fixed vocabulary.
    let reason: String
    /// One sentence that says what to do.
    let detail: String
    /// The caller or event app, where it was recognised.
    var caller = ""
    var retryAfterSeconds: Int?

    static let withoutProof = TokenRefusal(
        status: 401,
        reason: "no proof",
        detail:
            "say who asks: a backend sends Authorization: Bearer TOKEN, a browser the session token of the event app"
    )

    static let wrongProof = TokenRefusal(
        status: 401,
        reason: "unknown bearer token",
        detail: "this bearer token is neither a caller's nor a session token; it may have been replaced"
    )

    static func session(_ problem: TokenProblem, of source: String) -> TokenRefusal {
        let detail =
            switch problem {
            case .expired: "the session has expired; sign in to the event app again"
            case .clockAhead, .notYetValid: "the session is not valid yet; the event app's clock is ahead of ours"
            default: "the session token is not accepted: \(problem.reason)"
            }
        return TokenRefusal(status: 401, reason: "session: \(problem.reason)", detail: detail, caller: source)
    }

    static func unusableIdentity(_ problem: TokenIdentity.Unusable, _ caller: String, isBackend: Bool) -> TokenRefusal {
        TokenRefusal(
            status: isBackend ? 400 : 403,
            reason: isBackend ? "unusable user" : "session without usable user",
            detail: problem.message,
            caller: caller
        )
    }

    static func otherUser(_ source: String) -> TokenRefusal {
        TokenRefusal(
            status: 403,
            reason: "body names another user",
            detail: "the body names another user than the session; a browser gets a token for whoever is signed in",
            caller: source
        )
    }

    static let blockedOrigin = TokenRefusal(
        status: 403,
        reason: "origin not listed",
        detail: "pages of this origin may not ask; list it in sso.origins of callboard.json5"
    )

    static func userInAddress(_ caller: String) -> TokenRefusal {
        TokenRefusal(
            status: 405,
            reason: "backend used GET",
            detail: "a backend names the user in the body of a POST, since addresses end up in logs",
            caller: caller
        )
    }

    static func unreadable(_ problem: MalformedBody, _ caller: String) -> TokenRefusal {
        TokenRefusal(status: 400, reason: problem.reason, detail: problem.description, caller: caller)
    }

    static func tooMany(_ caller: String, seconds: Int) -> TokenRefusal {
        TokenRefusal(
            status: 429,
            reason: "too many",
            detail: "too many requests; ask again in \(seconds) \(seconds == 1 ? "second" : "seconds")",
            caller: caller,
            retryAfterSeconds: seconds
        )
    }

    static let failed = TokenRefusal(
        status: 500,
        reason: "could not sign",
        detail: "the token could not be signed; whoever runs callboard sees why with callboard doctor"
    )
}
