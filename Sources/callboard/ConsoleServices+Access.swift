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
        if let callboard = EmbedReading.callboard(configuration) {
            snippet = { [embed] name in
                embed.page(name).map { EmbedDocument(embed, page: $0, place: .elsewhere(callboard: callboard)).pasted }
            }
        }
        guard let minter = TokenMinter(configuration.sso) else { return }
        mint = { try await acting.mintToken(for: $0, with: minter, place: "console", reason: $1) }
    }
}
