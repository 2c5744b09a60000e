package import CoreServices

/// What the Access pane asks and does.
package struct AccessServices: Sendable {
    /// How single sign-on is configured; without a key until it is.
    package var sso = SSOConfiguration()
    /// Which pages embed Komo.
    package var embed = EmbedConfiguration()
    package var picture: @Sendable () async throws -> AccessPicture = { AccessPicture() }
    /// What to paste into the event app for a page; `nil` for a page that there is not.
    package var snippet: @Sendable (_ page: String) -> String? = { _ in nil }
    /// Signs a token for somebody, once that is recorded.
    package var mint: @Sendable (_ identity: TokenIdentity, _ reason: String) async throws -> MintedToken = { _, _ in
        throw QueryFailure(reason: "no key is configured that signs")
    }

    /// Nothing to ask.
    package static let empty = AccessServices()
}
