import Foundation
import Primitives
import Simulator
import TestSupport
import Testing

@testable import CoreServices

extension BrowserProofs {
    /// Who a visitor is, from the event app to the hub, in a real browser.
    struct EmbedIdentityTests {
        @Test func `a card opens without a login form, and what is sent has the token's identity`() async throws {
            let fixture = try EmbedFixture()
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.openCard()
            try await page.waitFor("document.querySelector('[data-card-form]')", inFrame: "/cards/")
            #expect(try await page.evaluate("document.querySelector('[data-login]')", inFrame: "/cards/") == .null)
            #expect(try await page.text(of: "[data-greeting]", inFrame: "/cards/") == "Hello Ada")
            #expect(
                try await page.evaluate("document.querySelector('[name=company]').value", inFrame: "/cards/")
                    == "Analytical"
            )
            try await page.sendForm(company: "Engines Ltd")

            let submission = try #require(fixture.hub.journal.submissions.first)
            #expect(submission.isProved && submission.email == "ada@example.com")
            #expect(submission.fields["company"] == "Engines Ltd")
            #expect(submission.extensionData == ["event_id": "conf-2026", "attendee_id": "u-1"])

            // The hub's webhook is the proof; what the page tells arrives beside it and counts nothing.
            try await fixture.waitForEvents("komo CompetitionEntrySuccess", count: 1)
            try await fixture.waitForEvents("embed form-submission", count: 1)
            try await waitUntil("the lead") {
                try await fixture.services.store.sponsorBoard().unattributed.entries == 1
            }
            #expect(try LeadRecount.check(fixture.services.store).differences == [])
            let traffic = try await fixture.services.store.embedTraffic().page("expo")
            #expect(traffic.views == 1 && traffic.events > 0)
            #expect(page.violations.isEmpty && page.requests(outside: fixture.origins).isEmpty)
            await page.close()
        }

        @Test func `a session that ends during use is followed by a new one`() async throws {
            let fixture = try EmbedFixture()
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.openCard()
            try await page.waitFor("document.querySelector('[data-card-form]')", inFrame: "/cards/")
            let asked = fixture.app.tokenRequests
            fixture.hub.journal.endSessions()
            try await page.sendForm()
            #expect(fixture.app.tokenRequests == asked + 1)
            #expect(fixture.hub.journal.visitors.count == 2)
            #expect(fixture.hub.journal.submissions.map(\.isProved) == [true])
            await page.close()
        }

        @Test func `a token that runs out while the form is filled in is followed by a new one`() async throws {
            let fixture = try EmbedFixture()
            defer { fixture.stop() }
            fixture.app.behave { $0.lifetime = 3 }
            let page = try await fixture.open()
            try await page.openCard()
            try await page.waitFor("document.querySelector('[data-card-form]')", inFrame: "/cards/")
            let end = try #require(fixture.hub.journal.visitors.last).end
            fixture.app.behave { $0.lifetime = 3600 }
            try await waitUntil("the token to run out") { () async in WallClock.system.now() >= end }
            try await page.sendForm()
            #expect(fixture.hub.journal.submissions.map(\.isProved) == [true])
            #expect(fixture.hub.journal.visitors.count >= 2)
            await page.close()
        }

        @Test func `a token that was handed over is renewed before its end`() async throws {
            let fixture = try EmbedFixture { $0.identity.method = .token }
            defer { fixture.stop() }
            // A minute before the end is in five seconds at the earliest.
            fixture.app.behave { $0.lifetime = 62 }
            let page = try await fixture.open()
            try await page.waitFor(
                "callboardEmbed.state().token === 'ready' && callboardEmbed.state().script === 'ready'"
            )
            let asked = fixture.app.tokenRequests
            try await waitUntil("another token") { () async in fixture.app.tokenRequests > asked }
            await page.close()
        }

        @Test func `a token that the hub refuses leaves a login form and no dead button`() async throws {
            var behaviour = EventApp.Behaviour()
            behaviour.secret = "another-secret-of-thirty-two-bytes"
            let fixture = try EmbedFixture(app: try EventApp(behaviour))
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.openCard()
            try await page.type("grace@example.com", into: "[data-login] input", inFrame: "/cards/")
            #expect(fixture.hub.journal.refusals == ["signed with another secret", "signed with another secret"])
            try await page.click("[data-login] button", inFrame: "/cards/")
            try await page.waitFor("document.querySelector('[data-card-form]')", inFrame: "/cards/")
            try await page.sendForm()
            #expect(fixture.hub.journal.submissions.map(\.isProved) == [false])
            await page.close()
        }

        @Test func `a token that is late is asked for again, and the page says so`() async throws {
            var behaviour = EventApp.Behaviour()
            behaviour.status = 503
            let fixture = try EmbedFixture(app: try EventApp(behaviour))
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.waitFor(
                "document.querySelector('[data-callboard-status]').textContent === 'You could not be signed in yet.'"
            )
            fixture.app.behave { $0.status = nil }
            try await page.tryNow()
            try await page.waitFor("callboardEmbed.state().token === 'ready'")
            try await page.waitFor("document.querySelector('[data-callboard-status]').hidden")
            try await page.openCard()
            try await page.sendForm()
            #expect(fixture.hub.journal.submissions.map(\.isProved) == [true])
            await page.close()
        }

        @Test func `after logging out the hub knows nobody`() async throws {
            let fixture = try EmbedFixture()
            defer { fixture.stop() }
            fixture.app.behave { $0.session = "ada-is-here" }
            let page = try await fixture.open(fragment: "#session=ada-is-here")
            #expect(try await page.evaluate("location.href") == .string("\(fixture.callboard)/embed/expo"))
            try await page.openCard()
            try await page.sendForm()
            try await page.evaluate("callboardEmbed.logout()")
            // An open card forgets at once, and one that is opened later asks who is there.
            try await page.waitFor("document.querySelector('[data-login]')", inFrame: "/cards/")
            try await page.click("[data-komo-modal] > button")
            try await page.openCard()
            try await page.waitFor("document.querySelector('[data-login]')", inFrame: "/cards/")
            #expect(fixture.hub.journal.visitors.count == 1)
            await page.close()
        }

        @Test func `a token is handed over at once where the page is told so`() async throws {
            let fixture = try EmbedFixture { $0.identity.method = .token }
            defer { fixture.stop() }
            let page = try await fixture.open()
            try await page.waitFor(
                "callboardEmbed.state().token === 'ready' && callboardEmbed.state().script === 'ready'"
            )
            try await page.openCard()
            try await page.sendForm()
            #expect(fixture.hub.journal.submissions.map(\.email) == ["ada@example.com"])
            #expect(fixture.hub.journal.visitors.count == 1)
            await page.close()
        }
    }
}
