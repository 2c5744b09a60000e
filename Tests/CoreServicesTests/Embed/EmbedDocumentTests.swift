import Foundation
import Testing

@testable import CoreServices

/// What pages, snippets and frames hold, whatever the configuration says.
struct EmbedDocumentTests {
    private static let hostile = "</script><!-- \"'><b>&amp;\u{2028}\u{2029}\u{7}"

    private func embed() -> EmbedConfiguration {
        var embed = EmbedConfiguration()
        embed.hub = "https://yourevent.komo.site"
        var page = EmbedPage(name: "expo", title: "Expo")
        var trigger = EmbedCard(id: "card-2")
        trigger.form = .trigger
        trigger.label = "Play now"
        trigger.sponsorID = "globex"
        var cover = EmbedCard(id: "card-1")
        cover.styles = ["embedStyle": "ImageButton", "embedWidth": "unset"]
        page.layout = .cards([cover, trigger])
        embed.pages = [page]
        return embed
    }

    private func document(
        _ embed: EmbedConfiguration,
        at place: EmbedDocument.Place = .callboard
    ) -> EmbedDocument {
        EmbedDocument(embed, page: embed.pages[0], place: place)
    }

    /// The JSON that the page's script reads.
    private func settings(_ html: String) throws -> JSONValue {
        let begin = try #require(html.range(of: "id=\"callboard-embed-settings\">"))
        let end = try #require(html.range(of: "</script>", range: begin.upperBound..<html.endIndex))
        return try JSONReader.read(Array(html[begin.upperBound..<end.lowerBound].utf8))
    }

    @Test func `cards stand in the page as Komo's script looks for them`() {
        let html = document(embed()).html
        let cover =
            "<div data-komo-embed-card-cover data-komo-embed=\"{&quot;cardId&quot;:&quot;card-1&quot;,&quot;styles&quot;:"
            + "{&quot;embedStyle&quot;:&quot;ImageButton&quot;,&quot;embedWidth&quot;:&quot;unset&quot;}}\"></div>"
        let trigger =
            "<button type=\"button\" data-komo-embed-card-trigger data-komo-embed=\"{&quot;cardId&quot;:&quot;card-2&quot;}\""
            + " data-callboard-sponsor=\"globex\" hidden>Play now</button>"
        #expect(html.contains(cover))
        #expect(html.contains(trigger))
        #expect(
            html.contains(
                "<link rel=\"preload\" as=\"script\" href=\"https://yourevent.komo.site/assets/embed/embed.js\">"
            )
        )
    }

    @Test func `the two spellings of the script's path are a matter of configuration`() throws {
        var embed = embed()
        #expect(
            try settings(document(embed).html)["script"] == .string("https://yourevent.komo.site/assets/embed/embed.js")
        )
        embed.script = "/webembed/embed.js"
        #expect(
            try settings(document(embed).html)["script"] == .string("https://yourevent.komo.site/webembed/embed.js")
        )
        embed.script = "https://cdn.example/embed.js"
        let elsewhere = document(embed)
        #expect(try settings(elsewhere.html)["script"] == .string("https://cdn.example/embed.js"))
        #expect(
            elsewhere.policy.text.contains(
                "script-src '\(EmbedMarkup.digest(EmbedDocument.script))' https://cdn.example;"
            )
        )
    }

    @Test func `no value of the configuration can leave its place`() throws {
        var embed = embed()
        embed.pages[0].title = Self.hostile
        embed.pages[0].prefill = [Self.hostile: Self.hostile]
        embed.pages[0].extensionData = [Self.hostile: Self.hostile]
        var card = EmbedCard(id: Self.hostile)
        card.form = .trigger
        card.label = Self.hostile
        card.sponsorID = Self.hostile
        card.styles = [Self.hostile: Self.hostile]
        embed.pages[0].layout = .cards([card])
        for place in [EmbedDocument.Place.callboard, .elsewhere(callboard: "https://callboard.example")] {
            let html = document(embed, at: place).html
            // The ends of the two scripts of the page, and no other.
            #expect(html.components(separatedBy: "</script").count == 3)
            #expect(!html.contains("<b>"))
            #expect(try !block(html).contains("\u{2028}"))
            let settings = try settings(html)
            #expect(settings["prefill"] == .object([Self.hostile: .string(Self.hostile)]))
            #expect(settings["extensionData"] == .object([Self.hostile: .string(Self.hostile)]))
        }
        #expect(
            document(embed, at: .elsewhere(callboard: "https://callboard.example")).snippet.components(
                separatedBy: "-->"
            ).count == 2
        )
    }

    /// The block of JSON alone.
    private func block(_ html: String) throws -> Substring {
        let begin = try #require(html.range(of: "callboard-embed-settings\">"))
        let end = try #require(html.range(of: "</script>", range: begin.upperBound..<html.endIndex))
        return html[begin.upperBound..<end.lowerBound]
    }

    @Test func `JSON in a script has nothing that a reader of HTML or of old JavaScript stumbles over`() throws {
        let json = EmbedMarkup.json(.string("</script><!--&\u{2028}\u{2029}"))
        #expect(json == #""\u003C/script\u003E\u003C!--\u0026\u2028\u2029""#)
        #expect(try JSONReader.read(Array(json.utf8)) == .string("</script><!--&\u{2028}\u{2029}"))
        #expect(EmbedMarkup.escaped("<a b=\"c\" d='e'>&\u{0}\n") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;  ")
    }

    @Test func `the script is the same for every page, and may stand in one`() {
        var other = embed()
        other.hub = "https://other.komo.site"
        other.pages[0].name = "other"
        let digest = EmbedMarkup.digest(EmbedDocument.script)
        #expect(document(embed()).policy.text.contains("'\(digest)'"))
        #expect(document(other).policy.text.contains("'\(digest)'"))
        #expect(document(other).html.contains("<script>\(EmbedDocument.script)</script>"))
        #expect(!EmbedDocument.script.lowercased().contains("</script"))
        #expect(!EmbedDocument.script.contains("<!--"))
        // A browser reads a line feed where a file has a carriage return, and would reckon another digest.
        #expect(!EmbedDocument.script.utf8.contains(0x0d))
    }

    @Test func `the policy lets in the hub, the token's server and nobody else`() {
        var embed = embed()
        embed.identity.tokenURL = "https://app.example/api/komo/auth-token"
        embed.origins = ["https://app.example", "null"]
        embed.contentOrigins = ["https://pictures.example"]
        let digest = EmbedMarkup.digest(EmbedDocument.script)
        #expect(
            document(embed).policy.text == """
                default-src 'none'; script-src '\(digest)' https://yourevent.komo.site; \
                style-src 'unsafe-inline' https://yourevent.komo.site https://pictures.example; \
                img-src data: blob: https://yourevent.komo.site https://pictures.example; \
                font-src data: https://yourevent.komo.site https://pictures.example; \
                media-src blob: https://yourevent.komo.site https://pictures.example; \
                connect-src 'self' https://yourevent.komo.site https://app.example; \
                frame-src https://yourevent.komo.site; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
                """
        )
        embed.pages[0].variant = .iframe
        #expect(document(embed).policy.text.hasSuffix("frame-ancestors https://app.example"))
        let elsewhere = document(embed, at: .elsewhere(callboard: "https://callboard.example"))
        #expect(elsewhere.html.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src"))
        #expect(!elsewhere.policy.metaText.contains("frame-ancestors"))
        #expect(elsewhere.policy.metaText.contains("connect-src https://callboard.example https://yourevent.komo.site"))
        #expect(!document(embed).html.contains("http-equiv"))
    }

    @Test func `pages elsewhere find callboard by its origin`() throws {
        let html = document(embed(), at: .elsewhere(callboard: "https://callboard.example")).html
        let settings = try settings(html)
        #expect(settings["bridge"]?["url"] == .string("https://callboard.example/ingest/embed"))
        #expect(settings["bridge"]?["tokenURL"] == .string("https://callboard.example/embed/expo/token"))
        #expect(settings["identity"]?["url"] == .string("https://callboard.example/api/komo/auth-token"))
        #expect(try self.settings(document(embed()).html)["bridge"]?["url"] == .string("/ingest/embed"))
        var silent = embed()
        silent.bridge.isOn = false
        #expect(try self.settings(document(silent).html)["bridge"] == .null)
    }
}
