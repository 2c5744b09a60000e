import Primitives

/// Makes what is put into an app: a whole page, a snippet for a page that is there already, or a frame.
///
/// The script is the same text for every page and every installation; what differs stands in a block of JSON beside it.
package struct EmbedDocument: Sendable {
    /// Where the page will be, which decides how it addresses callboard.
    package enum Place: Sendable, Equatable {
        /// Served by callboard itself.
        case callboard
        /// Anywhere else; callboard is reached at this origin.
        case elsewhere(callboard: String)
    }

    private let embed: EmbedConfiguration
    private let page: EmbedPage
    private let place: Place

    package init(_ embed: EmbedConfiguration, page: EmbedPage, place: Place) {
        self.embed = embed
        self.page = page
        self.place = place
    }

    /// The script that stands in every page.
    package static let script = String(decoding: PackageResources.client_js, as: UTF8.self)

    /// What the page may load; a page served by callboard has it in a header.
    package var policy: EmbedPolicy {
        let callboard: String =
            switch place {
            case .callboard: "'self'"
            case .elsewhere(let origin): origin
            }
        return EmbedPolicy(embed, page: page, callboard: callboard, script: Self.script)
    }

    /// The whole page.
    package var html: String {
        var head = """
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
            <meta name="referrer" content="strict-origin-when-cross-origin">
            <title>\(EmbedMarkup.escaped(page.title))</title>
            <link rel="icon" href="data:,">

            """
        if place != .callboard {
            head +=
                "<meta http-equiv=\"Content-Security-Policy\" content=\"\(EmbedMarkup.escaped(policy.metaText))\">\n"
        }
        if page.preloads { head += preload }
        return """
            <!DOCTYPE html>
            <html lang="\(EmbedMarkup.escaped(page.language))">
            <head>
            \(head)<style>\(Self.pageStyle)</style>
            </head>
            <body>
            \(body)</body>
            </html>

            """
    }

    /// What goes into a page that is there already.
    package var snippet: String {
        """
        <!-- The page needs this of its content security policy, if it has one:
             \(policy.metaText.replacing("; ", with: ";\n     ").replacing("--", with: "- -"))
        -->
        \(page.preloads ? preload : "")\(body)
        """
    }

    /// What goes into the first page of an app, so that the script is there when its tab is opened.
    package var preload: String {
        let integrity = embed.scriptIntegrity.map {
            " integrity=\"\(EmbedMarkup.escaped($0))\" crossorigin=\"anonymous\""
        }
        return """
            <link rel="preconnect" href="\(EmbedMarkup.escaped(embed.hub ?? ""))">
            <link rel="preload" as="script" href="\(EmbedMarkup.escaped(scriptURL))"\(integrity ?? "")>

            """
    }

    /// A frame with the page that callboard serves, and how the page around it says who is there.
    package var frame: String {
        """
        <iframe id="callboard-embed-\(page.name)" src="\(EmbedMarkup.escaped(base))/embed/\(page.name)" \
        title="\(EmbedMarkup.escaped(page.title))" loading="eager" allow="clipboard-write; web-share" \
        style="border: 0; width: 100%; height: 100%"></iframe>
        <!-- The event app says who is there, and hears what happens:
             const frame = document.getElementById('callboard-embed-\(page.name)')
             window.addEventListener('message', event => {
               if (event.source !== frame.contentWindow || event.origin !== '\(EmbedMarkup.escaped(base))') { return }
               if (event.data.type === 'callboard-ready') {
                 frame.contentWindow.postMessage({ type: 'callboard-session', token: SESSION_TOKEN }, event.origin)
               }
               if (event.data.type === 'komo-event') { console.log(event.data.eventName) }
             })
        -->

        """
    }

    // MARK: - Parts

    private var body: String {
        """
        <div data-callboard-embed="\(page.name)" class="callboard-embed">
        <p data-callboard-status role="status" aria-live="polite">Loading…</p>
        <button type="button" data-callboard-retry hidden>Try now</button>
        <noscript><p>These activities need JavaScript.</p></noscript>
        \(content)</div>
        <script type="application/json" id="callboard-embed-settings">\(EmbedMarkup.json(settings))</script>
        <script>\(Self.script)</script>

        """
    }

    private var content: String {
        switch page.layout {
        case .hub:
            """
            <iframe data-callboard-hub title="\(EmbedMarkup.escaped(page.title))" \
            allow="clipboard-write; web-share"></iframe>

            """
        case .cards(let cards):
            cards.map(element).joined()
        }
    }

    private func element(_ card: EmbedCard) -> String {
        var value: [String: JSONValue] = ["cardId": .string(card.id)]
        if !card.styles.isEmpty { value["styles"] = .object(card.styles.mapValues { .string($0) }) }
        var json = JSONText()
        json.append(.object(value))
        let sponsor = card.sponsorID.map { " data-callboard-sponsor=\"\(EmbedMarkup.escaped($0))\"" } ?? ""
        let data = "data-komo-embed=\"\(EmbedMarkup.escaped(json.text))\"\(sponsor)"
        return switch card.form {
        case .cover: "<div data-komo-embed-card-cover \(data)></div>\n"
        // Nobody can press it before there is something that hears it.
        case .trigger:
            """
            <button type="button" data-komo-embed-card-trigger \(data) hidden>\
            \(EmbedMarkup.escaped(card.label))</button>

            """
        }
    }

    private var base: String {
        switch place {
        case .callboard: ""
        case .elsewhere(let origin): origin
        }
    }

    private var scriptURL: String {
        embed.script.hasPrefix("/") ? (embed.hub ?? "") + embed.script : embed.script
    }

    private var settings: JSONValue {
        let token = embed.identity.tokenURL
        var settings: [String: JSONValue] = [
            "page": .string(page.name), "hub": .string(embed.hub ?? ""), "script": .string(scriptURL),
            "integrity": embed.scriptIntegrity.map { .string($0) } ?? .null,
            "identity": .object([
                "method": .string(embed.identity.method.rawValue),
                "url": .string(token.hasPrefix("/") ? base + token : token),
                "timeout": .integer(embed.identity.timeout.milliseconds),
            ]),
            "prefill": .object(page.prefill.mapValues { .string($0) }),
            "extensionData": .object(page.extensionData.mapValues { .string($0) }),
            "preloads": .bool(page.preloads),
            "parents": .array(embed.origins.filter { $0 != "null" }.map { .string($0) }),
            "bridge": .null,
        ]
        if embed.bridge.isOn {
            settings["bridge"] = .object([
                "url": .string("\(base)/ingest/embed"),
                "tokenURL": .string("\(base)/embed/\(page.name)/token"),
            ])
        }
        return .object(settings)
    }

    private static let pageStyle = """
        body{margin:0;font:16px/1.4 system-ui,sans-serif}
        .callboard-embed{min-height:100vh;box-sizing:border-box;padding:12px}
        .callboard-embed>[data-callboard-hub]{border:0;width:100%;height:calc(100vh - 24px)}
        .callboard-embed>button{font:inherit;padding:10px 18px;margin:6px 0}
        """
}
