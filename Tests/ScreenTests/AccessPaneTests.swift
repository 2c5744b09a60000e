import Console
import CoreServices
import Primitives
import TerminalKit
import TestSupport
import Testing

struct AccessPaneTests {
    private static let sizes = [
        Size(columns: 80, rows: 24), Size(columns: 140, rows: 40), Size(columns: 40, rows: 12),
        Size(columns: 200, rows: 60),
    ]

    private static let now = ScreenFixture.now

    private static var sso: SSOConfiguration {
        var sso = SSOConfiguration()
        sso.issuer = "expo-hub"
        let until = now.advanced(by: .seconds(12 * 86_400))
        sso.keys = [
            TokenKey(id: "2026-05", material: .secret(Secret("0123456789abcdef0123456789abcdef"))),
            TokenKey(
                id: "2026-04",
                material: .secret(Secret("another secret of more than 32 bytes")),
                validity: now..<until
            ),
        ]
        sso.callers = [.init(name: "expo-backend", secrets: [Secret("backend-0123456789abcdef")])]
        sso.sessions = [SessionSource(name: "expo-app", keys: sso.keys)]
        sso.origins = ["https://app.expo.example"]
        return sso
    }

    private static var embed: EmbedConfiguration {
        var embed = EmbedConfiguration()
        embed.pages = [EmbedPage(name: "lobby", title: "Lobby"), EmbedPage(name: "booth", title: "Booth")]
        return embed
    }

    private static func answers(_ id: Int64, _ answer: AccessAnswer, _ count: Int64) -> AccessAnswerRow {
        AccessAnswerRow(id: id, answer: answer, count: count, firstAt: answer.at.advanced(by: .seconds(-20)))
    }

    private static var picture: AccessPicture {
        var overview = AccessOverview()
        overview.issued = 12_301
        overview.refused = 41
        overview.issuedByMinute = WorkFixture.wave(6)
        overview.refusedByMinute[59] = 3
        overview.clocks = [.init(caller: "expo-app", ahead: .seconds(12), at: now.advanced(by: .seconds(-60)))]
        overview.blockedOrigins = [
            .init(
                origin: "https://copycat.example/\u{1b}[2J",
                count: 13,
                firstAt: now.advanced(by: .seconds(-600)),
                lastAt: now.advanced(by: .seconds(-120))
            )
        ]
        overview.answers = [
            answers(
                9,
                AccessAnswer(
                    outcome: .issued,
                    status: 200,
                    reason: "signed",
                    caller: "expo-backend",
                    keyID: "2026-05",
                    remoteAddress: "203.0.113.9",
                    at: now.advanced(by: .seconds(-4)),
                    expiresAt: now.advanced(by: .seconds(3596))
                ),
                12
            ),
            answers(
                8,
                AccessAnswer(
                    outcome: .refused,
                    status: 401,
                    reason: "session: expired",
                    caller: "expo-app",
                    origin: "https://app.expo.example",
                    remoteAddress: "203.0.113.40",
                    at: now.advanced(by: .seconds(-95))
                ),
                3
            ),
            answers(
                7,
                AccessAnswer(
                    outcome: .refused,
                    status: 401,
                    reason: "no proof",
                    remoteAddress: "198.51.100.7",
                    at: now.advanced(by: .seconds(-400))
                ),
                1
            ),
        ]
        var page = EmbedPageTraffic(page: "lobby")
        page.views = 312
        page.events = 1_204
        page.duplicates = 7
        page.lastViewAt = now.advanced(by: .seconds(-9))
        page.lastEventAt = now.advanced(by: .seconds(-5))
        page.lastEventName = "form-submission"
        let blocked = EmbedBlockedOrigin(
            page: "lobby",
            origin: "https://frame.example",
            reason: "not in embed.origins",
            count: 2,
            firstAt: now.advanced(by: .seconds(-50)),
            lastAt: now.advanced(by: .seconds(-40))
        )
        return AccessPicture(overview: overview, traffic: EmbedTraffic(pages: [page], blocked: [blocked]))
    }

    private func screen(
        _ size: Size = Size(columns: 80, rows: 24),
        isReadOnly: Bool = false,
        log: ActLog = ActLog(),
        sso: SSOConfiguration = AccessPaneTests.sso,
        embed: EmbedConfiguration = AccessPaneTests.embed,
        picture: AccessPicture = AccessPaneTests.picture
    ) async throws -> ServedScreen {
        var screen = try ServedScreen(pane: .access, size: size, isReadOnly: isReadOnly) { services in
            services.access.sso = sso
            services.access.embed = embed
            services.access.picture = { picture }
            services.access.snippet = { "<script>/* \($0) */</script>" }
            services.access.mint = { identity, reason in
                log.note("mint \(identity.subject) \(identity.email ?? "-") \(identity.firstName ?? "-") '\(reason)'")
                guard let minter = TokenMinter(sso) else { throw QueryFailure(reason: "no key") }
                return try minter.mint(for: identity, at: Self.now)
            }
        }
        try await screen.enter()
        return screen
    }

    // MARK: - Screens

    @Test(arguments: sizes)
    func `keys, pages, origins and what was issued and refused`(size: Size) async throws {
        var screen = try await screen(size)
        try Golden.check(screen.grid(), "access")
        try await screen.press("<enter>")
        try Golden.check(screen.grid(), "access-key")
        try await screen.press("<esc>Gk<enter>")
        try Golden.check(screen.grid(), "access-refused")
        #expect(screen.text.contains("401 session: expired") || size.columns < 80)
    }

    @Test func `in ASCII the same is said`() async throws {
        let screen = try await screen()
        try Golden.check(screen.grid(glyphs: .ascii), "access-ascii")
    }

    @Test(arguments: [sizes[0], Size(columns: 120, rows: 32)])
    func `without a key the pane says what to configure`(size: Size) async throws {
        let screen = try await screen(
            size,
            sso: SSOConfiguration(),
            embed: EmbedConfiguration(),
            picture: AccessPicture()
        )
        try Golden.check(screen.grid(), "access-unconfigured")
        #expect(screen.text.contains("sso.keys"))
    }

    @Test func `a key alone says that nobody has asked, or may`() async throws {
        let waiting = try await screen(picture: AccessPicture())
        #expect(waiting.text.contains("nobody has asked for a token yet"))
        var sso = Self.sso
        sso.callers = []
        sso.sessions = []
        #expect(try await screen(sso: sso).text.contains("nobody may ask over HTTP"))
    }

    @Test func `text of outsiders is drawn as text`() async throws {
        let screen = try await screen(Size(columns: 200, rows: 60))
        #expect(screen.text.contains("https://copycat.example/␛[2J"))
    }

    // MARK: - Signing

    @Test(arguments: sizes)
    func `a token is signed for whom the form names, once that is confirmed, and shown masked`(size: Size) async throws
    {
        let log = ActLog()
        var screen = try await screen(size, log: log)
        try await screen.press("Mu-1<enter>ada@example.com<tab>Ada<enter>")
        try Golden.check(screen.grid(), "access-mint")
        try await screen.press("Lovelace<enter>")
        try Golden.check(screen.grid(), "access-mint-question")
        #expect(log.lines.isEmpty)
        #expect(!screen.text.contains("ada@example.com") || size.columns >= 80)
        try await screen.press("<tab>a<space>trial<enter>y")
        #expect(log.lines == ["mint u-1 ada@example.com Ada 'a trial'"])
        try Golden.check(screen.grid(), "access-minted")
        guard case .minted(let token) = screen.state.access.opened else {
            Issue.record("no token is shown")
            return
        }
        let text = String(decoding: token.text.exposed(), as: UTF8.self)
        #expect(!screen.text.contains(text.suffix(20)))
        #expect(!screen.text.contains("ada@example.com"))
        try await screen.press("c")
        #expect(screen.copied == text)
    }

    @Test(arguments: [
        ("M<tab><tab><tab><enter>", "the user's id is missing"),
        ("Mu-1<tab>ada<tab><tab><enter>", "the e-mail address is none"),
    ])
    func `a form that names nobody says so and stays`(keys: String, expected: String) async throws {
        let log = ActLog()
        var screen = try await screen(log: log)
        try await screen.press(keys)
        #expect(screen.text.contains(expected))
        guard case .mintForm = screen.state.access.opened else {
            Issue.record("the form is gone")
            return
        }
        try await screen.press("<esc>")
        #expect(screen.state.access.opened == nil)
        #expect(log.lines.isEmpty)
    }

    @Test func `a console that only looks signs nothing, nor does one without a key`() async throws {
        let log = ActLog()
        var looking = try await screen(isReadOnly: true, log: log)
        try await looking.press("M")
        #expect(looking.text.contains("this console only looks"))
        var empty = try await screen(log: log, sso: SSOConfiguration())
        try await empty.press("M")
        #expect(empty.text.contains("no key is configured that signs"))
        #expect(log.lines.isEmpty)
    }

    // MARK: - Inspecting

    @Test(arguments: sizes)
    func `a pasted token is explained and never shown`(size: Size) async throws {
        let minter = try #require(TokenMinter(Self.sso))
        let identity = try TokenIdentity(subject: "u-1", email: "ada@example.com", firstName: "Ada")
        let token = try minter.mint(for: identity, at: Self.now.advanced(by: .seconds(-3780)))
        let text = String(decoding: token.text.exposed(), as: UTF8.self)
        var screen = try await screen(size)
        try await screen.press("i")
        #expect(screen.text.contains("paste a token"))
        await screen.send(.input(.paste("Bearer \(text)\n")))
        try Golden.check(screen.grid(), "access-inspect")
        #expect(screen.text.contains("it expired 3 minutes ago"))
        #expect(!screen.text.contains(text.suffix(20)))
        #expect(!screen.text.contains("ada@example.com"))
        await screen.send(.input(.paste("nonsense")))
        #expect(screen.text.contains("it is not a JWT"))
        try await screen.press("<esc>")
        #expect(screen.state.access.opened == nil)
    }

    // MARK: - Moving

    @Test func `e and E go through what was refused and kept out`() async throws {
        var screen = try await screen(Size(columns: 140, rows: 40))
        try await screen.press("e")
        #expect(
            screen.state.access.list.selectedID
                == .origin("https://frame.example", page: "lobby", reason: "not in embed.origins")
        )
        try await screen.press("<enter>ee")
        #expect(screen.state.access.list.selectedID == .answers(8))
        #expect(screen.text.contains("had run out"))
        try await screen.press("ee")
        #expect(screen.text.contains("nothing was refused that way"))
        try await screen.press("J")
        #expect(screen.text.contains("this is the last row"))
        try await screen.press("KE")
        #expect(
            screen.state.access.list.selectedID
                == .origin("https://copycat.example/\u{1b}[2J", page: "", reason: "not in sso.origins")
        )
    }

    @Test func `c copies a page's snippet from the list and beside it`() async throws {
        var screen = try await screen()
        try await screen.press("jjc")
        #expect(screen.copied == "<script>/* lobby */</script>")
        try await screen.press("<enter>jc")
        #expect(screen.text.contains("1,204"))
        #expect(screen.copied == "<script>/* lobby */</script>")
        try await screen.press("<esc>kc")
        #expect(screen.text.contains("only a page has a snippet"))
    }

    @Test func `another digit and back keeps the place, and the list follows what happens`() async throws {
        var screen = try await screen()
        try await screen.press("G")
        try await screen.press("26")
        #expect(screen.state.access.list.selectedID == .answers(7))
    }
}
