import Primitives
import WebServer

/// The page at `/c/CODE`: plain HTML that loads Kombo's library, shows its flow and hands the token back.
///
/// Nothing in it runs but its own script and the library, which share a nonce of one answer. Neither the code nor a
/// token reaches another site: no referrer is sent, and the token goes into a body.
struct HandOffPage {
    /// Why there is nothing to connect.
    enum Notice: String, CustomStringConvertible {
        case unknown, replaced, expired, abandoned, failed, connected, unavailable

        var description: String { rawValue }

        var status: Int {
            switch self {
            case .unknown: 404
            case .unavailable: 503
            case .replaced, .expired, .abandoned, .failed, .connected: 410
            }
        }

        var title: String {
            switch self {
            case .unknown: "There is nothing here"
            case .replaced: "This link was replaced"
            case .expired: "This link has run out"
            case .abandoned: "This was called off"
            case .failed: "This did not work"
            case .connected: "Connected"
            case .unavailable: "Not available now"
            }
        }

        var text: String {
            switch self {
            case .unknown: "Check the address: it has to be copied whole. Or ask whoever sent you here for a new link."
            case .replaced: "A newer link was made after this one. Ask whoever sent you here for it."
            case .expired: "Ask whoever sent you here for a new link."
            case .abandoned: "Whoever sent you here has called this off, and nothing was connected."
            case .failed: "Ask whoever sent you here for a new link."
            case .connected: "Your system is connected. You can close this page."
            case .unavailable: "Load this page again in a moment."
            }
        }
    }

    private let flow: ConnectFlow
    private let link: ConnectLink
    private let library: String

    init(flow: ConnectFlow, link: ConnectLink, library: String) {
        self.flow = flow
        self.link = link
        self.library = library
    }

    /// The page that shows the flow.
    var response: HTTPResponse {
        let nonce = HandOffCode.make()
        let word = String(decoding: nonce.exposed(), as: UTF8.self)
        let origin = URLOrigin(link.text)?.text ?? "'none'"
        return HTTPResponse(
            status: 200,
            body: document(nonce: word),
            contentType: "text/html; charset=utf-8",
            headers: Self.headers(nonce: word, frames: origin)
        )
    }

    /// The page that says why there is nothing to connect.
    static func response(_ notice: Notice) -> HTTPResponse {
        let nonce = String(decoding: HandOffCode.make().exposed(), as: UTF8.self)
        let body = frame(
            title: notice.title,
            nonce: nonce,
            content:
                "<h1>\(HTMLText.escaped(notice.title))</h1>\n<p role=\"status\" id=\"state\">\(HTMLText.escaped(notice.text))</p>"
        )
        return HTTPResponse(
            status: notice.status,
            body: body,
            contentType: "text/html; charset=utf-8",
            headers: headers(nonce: nonce, frames: "'none'")
        )
    }

    private static func headers(nonce: String, frames: String) -> [HTTPHeader] {
        let policy = [
            "default-src 'none'", "script-src 'nonce-\(nonce)'", "style-src 'nonce-\(nonce)'",
            // The library sizes its frame by attributes; a style element it could not add.
            "style-src-attr 'unsafe-inline'", "connect-src 'self'", "frame-src \(frames)", "base-uri 'none'",
            "form-action 'none'", "frame-ancestors 'none'",
        ]
        return ConnectHeaders.always + [
            HTTPHeader(name: "Content-Security-Policy", value: policy.joined(separator: "; ")),
            HTTPHeader(name: "X-Frame-Options", value: "DENY"), HTTPHeader(name: "X-Robots-Tag", value: "noindex"),
        ]
    }

    private func document(nonce: String) -> String {
        let what = "Connect the \(flow.details.category.words) of \(flow.details.organisation)"
        let direct = """
            <a id="direct" href="\(HTMLText.escaped(link.text))" rel="noreferrer">open Kombo's page by itself</a>
            """
        let content: String
        switch flow.details.linkType {
        case .magicLink:
            content = """
                <h1>\(HTMLText.escaped(what))</h1>
                <p role="status" id="state">On the next page you choose your system and give it leave. \
                Come back here if anything is unclear.</p>
                <p><a id="connect" class="button" href="\(HTMLText.escaped(link.text))" rel="noreferrer">Connect</a></p>
                """
        case .embedded:
            content = """
                <h1>\(HTMLText.escaped(what))</h1>
                <p role="status" aria-live="polite" id="state">Loading Kombo's library...</p>
                <p><button id="connect" type="button" disabled>Connect</button></p>
                <p id="otherwise" hidden>You can also \(direct).</p>
                <noscript><p>This page needs JavaScript. Without it you can \(direct).</p></noscript>
                <script type="application/json" id="data" nonce="\(nonce)">\(data)</script>
                <script nonce="\(nonce)">\(HandOffScript.text)</script>
                <script nonce="\(nonce)" id="library" src="\(HTMLText.escaped(library))" async></script>
                """
        }
        return Self.frame(title: what, nonce: nonce, content: content)
    }

    /// What the script needs, as JSON that cannot end its element.
    private var data: String {
        var line = JSONObjectText()
        line.add("link", .string(link.text))
        line.add("host", .string(URLOrigin(library)?.host ?? ""))
        return line.text.replacing("<", with: "\\u003c")
    }

    private static func frame(title: String, nonce: String, content: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(HTMLText.escaped(title))</title>
        <style nonce="\(nonce)">\(style)</style>
        </head>
        <body>
        <main>
        \(content)
        </main>
        </body>
        </html>

        """
    }

    private static let style = """
        body { font: 100%/1.5 system-ui, sans-serif; margin: 0; color: #1a1a1a; background: #fff }
        main { max-width: 34rem; margin: 0 auto; padding: 2rem 1rem }
        h1 { font-size: 1.4rem; line-height: 1.3; overflow-wrap: anywhere }
        button, .button { font: inherit; padding: .6rem 1.4rem; border: 2px solid #1a1a1a; border-radius: .3rem;
          background: #1a1a1a; color: #fff; text-decoration: none; display: inline-block }
        button:disabled { opacity: .5 }
        button:focus-visible, a:focus-visible { outline: 3px solid #0a6; outline-offset: 2px }
        @media (prefers-color-scheme: dark) {
          body { color: #eee; background: #161616 }
          button, .button { background: #eee; color: #161616; border-color: #eee }
          a { color: #8cf }
        }
        """
}
