package import CoreServices
import Primitives

/// One line of the Access pane: a key, an embedded page, an origin that is kept out, or what became of requests for
/// tokens.
package enum AccessRow: Sendable, Equatable {
    case key(TokenKey, signs: Bool)
    case page(EmbedPageTraffic)
    case origin(KeptOut)
    case answers(AccessAnswerRow)

    /// An origin that is not listed, at the auth endpoint or on an embedded page.
    package struct KeptOut: Sendable, Equatable {
        /// As the browser told it: text of an outsider; empty where it told none.
        var origin: String
        /// The page's name; empty for the auth endpoint.
        var page: String
        var reason: String
        var count: Int64
        var firstAt: Timestamp
        var lastAt: Timestamp
    }

    /// What makes it the same row in a later answer.
    package enum ID: Sendable, Hashable {
        case key(String)
        case page(String)
        case origin(String, page: String, reason: String)
        case answers(Int64)
    }

    package var id: ID {
        switch self {
        case .key(let key, _): .key(key.id)
        case .page(let page): .page(page.page)
        case .origin(let kept): .origin(kept.origin, page: kept.page, reason: kept.reason)
        case .answers(let row): .answers(row.id)
        }
    }

    /// Origins shown: the list is there for what happens now.
    private static let originLimit = 20

    /// All rows: keys and pages as they are configured, then the origins, then the answers, the newest first.
    static func rows(_ services: AccessServices, _ picture: AccessPicture) -> [AccessRow] {
        let signing = services.sso.signingKey?.id
        return services.sso.keys.map { .key($0, signs: $0.id == signing) }
            + services.embed.pages.map { .page(picture.traffic.page($0.name)) }
            + origins(picture).prefix(originLimit).map { .origin($0) }
            + picture.overview.answers.map { .answers($0) }
    }

    private static func origins(_ picture: AccessPicture) -> [KeptOut] {
        let atEndpoint = picture.overview.blockedOrigins.map {
            KeptOut(
                origin: $0.origin,
                page: "",
                reason: "not in sso.origins",
                count: $0.count,
                firstAt: $0.firstAt,
                lastAt: $0.lastAt
            )
        }
        let onPages = picture.traffic.blocked.map {
            KeptOut(
                origin: $0.origin,
                page: $0.page,
                reason: $0.reason,
                count: $0.count,
                firstAt: $0.firstAt,
                lastAt: $0.lastAt
            )
        }
        return (atEndpoint + onPages).sorted { ($0.lastAt, $0.origin) > ($1.lastAt, $1.origin) }
    }

    /// Whether somebody should look at it.
    var isTroubled: Bool {
        switch self {
        case .key, .page: false
        case .origin: true
        case .answers(let row): row.answer.outcome == .refused
        }
    }
}

/// What the store knows of tokens and of pages at one moment.
package struct AccessPicture: Sendable, Equatable {
    package var overview = AccessOverview()
    package var traffic = EmbedTraffic()

    package init(overview: AccessOverview = AccessOverview(), traffic: EmbedTraffic = EmbedTraffic()) {
        self.overview = overview
        self.traffic = traffic
    }
}
