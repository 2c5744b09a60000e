/// What a page with Komo on it may load, run and connect to.
package struct EmbedPolicy: Sendable, Equatable {
    /// The directives in their order, such as `script-src` with its sources.
    package let directives: [(name: String, sources: [String])]

    /// - Parameters:
    ///   - callboard: Where callboard is, as the page addresses it: `'self'` or an origin.
    ///   - script: The text of the one script that stands in the page.
    init(_ embed: EmbedConfiguration, page: EmbedPage, callboard: String, script: String) {
        let hub = embed.hub ?? ""
        let scriptOrigin = URLOrigin(embed.script)?.text ?? hub
        let token = URLOrigin(embed.identity.tokenURL)?.text ?? callboard
        var connections = [callboard, hub]
        if embed.identity.method != .none { connections.append(token) }
        directives = [
            ("default-src", ["'none'"]),
            ("script-src", ["'\(EmbedMarkup.digest(script))'", scriptOrigin]),
            // The hub's script sets the look of its covers in the page.
            ("style-src", ["'unsafe-inline'", hub] + embed.contentOrigins),
            ("img-src", ["data:", "blob:", hub] + embed.contentOrigins),
            ("font-src", ["data:", hub] + embed.contentOrigins),
            ("media-src", ["blob:", hub] + embed.contentOrigins),
            ("connect-src", Self.distinct(connections)),
            ("frame-src", [hub]),
            ("base-uri", ["'none'"]),
            ("form-action", ["'none'"]),
            ("frame-ancestors", page.variant == .iframe ? Self.frames(embed) : ["'none'"]),
        ]
    }

    /// As the header says it.
    package var text: String {
        directives.map { "\($0.name) \($0.sources.joined(separator: " "))" }.joined(separator: "; ")
    }

    /// As a `meta` element says it, which cannot say who may frame the page.
    package var metaText: String {
        directives.filter { $0.name != "frame-ancestors" }.map { "\($0.name) \($0.sources.joined(separator: " "))" }
            .joined(separator: "; ")
    }

    package static func == (left: EmbedPolicy, right: EmbedPolicy) -> Bool { left.text == right.text }

    private static func frames(_ embed: EmbedConfiguration) -> [String] {
        let origins = embed.origins.filter { $0 != "null" }
        return origins.isEmpty ? ["'none'"] : origins
    }

    private static func distinct(_ sources: [String]) -> [String] {
        var seen: Set<String> = []
        return sources.filter { seen.insert($0).inserted }
    }
}
