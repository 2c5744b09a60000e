import CoreServices
import Foundation
import Primitives
import Simulator
import TestSupport
import Testing

extension BrowserProofs {
    /// The whole way of an identity: the event app's session, callboard's token, the hub; in a real browser.
    struct EmbedSignOnTests {
        @Test func `the app's visitor is known to the hub by a token that callboard signed`() async throws {
            let hub = try SimulatedHub.start()
            defer { hub.stop() }
            let folder = try TemporaryDirectory()
            defer { folder.remove() }
            var configuration = Configuration(dataDirectory: folder.path("data"))
            configuration.listener.port = 0
            configuration.komoEndpoints = [EndpointConfiguration(name: "main", authentication: .none)]
            configuration.embed.hub = hub.origin
            configuration.embed.origins = [hub.origin]
            var embedded = EmbedPage(name: "expo", title: "Expo")
            embedded.variant = .iframe
            embedded.layout = .cards([EmbedCard(id: EmbedFixture.card.id)])
            embedded.extensionData = ["attendee_id": "{sub}"]
            configuration.embed.pages = [embedded]
            let options = HubOptions()
            configuration.sso.keys = [TokenKey(id: "hub", material: .secret(options.secret))]
            configuration.sso.sessions = [
                SessionSource(name: "app", keys: [TokenKey(id: "app", material: .secret(options.appSecret))])
            ]
            let services = try Services.start(configuration)
            defer { services.stop() }
            guard case .owner(let callboard) = services.role else {
                throw TestFailure("another process owns a new folder")
            }
            hub.journal.postWebhooks(to: "\(callboard)/webhooks/komo")
            hub.app.show(page: "\(callboard)/embed/expo")

            let page = try await Browser.shared().newPage()
            try await page.navigate("\(hub.origin)/app")
            try await page.click("[data-komo-cover]", inFrame: "/embed/expo")
            try await page.sendForm()
            let submission = try #require(hub.journal.submissions.first)
            #expect(submission.isProved && submission.email == "ada@example.com")
            #expect(submission.extensionData == ["attendee_id": "visitor-1"])
            try await page.waitFor(
                "[...document.querySelectorAll('#heard li')].some(line => line.textContent === 'form-submission')"
            )
            #expect(hub.journal.refusals.isEmpty)

            // Once logged out of the app, nobody is known any more.
            try await page.click("#logout")
            try await page.waitFor("document.querySelector('[data-login]')", inFrame: "/cards/")
            #expect(hub.journal.visitors.count == 1)
            #expect(page.violations.isEmpty && page.requests(outside: [hub.origin, callboard]).isEmpty)
            await page.close()
        }
    }
}
