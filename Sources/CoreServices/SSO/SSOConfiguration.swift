package import Primitives

/// The section `sso`: what tokens say, which keys sign and check them, and who may have one.
package struct SSOConfiguration: Sendable, Equatable {
    /// A backend that has proved itself and may name any user.
    package struct Caller: Sendable, Equatable {
        /// For the record of what was issued.
        package var name: String
        /// Any of them will do, so that one can be replaced by the next without a gap.
        package var secrets: [Secret]

        package init(name: String, secrets: [Secret]) {
            self.name = name
            self.secrets = secrets
        }
    }

    /// The claim `iss`, which Komo may compare.
    package var issuer = "callboard"
    /// The claim `aud`; left out without one.
    package var audience: String?
    package var lifetime = Duration.seconds(3600)
    /// A token that holds for less is not handed out again but replaced.
    package var renewBefore = Duration.seconds(600)
    /// Whether the header names the key (`kid`), which lets a verifier choose among several.
    package var namesKey = true
    /// Whether each token has an id of its own (`jti`).
    package var namesToken = false
    /// Whether `nbf` is said beside `iat`.
    package var namesBeginning = false
    /// All keys; others than the signing one are published and still checked with.
    package var keys: [TokenKey] = []
    /// The id of the key that signs; `nil` for the first that can.
    package var signingKeyID: String?
    package var callers: [Caller] = []
    /// Session tokens of the event app by which a browser says whose it is.
    package var sessions: [SessionSource] = []
    /// The origins of pages that may ask, such as `https://app.example`; nothing but scheme, host and port.
    package var origins: [String] = []
    package var rateLimitOfCaller = RateLimit(perSecond: 500, burst: 1000)
    package var rateLimitOfAddress = RateLimit(perSecond: 20, burst: 60)

    package init() {}

    /// Whether there is anything to sign with.
    package var isUsed: Bool { signingKey != nil }

    package var signingKey: TokenKey? {
        guard let signingKeyID else { return keys.first(where: \.canSign) }
        return keys.first { $0.id == signingKeyID && $0.canSign }
    }

    /// Whether somebody could get a token over HTTP.
    package var isServed: Bool { isUsed && !(callers.isEmpty && sessions.isEmpty) }
}

/// Where the event app's own session tokens come from, and how they are believed.
package struct SessionSource: Sendable, Equatable {
    /// Which claim holds what; paths of nested claims have dots, as in `user.email`.
    package struct Claims: Sendable, Equatable {
        package var subject = "sub"
        package var email = "email"
        package var firstName = "first_name"
        package var lastName = "last_name"
        /// Read where there are no first and last names.
        package var name = "name"

        package init() {}
    }

    package var name: String
    package var keys: [TokenKey]
    /// The `iss` that it must have; `nil` for any.
    package var issuer: String?
    /// The `aud` that it must have; `nil` for any.
    package var audience: String?
    /// The cookie that carries it, besides the header `Authorization`; `nil` for the header alone.
    package var cookie: String?
    package var claims = Claims()
    /// How far the event app's clock may be from ours.
    package var tolerance = Duration.seconds(30)

    package init(name: String, keys: [TokenKey]) {
        self.name = name
        self.keys = keys
    }
}
