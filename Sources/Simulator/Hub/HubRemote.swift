import WebServer

/// The hub's addresses and what they answer.
struct HubRemote: Remote {
    let name = "hub"
    let basePath = ""
    private let options: HubOptions
    private let journal: HubJournal

    init(_ options: HubOptions, journal: HubJournal) {
        self.options = options
        self.journal = journal
    }

    func expireTokens() { journal.endSessions() }

    var endpoints: [RemoteEndpoint] {
        [
            RemoteEndpoint("GET", "/assets/embed/embed.js", part: "script") { _ in RemoteAnswer(Self.embedScript) },
            RemoteEndpoint("GET", "/webembed/embed.js", part: "script") { _ in RemoteAnswer(Self.embedScript) },
            RemoteEndpoint("GET", "/assets/card.js", part: "card") { _ in RemoteAnswer(Self.cardScript) },
            RemoteEndpoint("GET", "/", part: "card") { _ in RemoteAnswer(Self.frontPage) },
            RemoteEndpoint("GET", "/cards/{id}", part: "card", answer: cardPage),
            RemoteEndpoint("GET", "/embed-api/cards/{id}", part: "card", answer: cardData),
            RemoteEndpoint("POST", "/embed-api/session", part: "session", answer: beginSession),
            RemoteEndpoint("POST", "/embed-api/cards/{id}/submissions", part: "submission", answer: submit),
            RemoteEndpoint("GET", "/favicon.ico", part: "card") { _ in RemoteAnswer(.noContent) },
        ]
    }

    // MARK: - Pages

    private static let embedScript = script(PackageResources.embed_js)
    private static let cardScript = script(PackageResources.card_js)

    private static func script(_ bytes: [UInt8]) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            body: String(decoding: bytes, as: UTF8.self),
            contentType: "text/javascript; charset=utf-8",
            // For pages that ask for it by its digest.
            headers: [HTTPHeader(name: "Access-Control-Allow-Origin", value: "*")]
        )
    }

    private static func page(_ title: String, _ body: String) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            body: """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>\(escaped(title))</title>
                <meta name="viewport" content="width=device-width, initial-scale=1"></head>
                <body>
                \(body)
                </body></html>

                """,
            contentType: "text/html; charset=utf-8",
            headers: [
                HTTPHeader(
                    name: "Content-Security-Policy",
                    value: "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; "
                        + "form-action 'none'; frame-ancestors *"
                )
            ]
        )
    }

    private static let frontPage: HTTPResponse = {
        let cards = SimulatedCard.byPopularity.map { card in
            "<li><a data-card=\"\(card.id)\" href=\"/cards/\(card.id)?standalone=1\">\(escaped(card.name))</a></li>"
        }
        return page(SimulatedSponsor.site.name, "<h1>\(SimulatedSponsor.site.name)</h1><ul>\(cards.joined())</ul>")
    }()

    @Sendable private func cardPage(_ call: RemoteCall) -> RemoteAnswer {
        guard let card = Self.card(call) else { return RemoteAnswer(.words(404, "There is no such card.")) }
        let data = String(decoding: Self.json(card).bytes, as: UTF8.self).replacing("<", with: "\\u003c")
        return RemoteAnswer(
            Self.page(
                card.name,
                """
                <h1>\(Self.escaped(card.name))</h1><div id="place"></div>
                <script type="application/json" id="card">\(data)</script>
                <script src="/assets/card.js"></script>
                """
            )
        )
    }

    @Sendable private func cardData(_ call: RemoteCall) -> RemoteAnswer {
        let everyone = [HTTPHeader(name: "Access-Control-Allow-Origin", value: "*")]
        guard let card = Self.card(call) else { return RemoteAnswer(.json(404, .object([]), headers: everyone)) }
        return RemoteAnswer(.json(200, Self.json(card), headers: everyone))
    }

    private static func card(_ call: RemoteCall) -> SimulatedCard? {
        SimulatedCard.byPopularity.first { $0.id == call.parameters.first }
    }

    private static func json(_ card: SimulatedCard) -> OrderedJSON {
        .object([("id", .string(card.id)), ("name", .string(card.name)), ("type", .string(card.type))])
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }

    // MARK: - Visitors

    @Sendable private func beginSession(_ call: RemoteCall) -> RemoteAnswer {
        let token = JSONFields(call.body)?.text("token") ?? ""
        do throws(HubToken.Refusal) {
            let visitor = try HubToken.visitor(
                of: token,
                secret: options.secret,
                issuer: options.issuer,
                now: call.now
            )
            let session = journal.begin(visitor)
            let user: OrderedJSON = .object([
                ("email", .string(visitor.email)), ("first_name", .string(visitor.firstName)),
                ("last_name", .string(visitor.lastName)),
            ])
            return .processed(.json(200, .object([("session", .string(session)), ("user", user)])))
        } catch {
            journal.note(refusal: error.reason)
            return RemoteAnswer(.json(401, .object([("error", .string(error.reason))])))
        }
    }

    @Sendable private func submit(_ call: RemoteCall) -> RemoteAnswer {
        guard let card = Self.card(call), let body = JSONFields(call.body), let fields = body.object("fields") else {
            return RemoteAnswer(.json(400, .object([("error", .string("no such card, or no fields"))])))
        }
        var visitor: HubVisitor?
        if let session = body.text("session") {
            visitor = journal.visitor(ofSession: session, now: call.now)
            guard visitor != nil else {
                return RemoteAnswer(.json(401, .object([("error", .string("the session is over"))])))
            }
        }
        let submission = journal.submit(
            card: card,
            visitor: visitor,
            fields: fields.members.compactMapValues { $0 as? String },
            extensionData: body.object("extensionData")?.members.compactMapValues { $0 as? String } ?? [:],
            now: call.now
        )
        return .processed(
            .json(
                200,
                .object([("submission", .string(submission.id)), ("contact", .string(visitor?.subject ?? "guest"))])
            ),
            ["submission/\(submission.id)"]
        )
    }
}
