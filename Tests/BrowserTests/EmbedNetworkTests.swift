import CoreServices
import Foundation
import Simulator
import TestSupport
import Testing

extension BrowserProofs {
    /// What a page does when the venue's network does not, in a real browser.
    struct EmbedNetworkTests {
        private let status = "document.querySelector('[data-callboard-status]').textContent"

        @Test func `a slow script is waited for, and the page says so`() async throws {
            let fixture = try EmbedFixture(hubFaults: ["hub/script:slow=20s@1-1"]) { embed in
                var trigger = EmbedCard(id: EmbedFixture.card.id)
                trigger.form = .trigger
                trigger.label = "Play"
                embed.pages[0].layout = .cards([trigger])
                embed.pages[0].preloads = false
            }
            defer { fixture.stop() }
            let page = try await fixture.open()
            let isTriggerHidden = "document.querySelector('[data-komo-embed-card-trigger]').hidden"
            #expect(try await page.evaluate(status) != "")
            #expect(try await page.evaluate(isTriggerHidden) == true)
            try await page.waitFor("\(status) === 'The network is slow here; still loading.'")
            #expect(try await page.evaluate(isTriggerHidden) == true)
            try await page.waitFor("document.querySelector('[data-callboard-status]').hidden")
            try await page.click("[data-komo-embed-card-trigger]")
            try await page.sendForm()
            #expect(fixture.hub.journal.submissions.count == 1)
            await page.close()
        }

        @Test(arguments: ["503@1-1", "reset@1-1", "invalid-json@1-1"])
        func `a script that does not come is fetched again`(fault: String) async throws {
            let fixture = try EmbedFixture(hubFaults: ["hub/script:\(fault)"]) { $0.pages[0].preloads = false }
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.tryNow()
            try await page.openCard()
            try await page.sendForm()
            #expect(fixture.hub.journal.submissions.count == 1)
            #expect(page.requests.filter { $0.url.contains("/embed.js") }.count == 2)
            #expect(page.violations.isEmpty)
            await page.close()
        }

        @Test func `a network's own page in the script's place is noticed`() async throws {
            let app = try EventApp()
            app.show("/embed.js", "document.title = 'Please accept our terms'", type: "text/javascript")
            let fixture = try EmbedFixture(app: app) { $0.script = "\(app.origin)/embed.js" }
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.waitFor(
                "\(status).startsWith('The network gave something else; it may want you to log in first')"
            )
            // It is not taken from the browser's memory the next time.
            try await page.tryNow()
            try await waitUntil("the second request") { () async in
                page.requests.contains { $0.url.hasPrefix("\(app.origin)/embed.js?again=") }
            }
            await page.close()
        }

        @Test func `what happens offline arrives once the network is back`() async throws {
            let fixture = try EmbedFixture()
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.openCard()
            try await page.sendForm()
            try await page.click("[data-komo-modal] > button")
            try await fixture.waitForEvents("embed card-finished", count: 1)
            try await page.waitFor("callboardEmbed.state().queued === 0")
            let before = try await fixture.events().filter { $0 == "embed card-clicked" }.count

            try await page.setOffline(true)
            try await page.openCard()
            try await page.waitFor("callboardEmbed.state().queued > 0")
            // It is kept even where the page goes away meanwhile.
            try await page.waitFor("Object.keys(localStorage).some(name => name.startsWith('callboard-embed:expo:'))")
            #expect(try await fixture.events().filter { $0 == "embed card-clicked" }.count == before)
            try await page.setOffline(false)
            try await fixture.waitForEvents("embed card-clicked", count: before + 1)
            try await page.waitFor("callboardEmbed.state().queued === 0")
            #expect(try await fixture.events().filter { $0 == "embed card-clicked" }.count == before + 1)
            await page.close()
        }

        @Test func `what an earlier visit could not send comes with the next one, and once`() async throws {
            let fixture = try EmbedFixture()
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.waitFor("document.querySelector('[data-komo-cover]')")
            try await fixture.waitForEvents("embed page-view", count: 1)
            try await page.waitFor("callboardEmbed.state().queued === 0")
            try await page.setOffline(true)
            try await page.click("[data-komo-cover]")
            try await page.waitFor("callboardEmbed.state().queued > 0")
            try await page.navigate("about:blank#away")
            try await page.setOffline(false)
            try await page.navigate("\(fixture.callboard)/embed/expo")
            try await fixture.waitForEvents("embed card-clicked", count: 1)
            try await page.waitFor("callboardEmbed.state().queued === 0")
            #expect(try await fixture.events().filter { $0 == "embed card-clicked" }.count == 1)
            await page.close()
        }

        @Test func `what happens just before leaving is sent on the way out`() async throws {
            let fixture = try EmbedFixture()
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.waitFor("document.querySelector('[data-komo-cover]')")
            try await fixture.waitForEvents("embed page-view", count: 1)
            try await page.waitFor("callboardEmbed.state().queued === 0")
            try await page.click("[data-komo-cover]")
            try await page.navigate("about:blank#away")
            try await fixture.waitForEvents("embed card-clicked", count: 1)
            // The page could not hear that it arrived; its second telling changes nothing.
            try await page.navigate("\(fixture.callboard)/embed/expo")
            try await page.waitFor("callboardEmbed.state().script === 'ready' && callboardEmbed.state().queued === 0")
            #expect(try await fixture.events().filter { $0 == "embed card-clicked" }.count == 1)
            try await waitUntil("the duplicate to be counted") {
                try await fixture.services.store.embedTraffic().page("expo").duplicates > 0
            }
            await page.close()
        }

        @Test func `a throttled network only takes longer`() async throws {
            let fixture = try EmbedFixture()
            defer { fixture.stop() }
            let page = try await Browser.shared().newPage()
            try await page.throttle(latency: .milliseconds(300), bytesPerSecond: 50_000)
            try await page.navigate("\(fixture.callboard)/embed/expo")
            try await page.openCard()
            try await page.sendForm()
            #expect(fixture.hub.journal.submissions.map(\.isProved) == [true])
            await page.close()
        }
    }
}
