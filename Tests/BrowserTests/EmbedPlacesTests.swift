import CoreServices
import Foundation
import Primitives
import Simulator
import TestSupport
import Testing

extension BrowserProofs {
    /// Pages inside other pages, and texts that mean harm, in a real browser.
    struct EmbedPlacesTests {
        @Test func `a frame in another origin's page is told who is there and tells what happens`() async throws {
            let app = try EventApp()
            app.behave { $0.session = "ada-is-here" }
            let fixture = try EmbedFixture(app: app) { embed in
                embed.origins = [app.origin]
                embed.pages[0].variant = .iframe
            }
            defer { fixture.stop() }
            let frame = try fixture.document.frame
            app.show(
                "/session",
                """
                <h1>A talk</h1><div style="height: 700px">\(frame)</div>
                <script>
                window.heard = []
                const frame = document.querySelector('iframe')
                window.addEventListener('message', event => {
                    if (event.origin !== '\(fixture.callboard)') { return }
                    if (event.data.type === 'komo-event') { window.heard.push(event.data.eventName) }
                    if (event.data.type === 'callboard-ready') {
                        frame.contentWindow.postMessage({ type: 'callboard-session', token: 'ada-is-here' }, event.origin)
                    }
                })
                </script>
                """
            )
            let page = try await Browser.shared().newPage()
            try await page.navigate("\(app.origin)/session")
            try await page.click("[data-komo-cover]", inFrame: "/embed/expo")
            try await page.waitFor("document.querySelector('[data-card-form]')", inFrame: "/cards/")
            try await page.sendForm()
            #expect(fixture.hub.journal.submissions.map(\.email) == ["ada@example.com"])
            try await page.waitFor("window.heard.includes('form-submission')")
            try await fixture.waitForEvents("embed form-submission", count: 1)
            #expect(page.violations.isEmpty && page.requests(outside: fixture.origins).isEmpty)
            await page.close()
        }

        @Test func `a page that is not listed cannot frame it`() async throws {
            let fixture = try EmbedFixture { $0.pages[0].variant = .iframe }
            defer { fixture.stop() }
            fixture.app.show("/elsewhere", "<iframe src='\(fixture.callboard)/embed/expo'></iframe>")
            let page = try await Browser.shared().newPage()
            try await page.navigate("\(fixture.app.origin)/elsewhere")
            try await waitUntil("the refusal in the console") { () async in
                page.console.contains { $0.text.contains("frame-ancestors") }
            }
            #expect(try await fixture.services.store.embedTraffic().page("expo").views == 0)
            await page.close()
        }

        @Test func `a snippet works in a page of a listed origin`() async throws {
            let app = try EventApp()
            let fixture = try EmbedFixture(app: app) { $0.origins = [app.origin] }
            defer { fixture.stop() }
            app.show("/talk", "<h1>A talk</h1>\(try fixture.document.snippet)")
            let page = try await Browser.shared().newPage()
            try await page.navigate("\(app.origin)/talk")
            try await page.openCard()
            try await page.sendForm()
            try await fixture.waitForEvents("embed form-submission", count: 1)
            #expect(fixture.hub.journal.submissions.map(\.isProved) == [true])
            #expect(page.requests(outside: fixture.origins).isEmpty)
            await page.close()
        }

        @Test func `a snippet in a page that is not listed sends nothing, and who it was is kept`() async throws {
            let fixture = try EmbedFixture()
            defer { fixture.stop() }
            fixture.app.show("/talk", "<h1>A talk</h1>\(try fixture.document.snippet)")
            let page = try await Browser.shared().newPage()
            try await page.navigate("\(fixture.app.origin)/talk")
            try await page.openCard()
            try await page.sendForm()
            try await waitUntil("the blocked origin") {
                try await fixture.services.store.embedTraffic().blocked.contains {
                    $0.origin == fixture.app.origin && $0.page == "expo"
                }
            }
            #expect(try await fixture.events().allSatisfy { !$0.hasPrefix("embed ") })
            #expect(try await fixture.services.store.embedTraffic().page("expo").views == 0)
            await page.close()
        }

        static let hostile = [
            "<img src=x onerror=\"window.harmed=1\">", "</script><script>window.harmed=1</script>",
            "\"><script>window.harmed=1</script>", "${window.harmed=1}{{7*7}}", "a\u{2028}window.harmed=1//\u{202E}",
            "'; window.harmed=1; '", "]]><!-- --!> <svg onload=window.harmed=1>",
        ]

        @Test func `names that mean harm are nothing but text`() async throws {
            let name = Self.hostile.joined(separator: " ")
            let app = try EventApp()
            app.behave { behaviour in
                behaviour.claims["first_name"] = .string(name)
                behaviour.claims["company"] = .string(name)
                behaviour.claims["sub"] = .string(name)
            }
            let fixture = try EmbedFixture(app: app) { embed in
                embed.pages[0].title = name
                var trigger = EmbedCard(id: EmbedFixture.card.id)
                trigger.form = .trigger
                trigger.label = name
                trigger.sponsorID = name
                trigger.styles = ["embedWidth": name]
                embed.pages[0].layout = .cards([trigger])
                embed.pages[0].extensionData["session_id"] = name
                embed.pages[0].prefill["last_name"] = name
            }
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.waitFor("callboardEmbed.state().token === 'ready'")
            try await page.click("[data-komo-embed-card-trigger]")
            try await page.sendForm()
            let submission = try #require(fixture.hub.journal.submissions.first)
            // A field of one line keeps its text without line breaks.
            #expect(submission.fields["first_name"] == name)
            #expect(submission.fields["last_name"] == name)
            #expect(submission.extensionData["session_id"] == name)
            #expect(submission.extensionData["attendee_id"] == name)
            #expect(submission.extensionData["sponsor_id"] == name)
            #expect(try await page.evaluate("document.title") == .string(name))
            #expect(try await page.evaluate("window.harmed") == .null)
            #expect(try await page.evaluate("window.harmed", inFrame: "/cards/") == .null)
            #expect(page.violations.isEmpty && page.requests(outside: fixture.origins).isEmpty)
            await page.close()
        }

        @Test func `a native app around the page hears what happens`() async throws {
            let fixture = try EmbedFixture { $0.pages[0].variant = .webview }
            defer { fixture.stop() }
            let page = try await Browser.shared().newPage()
            let native =
                "window.told = []; window.ReactNativeWebView = { postMessage: text => window.told.push(JSON.parse(text)) }"
            try await page.call("Page.addScriptToEvaluateOnNewDocument", ["source": .string(native)])
            try await page.navigate("\(fixture.callboard)/embed/expo")
            try await page.openCard()
            try await page.sendForm()
            try await page.waitFor("window.told.some(message => message.eventName === 'form-submission')")
            #expect(try await page.evaluate("window.told[0]") == ["type": "callboard-ready", "page": "expo"])
            await page.close()
        }

        @Test func `a script with another digest than the one that is named does not run`() async throws {
            let hub = try SimulatedHub.start()
            defer { hub.stop() }
            let script = try HTTPConnection.exchange(HTTPRequest("GET", "/assets/embed/embed.js"), port: hub.port).body
            let digest = "sha256-" + Data(MessageDigest.sha256(script)).base64EncodedString()
            let fixture = try EmbedFixture { embed in
                embed.script = "\(hub.origin)/assets/embed/embed.js"
                embed.scriptIntegrity = digest
            }
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.waitFor("callboardEmbed.state().script === 'ready'")
            await page.close()

            let wary = try EmbedFixture { embed in
                embed.script = "\(hub.origin)/assets/embed/embed.js"
                embed.scriptIntegrity =
                    "sha256-" + Data(MessageDigest.sha256(Array("another".utf8))).base64EncodedString()
            }
            defer { wary.stop() }
            let other = try await wary.open()
            try await other.waitFor("callboardEmbed.state().script === 'late'")
            #expect(try await other.evaluate("Array.isArray(komoEmbed.q)") == true)
            await other.close()
        }

        @Test func `the whole hub stands in a frame with what is attached to it`() async throws {
            let fixture = try EmbedFixture { $0.pages[0].layout = .hub }
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.waitFor("document.querySelectorAll('[data-card]').length > 5", inFrame: fixture.hub.origin)
            #expect(page.requests.contains { $0.url == "\(fixture.hub.origin)/?komo_e:event_id=conf-2026" })
            try await page.waitFor("document.querySelector('[data-callboard-status]').hidden")
            #expect(page.violations.isEmpty && page.requests(outside: fixture.origins).isEmpty)
            await page.close()
        }
    }
}
