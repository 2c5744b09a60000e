import CoreServices
import Foundation
import Primitives
import Simulator
import TestSupport
import Testing

extension BrowserProofs {
    /// The hand-off page in a real browser, with the simulated Kombo's library and pages.
    struct HandOffPageTests {
        /// Services and a simulated Kombo, with one flow whose link is there.
        private final class Setting {
            let directory: TemporaryDirectory
            let remotes: SimulatedRemotes
            let services: Services
            let flow: Int64
            let address: String

            init(_ faults: String..., library: String? = nil) async throws {
                directory = try TemporaryDirectory()
                var options = RemotesOptions()
                options.faults = try faults.map { try FaultRule($0) }
                options.kombo.syncDelay = .zero
                remotes = try SimulatedRemotes.start(options)
                var configuration = Configuration(dataDirectory: directory.path("data"))
                configuration.listener.port = 0
                configuration.kombo.customAddress = "\(remotes.baseURL)/kombo/v1"
                configuration.kombo.allowedNetworks = [AddressRange(bytes: [127, 0, 0, 0], prefixLength: 8)]
                configuration.kombo.apiKey = Secret(options.credentials.komboKey)
                configuration.kombo.webhookSecrets = [Secret(options.credentials.komboWebhookSecret)]
                configuration.kombo.libraryURL = library ?? "\(remotes.baseURL)/kombo-connect/index.js"
                services = try Services.start(configuration)
                let admin = Operator(
                    store: services.store,
                    account: OperatorAccount(user: "mira", host: "desk"),
                    isReadOnly: false
                )
                flow = try await admin.startConnect(
                    ConnectDetails(
                        email: "ada@acme.example",
                        organisation: "Acme <b>&</b> Söhne",
                        originID: "36123",
                        category: .hris
                    )
                )
                let id = flow
                let linked = try await ConnectWaiting.flow(id, in: services.store, timeout: patience) {
                    $0.state == .waiting
                }
                let link = try #require(linked?.link)
                address = link.shortText(base: "http://127.0.0.1:\(try #require(services.boundPort))")
            }

            deinit {
                services.stop()
                remotes.stop()
            }

            func standing() async throws -> ConnectFlow { try #require(try await services.store.connectFlow(flow)) }
            var own: String { "http://127.0.0.1:\(services.boundPort ?? 0)" }
        }

        private func open(_ setting: Setting) async throws -> BrowserPage {
            let page = try await Browser.shared().newPage()
            try await page.navigate(setting.address)
            return page
        }

        @Test func `a customer connects in the frame, and the token comes back without being in any address`()
            async throws
        {
            let setting = try await Setting()
            let page = try await open(setting)
            try await page.waitFor("!document.getElementById('connect').disabled")
            #expect(try await page.text(of: "h1") == "Connect the HR system of Acme <b>&</b> Söhne")
            try await page.click("#connect")
            try await page.waitFor("document.getElementById('kombo-connect') !== null")
            let frame = "/kombo-connect/v1"
            try await page.waitFor("document.querySelector('button[data-tool=personio]') !== null", inFrame: frame)
            try await page.click("button[data-tool=personio]", inFrame: frame)
            try await page.waitFor(
                "document.getElementById('state').textContent.startsWith('Your system is connected')"
            )
            let flow = try await setting.standing()
            #expect(flow.state.isConnected)
            #expect(flow.winner == .handOffPage)
            #expect(page.violations.isEmpty)
            #expect(page.requests(outside: [setting.own, setting.remotes.baseURL]).isEmpty)
            let post = try #require(page.requests.first { $0.url.hasSuffix("/token") && $0.method == "POST" })
            let body = try #require(post.body)
            let token = try #require(try BrowserJSON(text: body)["token"]?.string)
            #expect(!page.requests.contains { $0.url.contains(token) })
            let code = String(setting.address.suffix(22))
            #expect(
                !page.requests.contains { request in
                    request.url.hasPrefix(setting.remotes.baseURL)
                        && (request.url.contains(code) || request.headers.values.contains { $0.contains(code) })
                }
            )
            try await page.reload()
            #expect(try await page.text(of: "h1") == "Connected")
            await page.close()
        }

        @Test func `a window that is closed leaves something to press`() async throws {
            let setting = try await Setting()
            let page = try await open(setting)
            try await page.waitFor("!document.getElementById('connect').disabled")
            try await page.click("#connect")
            let frame = "/kombo-connect/v1"
            try await page.waitFor("document.querySelector('button[data-outcome=close]') !== null", inFrame: frame)
            try await page.click("button[data-outcome=close]", inFrame: frame)
            try await page.waitFor(
                "document.getElementById('state').textContent.includes('closed before it was finished')"
            )
            try await page.waitFor("!document.getElementById('connect').disabled")
            #expect(try await setting.standing().state == .waiting)
            await page.close()
        }

        @Test func `a library that cannot be loaded is said, with a way round it`() async throws {
            let setting = try await Setting("kombo-connect:503")
            let page = try await open(setting)
            try await page.waitFor(
                "document.getElementById('state').textContent.includes('could not be loaded from 127.0.0.1')"
            )
            #expect(try await page.evaluate("document.getElementById('otherwise').hidden") == false)
            let flow = try await setting.standing()
            #expect(try await page.evaluate("document.getElementById('direct').href").string == flow.link?.text)
            #expect(flow.link?.pageOpenedAt != nil)
            await page.close()
        }

        @Test func `a page that is offline for a moment hands the token over when it is back`() async throws {
            let setting = try await Setting()
            let page = try await open(setting)
            try await page.waitFor("!document.getElementById('connect').disabled")
            // What the library would give, so that the network can be cut between that and the handing over.
            let link = try #require(try await setting.standing().link)
            let token = try #require(try setting.remotes.kombo.press(link.text, tells: false))
            try await page.evaluate(
                "window.KomboConnect = { showKomboConnect: async () => \(BrowserJSON.string(token).text) }; true"
            )
            try await page.setOffline(true)
            try await page.click("#connect")
            try await page.waitFor("document.getElementById('state').textContent === 'Finishing...'")
            try await page.setOffline(false)
            try await page.waitFor(
                "document.getElementById('state').textContent.startsWith('Your system is connected')"
            )
            #expect(try await setting.standing().winner == .handOffPage)
            await page.close()
        }
    }
}
