import CoreServices
import Primitives
import Simulator

/// The demo's embedded page: cards of a simulated hub, in the frame of a simulated event app whose visitor is logged in.
enum DemoEmbed {
    static let pageName = "expo"

    /// Has callboard serve the page, and sign tokens that the hub believes for whoever the app has logged in.
    ///
    /// - Precondition: single sign-on is configured already, with a key.
    static func configure(_ configuration: inout Configuration, hub: SimulatedHub) {
        let options = HubOptions()
        configuration.embed.hub = hub.origin
        configuration.embed.origins = [hub.origin]
        var page = EmbedPage(name: pageName, title: "Expo Hub 2026")
        page.variant = .iframe
        page.layout = .cards(
            SimulatedCard.byPopularity.prefix(3).enumerated().map { index, card in
                var embedded = EmbedCard(id: card.id)
                if index == 2 {
                    embedded.form = .trigger
                    embedded.label = "Play \(card.name)"
                }
                return embedded
            }
        )
        page.prefill = ["email": "{email}", "first_name": "{first_name}", "last_name": "{last_name}"]
        page.extensionData = ["event_id": "expo-2026", "attendee_id": "{sub}"]
        configuration.embed.pages = [page]
        // The hub believes what the first key signs.
        configuration.sso.keys[0].material = .secret(options.secret)
        configuration.sso.sessions.append(
            SessionSource(name: "hub-app", keys: [TokenKey(id: "", material: .secret(options.appSecret))])
        )
    }

    /// Where a person looks at it, once callboard is at an address.
    static func open(_ hub: SimulatedHub, callboard address: String) -> String {
        hub.journal.postWebhooks(to: "\(address)/webhooks/komo")
        hub.app.show(page: "\(address)/embed/\(pageName)")
        return "\(hub.origin)/app"
    }
}
