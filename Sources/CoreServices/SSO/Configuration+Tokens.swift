extension Configuration {
    /// Single sign-on as it is served: pages that carry a snippet may ask for tokens without being listed twice.
    package var tokens: SSOConfiguration {
        var tokens = sso
        tokens.origins += embed.origins.filter { !sso.origins.contains($0) }
        return tokens
    }
}
