import Console
import CoreServices

extension AccessServices {
    /// The pane of an open store.
    init(_ configuration: Configuration, _ acting: Operator, store: Store) {
        self = .empty
        sso = configuration.tokens
        embed = configuration.embed
        picture = {
            AccessPicture(overview: try await store.accessOverview(), traffic: try await store.embedTraffic())
        }
        snippet = { name in
            guard let page = configuration.embed.page(name) else { return nil }
            let address = configuration.embed.publicURL ?? EmbedReading.address(of: configuration.listener)
            let document = EmbedDocument(configuration.embed, page: page, place: .elsewhere(callboard: address))
            return page.variant == .iframe ? document.frame : document.snippet
        }
        guard let minter = TokenMinter(configuration.sso) else { return }
        mint = { try await acting.mintToken(for: $0, with: minter, place: "console", reason: $1) }
    }
}
