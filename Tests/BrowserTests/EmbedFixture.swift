import CoreServices
import Foundation
import Primitives
import Simulator
import TestSupport

/// A simulated hub, callboard with pages that embed it, and an event app that knows who its visitor is.
///
/// Whoever makes one writes `defer { fixture.stop() }` at once.
final class EmbedFixture: Sendable {
    static let card = SimulatedCard.byPopularity[0]
    static let sponsoredCard = SimulatedCard.byPopularity[1]

    let hub: SimulatedHub
    let app: EventApp
    let services: Services
    let callboard: String
    let embed: EmbedConfiguration
    private let folder: TemporaryDirectory

    /// - Parameter configure: Changes what is embedded; the origins of the hub and the app are set.
    init(
        hubFaults: [String] = [],
        app: EventApp? = nil,
        configure: (inout EmbedConfiguration) -> Void = { _ in }
    ) throws {
        let app = try app ?? EventApp()
        self.app = app
        var options = HubOptions()
        options.faults = try hubFaults.map { try FaultRule($0) }
        hub = try SimulatedHub.start(options)
        folder = try TemporaryDirectory()
        var configuration = Configuration(dataDirectory: folder.path("data"))
        configuration.listener.port = 0
        configuration.komoEndpoints = [EndpointConfiguration(name: "main", authentication: .none)]
        configuration.embed.hub = hub.origin
        configuration.embed.identity.tokenURL = "\(app.origin)/api/komo/auth-token"
        var page = EmbedPage(name: "expo", title: "Expo Hub")
        page.layout = .cards([EmbedCard(id: Self.card.id)])
        page.prefill = ["company": "{company}", "first_name": "{first_name}"]
        page.extensionData = ["event_id": "conf-2026", "attendee_id": "{sub}"]
        configuration.embed.pages = [page]
        configure(&configuration.embed)
        embed = configuration.embed
        services = try Services.start(configuration)
        guard case .owner(let address) = services.role else { throw TestFailure("another process owns a new folder") }
        callboard = address
        hub.journal.postWebhooks(to: "\(address)/webhooks/komo")
    }

    func stop() {
        hub.stop()
        app.stop()
        services.stop()
        folder.remove()
    }

    /// All that a page of this fixture may ever talk to.
    var origins: [String] { [hub.origin, app.origin, app.localOrigin, callboard] }

    /// The page called `expo`, for a page that stands elsewhere.
    var document: EmbedDocument {
        get throws {
            guard let page = embed.page("expo") else { throw TestFailure("there is no page called expo") }
            return EmbedDocument(embed, page: page, place: .elsewhere(callboard: callboard))
        }
    }

    /// Opens the page called `expo` in a tab of its own.
    func open(fragment: String = "") async throws -> BrowserPage {
        let page = try await Browser.shared().newPage()
        try await page.navigate("\(callboard)/embed/expo\(fragment)")
        return page
    }

    /// Events in the store, oldest first, each as `source name`.
    func events() async throws -> [String] {
        let rows = try await services.store.page(try Filter(parsing: ""), at: .newest, limit: 200).rows
        return rows.compactMap { row in
            if case .event(let item) = row.content { "\(item.source.rawValue) \(item.name)" } else { nil }
        }
    }

    /// Waits until the store has so many events of this kind, and gives how many there are then.
    func waitForEvents(_ kind: String, count: Int) async throws {
        try await waitUntil("\(count) of '\(kind)'") {
            try await self.events().filter { $0 == kind }.count >= count
        }
    }
}

extension BrowserPage {
    /// Opens the card of the page's only cover.
    func openCard() async throws {
        try await click("[data-komo-cover]")
    }

    /// Waits for the button that tries at once and presses it, before the page tries again by itself.
    func tryNow() async throws {
        let button = "document.querySelector('[data-callboard-retry]')"
        try await waitFor("!\(button).hidden && (\(button).click(), true)")
    }

    /// Sends the form of the open card and waits until the hub has thanked for it.
    func sendForm(company: String? = nil) async throws {
        if let company { try await type(company, into: "input[name=company]", inFrame: "/cards/") }
        try await click("[data-send]", inFrame: "/cards/")
        try await waitFor("document.querySelector('[data-result]')?.textContent === 'Thank you!'", inFrame: "/cards/")
    }
}
