import Foundation
import Primitives
import WebServer

/// `/kombo-connect`: Kombo's pages for customers, and its library that shows them in a frame.
///
/// A system of its own, so that either can fail while the API works.
struct KomboConnectRemote: Remote {
    let name = "kombo-connect"
    private let kombo: SimulatedKombo

    init(_ kombo: SimulatedKombo) {
        self.kombo = kombo
    }

    var endpoints: [RemoteEndpoint] {
        [
            RemoteEndpoint("GET", "/index.js") { _ in RemoteAnswer(library) },
            RemoteEndpoint("GET", "/v1", answer: page), RemoteEndpoint("GET", "/v1/setup", answer: page),
            RemoteEndpoint("POST", "/press", answer: press),
        ]
    }

    /// As small as the real one: it opens a frame and waits for the token.
    private var library: HTTPResponse {
        HTTPResponse(status: 200, body: KomboConnectScripts.library, contentType: "text/javascript; charset=utf-8")
    }

    @Sendable private func page(_ call: RemoteCall) -> RemoteAnswer {
        let token = call.argument("token") ?? ""
        guard let link = kombo.store.link(token), !link.isUsed, link.expiresAt > call.now else {
            return RemoteAnswer(html(410, "<h1>This link does not work any more</h1>"))
        }
        let tools = link.tool.map { tool in KomboTool.all.filter { $0.id == tool } } ?? KomboTool.list(link.category)
        let buttons = tools.map { tool in
            "<button type=\"button\" data-tool=\"\(tool.id)\">Connect \(tool.label)</button>"
        }.joined(separator: "\n")
        let content = """
            <h1>Simulated Kombo</h1>
            <p id="state" role="status">Choose the system to connect.</p>
            <p>\(buttons)
            <button type="button" data-outcome="fail">Run into trouble</button>
            <button type="button" data-outcome="close">Close</button></p>
            <p><label><input type="checkbox" id="silent"> tell callboard nothing by webhook</label></p>
            <script type="application/json" id="token">"\(token)"</script>
            <script>\(KomboConnectScripts.page)</script>
            """
        return RemoteAnswer(html(200, content))
    }

    private func html(_ status: Int, _ content: String) -> HTTPResponse {
        HTTPResponse(
            status: status,
            body: """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Simulated Kombo</title></head>
                <body>\(content)</body></html>
                """,
            contentType: "text/html; charset=utf-8"
        )
    }

    /// `{"link": "...", "tool": "personio", "outcome": "connect" or "fail", "tells": true}`
    @Sendable private func press(_ call: RemoteCall) -> RemoteAnswer {
        guard let fields = JSONFields(call.body), let link = fields.text("link") else {
            return RemoteAnswer(.refusal(400, "name the link"))
        }
        let tells = (fields.members["tells"] as? NSNumber)?.boolValue ?? true
        let outcome = fields.text("outcome").flatMap(SimulatedKombo.Outcome.init(rawValue:)) ?? .connect
        do {
            let token = try kombo.press(link, tool: fields.text("tool"), outcome: outcome, tells: tells)
            return .processed(.json(200, .object([("token", token.map { .string($0) } ?? .null)])), ["token"])
        } catch {
            return RemoteAnswer(.refusal(410, error.description))
        }
    }
}
