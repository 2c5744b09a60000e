/// Which pages may ask callboard for something from within a browser.
struct EmbedOrigins: Sendable {
    private let listed: Set<String>

    init(_ embed: EmbedConfiguration) {
        listed = Set(embed.origins + [embed.publicURL].compactMap(\.self))
    }

    /// Whether a page of this origin may; `host` is what the request calls callboard itself.
    func allows(_ origin: String, host: String?) -> Bool {
        if listed.contains(origin) { return true }
        // Pages of callboard's own, as this machine sees it. Any other name could be somebody else's that leads here.
        guard let host, let own = URLOrigin(origin), own.rest.isEmpty, own.isThisMachine else { return false }
        return own.scheme + "://" + host.lowercased() == origin
    }
}
