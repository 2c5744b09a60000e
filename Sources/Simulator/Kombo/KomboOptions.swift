/// How the simulated Kombo behaves.
package struct KomboOptions: Sendable {
    package var embeddedLifetime = Duration.seconds(3600)
    package var magicLinkLifetime = Duration.seconds(365 * 86_400)
    /// How long an activation token can be exchanged.
    package var tokenLifetime = Duration.seconds(600)
    /// Links are made at least so long, in characters; Kombo's own are a few hundred.
    package var linkLength = 300
    /// How long after the connection the setup is done and the first sync ends.
    package var syncDelay = Duration.seconds(2)
    /// Where webhooks go; nowhere while it is `nil`.
    package var webhookURL: String?
    /// Keys of other regions, which are refused as the real ones are.
    package var otherKeys: [String] = []

    package init() {}
}
