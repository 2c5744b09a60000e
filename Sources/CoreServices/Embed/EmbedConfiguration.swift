/// The pages that show a Komo hub or its cards inside another app, and what they may send back.
package struct EmbedConfiguration: Sendable, Equatable {
    /// The hub's origin, such as `https://yourevent.komo.site`; `nil` while nothing is embedded.
    package var hub: String?
    /// Where the hub's script is: a path on the hub, or a whole URL.
    package var script = "/assets/embed/embed.js"
    /// What the script must hash to, such as `sha384-…`; `nil` takes whatever the hub serves.
    package var scriptIntegrity: String?
    /// Where browsers reach callboard, such as `https://callboard.example`; `nil` for the listener's own address.
    package var publicURL: String?
    /// Origins of pages elsewhere that carry a snippet or show a page in a frame.
    package var origins: [String] = []
    /// Origins from which the hub's script may load pictures, styles and fonts, besides the hub.
    package var contentOrigins: [String] = []
    package var identity = EmbedIdentity()
    package var bridge = EmbedBridgeConfiguration()
    /// Whether what pages send back counts as a lead, which anybody with a browser can make up.
    package var countsAsLead = false
    /// By name.
    package var pages: [EmbedPage] = []

    package init() {}

    /// The page of a name.
    package func page(_ name: String) -> EmbedPage? { pages.first { $0.name == name } }
}

/// How a page tells Komo who its visitor is.
package struct EmbedIdentity: Sendable, Equatable {
    package enum Method: String, Sendable, CaseIterable {
        /// Komo asks when it needs a token.
        case handler
        /// The page hands a token over as soon as it has one.
        case token
        /// Visitors are strangers to Komo until they say who they are.
        case none
    }

    package var method = Method.handler
    /// Where the page gets a token: a path on callboard, or a whole URL.
    package var tokenURL = "/api/komo/auth-token"
    /// How long one request for a token may take.
    package var timeout = Duration.seconds(8)

    package init() {}
}

/// What pages send back.
package struct EmbedBridgeConfiguration: Sendable, Equatable {
    package var isOn = true
    /// How long a page's token for the bridge is good.
    package var tokenLifetime = Duration.seconds(15 * 60)
    /// Requests that one address may make to one page.
    package var rateLimit = RateLimit(perSecond: 20, burst: 60)

    package init() {}
}

/// One page with a hub or cards on it.
package struct EmbedPage: Sendable, Equatable {
    package enum Layout: Sendable, Equatable {
        /// The whole hub, with its navigation.
        case hub
        case cards([EmbedCard])
    }

    /// What the page is shown in.
    package enum Variant: String, Sendable, CaseIterable {
        /// A browser's tab, or a place in a page.
        case page
        /// A native app's view.
        case webview
        /// A frame of another page.
        case iframe
    }

    /// In its address; lower-case letters, digits and hyphens.
    package var name: String
    package var title: String
    /// Of the page's words, such as `en`.
    package var language = "en"
    package var variant = Variant.page
    package var layout = Layout.hub
    /// Forms' fields by their Unique ID; `{…}` in a value stands for what is known of the visitor.
    package var prefill: [String: String] = [:]
    /// What is attached to all that happens, likewise.
    package var extensionData: [String: String] = [:]
    /// Whether the script, and a token, are fetched before they are needed.
    package var preloads = true

    package init(name: String, title: String) {
        self.name = name
        self.title = title
    }
}

/// One card on a page.
package struct EmbedCard: Sendable, Equatable {
    package enum Form: String, Sendable, CaseIterable {
        /// Komo draws the card's own cover.
        case cover
        /// A button of the page opens it.
        case trigger
    }

    package var id: String
    package var form = Form.cover
    /// The words on a trigger.
    package var label = "Open"
    /// As Komo's script takes them, such as `embedStyle: "ImageButton"`.
    package var styles: [String: String] = [:]
    /// Becomes the extension data `sponsor_id` while this card is open.
    package var sponsorID: String?

    package init(id: String) {
        self.id = id
    }
}
