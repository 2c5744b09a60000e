import Console
import CoreServices
import Primitives
import TerminalKit
import Testing

/// What keys, pastes and answers do in the Connect pane.
struct ConnectPaneTests {
    private func waiting(_ change: (inout ConnectFlow) -> Void = { _ in }) -> ConnectBox {
        var flow = ConnectFixture.flow()
        change(&flow)
        return ConnectBox(ConnectFixture.overview([flow], ConnectFixture.connections()))
    }

    private func opened(_ box: ConnectBox, _ size: Size = WorkFixture.sizes[0]) async throws -> ServedScreen {
        var screen = try await box.screen(size)
        try await screen.press("<enter>")
        return screen
    }

    // MARK: - Beginning

    @Test func `details are typed, Enter goes to what is missing and then begins`() async throws {
        let box = ConnectBox(ConnectFixture.overview())
        var screen = try await box.screen()
        try await screen.press("Aada@acme.example<enter>")
        #expect(screen.state.connect.form?.field == .organisation)
        #expect(screen.state.connect.form?.problem == nil)
        try await screen.press("Acme<enter>36123<enter>")
        #expect(
            box.log.lines == [
                "tools HRIS", "start ada@acme.example Acme 36123 HRIS", "with - - embedded - another false",
            ]
        )
        #expect(screen.state.connect.form == nil)
        #expect(screen.text.contains("Connect HRIS for Acme (origin 36123)"))
        #expect(screen.text.contains("asked of Kombo"))
    }

    @Test func `a tool is completed, and category, language, type and scope can be chosen`() async throws {
        let box = ConnectBox(ConnectFixture.overview())
        var screen = try await box.screen()
        try await screen.press("Aada@acme.example<tab>Acme<tab>36123<tab><right><tab>hib")
        #expect(screen.text.contains("hibob"))
        try await screen.press("<tab>")
        #expect(screen.state.connect.form?.field == .tool)
        try await screen.press("<tab><space><space><tab><right><tab>scope-1<enter>")
        #expect(
            box.log.lines == [
                "tools HRIS", "tools ATS", "start ada@acme.example Acme 36123 ATS",
                "with hibob de magic-link scope-1 another false",
            ]
        )
    }

    @Test func `a mistake is told where it was made`() async throws {
        var screen = try await ConnectBox(ConnectFixture.overview()).screen()
        try await screen.press("Aada@acme<enter>")
        #expect(screen.text.contains("has to look like ada@acme.example"))
        try await screen.press("<esc>")
        #expect(screen.state.connect.form == nil)
    }

    @Test func `a tool that Kombo does not have is refused with the nearest`() async throws {
        let box = ConnectBox(ConnectFixture.overview())
        var screen = try await box.screen()
        try await screen.press("Aada@acme.example<tab>Acme<tab>36123<tab><tab>sand<enter>")
        #expect(screen.text.contains("did you mean sandbox"))
        #expect(box.log.lines == ["tools HRIS"])
    }

    @Test func `an integration that is known is offered to be relinked, or another is connected beside it`()
        async throws
    {
        let keys = "Ahank@globex.example<tab>Globex<tab>4711<enter>"
        let box = ConnectBox(ConnectFixture.overview([], ConnectFixture.connections()))
        var screen = try await box.screen()
        try await screen.press(keys)
        #expect(screen.text.contains("Connected already: relink it?"))
        try await screen.press("y")
        #expect(box.log.lines.last == "relink personio:CBNMt7dSNCzBdnRTx87dev4E")
        let other = ConnectBox(ConnectFixture.overview([], ConnectFixture.connections()))
        var second = try await other.screen()
        try await second.press(keys + "A")
        #expect(other.log.lines.last == "with - - embedded - another true")
    }

    @Test func `a flow of the same customer that waits is opened instead`() async throws {
        let box = waiting()
        var screen = try await box.screen()
        try await screen.press("Aada@acme.example<tab>Acme<tab>36123<enter>")
        #expect(screen.state.connect.opened?.id == .flow(7))
        #expect(screen.text.contains("flow 7 for this customer is open already"))
        #expect(box.log.lines == ["tools HRIS"])
    }

    // MARK: - Links

    @Test func `the link is copied whole, written and opened by way of the page`() async throws {
        let box = waiting()
        var screen = try await opened(box)
        try await screen.press("c")
        #expect(screen.copied == ConnectFixture.link)
        try await screen.press("w")
        #expect(screen.text.contains("/data/connect/flow-7-link.txt"))
        try await screen.press("o")
        #expect(box.log.lines.last == "open http://venue-laptop:8787/c/7QK4MDn2X9vB3rT8wLzYpA")
    }

    @Test func `without a window system no browser is opened, and it says why`() async throws {
        var place = ConnectFixture.place
        place.browserObstacle = "this machine shows no windows"
        let box = ConnectBox(ConnectFixture.overview([ConnectFixture.flow()], place: place))
        var screen = try await opened(box)
        try await screen.press("o")
        #expect(screen.text.contains("this machine shows no windows"))
        #expect(box.log.lines.isEmpty)
    }

    @Test func `a link that holds is replaced only after asking, one that ran out at once`() async throws {
        let box = waiting()
        var screen = try await opened(box)
        try await screen.press("n")
        #expect(box.log.lines.isEmpty)
        try await screen.press("y")
        #expect(box.log.lines == ["new link 7"])
        let expired = ConnectBox(ConnectFixture.overview([ConnectFixture.expired]))
        var second = try await opened(expired)
        #expect(second.text.contains("link expired"))
        try await second.press("n")
        #expect(expired.log.lines == ["new link 7"])
    }

    @Test func `the countdown runs`() async throws {
        var screen = try await opened(waiting())
        #expect(screen.text.contains("link expires in 58:41"))
        await screen.send(.tick(ScreenFixture.now.advanced(by: .seconds(61))))
        #expect(screen.text.contains("link expires in 57:40"))
    }

    @Test func `the whole link can be read from the screen`() async throws {
        let screen = try await opened(waiting())
        #expect(screen.lines.joined().replacing(" ", with: "").contains(ConnectFixture.link))
    }

    @Test func `a code that does not fit says what it needs`() async throws {
        var screen = try await opened(waiting(), Size(columns: 40, rows: 12))
        try await screen.press("s")
        #expect(!screen.state.connect.isShowingCode)
        #expect(screen.text.contains("the code needs"))
    }

    // MARK: - Tokens

    @Test func `a pasted token is hidden, trimmed and handed in with Enter`() async throws {
        let box = waiting()
        var screen = try await opened(box)
        await screen.send(.input(.paste("  s3cr3t-token-of-acme\n")))
        #expect(!screen.text.contains("s3cr3t"))
        #expect(screen.text.contains("20 characters, hidden"))
        #expect(box.log.lines.isEmpty)
        try await screen.press("<enter>")
        #expect(box.log.lines == ["token 20 bytes for 7"])
        #expect(screen.state.connect.token == nil)
        #expect(screen.text.contains("the token is handed in"))
    }

    @Test func `a token can be pasted onto the list, typed, and dropped`() async throws {
        let box = waiting()
        var screen = try await box.screen()
        await screen.send(.input(.paste("abc")))
        #expect(screen.state.connect.opened?.id == .flow(7))
        try await screen.press("<esc>")
        #expect(screen.state.connect.token == nil)
        #expect(screen.state.connect.opened?.id == .flow(7))
        try await screen.press("tnXq<enter>")
        #expect(box.log.lines == ["token 3 bytes for 7"])
    }

    @Test func `a flow that is connected takes no token and says so`() async throws {
        let box = ConnectBox(ConnectFixture.overview([ConnectFixture.following]))
        var screen = try await opened(box)
        await screen.send(.input(.paste("abc")))
        #expect(screen.text.contains("connected already"))
        #expect(box.log.lines.isEmpty)
    }

    // MARK: - Listening

    @Test func `it says that nobody runs, or why nothing listens`() async throws {
        func text(_ change: (inout ConnectListening) -> Void) async throws -> String {
            let overview = ConnectFixture.overview(
                [ConnectFixture.flow()],
                listening: ConnectFixture.listening(change)
            )
            return try await opened(ConnectBox(overview), Size(columns: 200, rows: 60)).text
        }
        #expect(try await text { $0.runner = nil }.contains("nobody serves it; start callboard"))
        #expect(
            try await text {
                $0.runner?.address = nil
                $0.runner?.fault = "port 8787 is taken"
            }.contains("not served: port 8787 is taken")
        )
        #expect(try await text { $0.runner?.takesWebhooks = false }.contains("kombo.webhookSecrets is missing"))
        #expect(
            try await text {
                $0.lastRefusalAt = ConnectFixture.ago(60)
                $0.lastRefusal = "bad signature"
            }.contains("the last was refused 1 min ago: bad")
        )
        #expect(try await text { $0.lastWebhookAt = nil }.contains("no Kombo webhook yet"))
        #expect(try await text { _ in }.contains("last Kombo webhook 3 min ago, signature ok"))
    }

    @Test func `the page that was opened is told`() async throws {
        let screen = try await opened(waiting { $0.link = ConnectFixture.madeLink(isOpened: true) })
        #expect(screen.text.contains("listening, opened 14:30"))
    }

    @Test func `a link that nobody can make says so`() async throws {
        func text(_ listening: ConnectListening) async throws -> String {
            let flow = ConnectFixture.flow(7, .details, link: nil)
            return try await opened(ConnectBox(ConnectFixture.overview([flow], listening: listening))).text
        }
        #expect(try await text(ConnectListening()).contains("nobody runs who could ask Kombo"))
        #expect(try await text(ConnectFixture.listening { $0.runner?.hasKey = false }).contains("without an API key"))
        #expect(try await text(ConnectFixture.listening()).contains("asked of Kombo since 14:29:48"))
    }

    @Test func `on a small screen the step that goes on comes into sight, once for each step`() async throws {
        let box = waiting()
        var screen = try await opened(box, Size(columns: 40, rows: 12))
        #expect(screen.text.contains("3 Waiting"))
        try await screen.press("g")
        #expect(screen.text.contains("1 Details"))
        await screen.send(.tick(ScreenFixture.now.advanced(by: .seconds(1))))
        #expect(screen.text.contains("1 Details"))
        box.change(ConnectFixture.overview([ConnectFixture.flow(7, .exchanging)]))
        await screen.send(.tick(ScreenFixture.now.advanced(by: .seconds(2))))
        #expect(screen.text.contains("4 Exchange"))
        #expect(!screen.text.contains("1 Details"))
    }

    // MARK: - Leaving

    @Test func `escape leaves a flow pending, and Enter opens it again`() async throws {
        let box = waiting()
        var screen = try await opened(box)
        try await screen.press("<esc>")
        #expect(screen.state.connect.opened == nil)
        #expect(screen.text.contains("flow 7 stays waiting; Enter opens it again"))
        try await screen.press("<enter>")
        #expect(screen.text.contains("since 14:29:48 for whichever comes first"))
        #expect(box.log.lines.isEmpty)
    }

    @Test func `a flow is abandoned only after asking`() async throws {
        let box = waiting()
        var screen = try await opened(box)
        try await screen.press("X")
        #expect(screen.text.contains("Abandon flow 7?"))
        try await screen.press("<tab>called<space>off<enter>y")
        #expect(box.log.lines == ["abandon 7 'called off'"])
    }

    @Test func `what another terminal does shows here`() async throws {
        let box = waiting()
        var screen = try await opened(box)
        box.change(ConnectFixture.overview([ConnectFixture.following], [ConnectFixture.connection()]))
        await screen.send(.tick(ScreenFixture.now.advanced(by: .seconds(1))))
        #expect(screen.text.contains("won by the hand-off page"))
    }

    // MARK: - Integrations

    @Test func `deleting wants the organisation typed`() async throws {
        let box = ConnectBox(ConnectFixture.overview([], ConnectFixture.connections()))
        var screen = try await opened(box)
        try await screen.press("XGlob<enter>y")
        #expect(screen.text.contains("what was typed is not Globex"))
        try await screen.press("XGlobex<enter>y")
        #expect(box.log.lines.last == "delete personio:CBNMt7dSNCzBdnRTx87dev4E 'Globex'")
        #expect(screen.text.contains("it is being deleted"))
    }

    @Test func `an integration is disabled, enabled, relinked, set up and asked about`() async throws {
        let box = ConnectBox(ConnectFixture.overview([], ConnectFixture.connections()))
        var screen = try await opened(box)
        try await screen.press("Dy")
        #expect(box.log.lines.last == "disable personio:CBNMt7dSNCzBdnRTx87dev4E ''")
        try await screen.press("E")
        #expect(screen.text.contains("it is active already"))
        try await screen.press("u")
        #expect(box.log.lines.last == "look personio:CBNMt7dSNCzBdnRTx87dev4E")
        try await screen.press("U")
        #expect(screen.text.contains("has no open steps"))
        try await screen.press("JJUJ")
        #expect(box.log.lines.last?.hasPrefix("setup hibob") == true)
        try await screen.press("<esc>Ey")
        #expect(box.log.lines.last == "enable bamboohr:1 ''")
        try await screen.press("gR")
        #expect(box.log.lines.last == "relink personio:CBNMt7dSNCzBdnRTx87dev4E")
    }

    @Test func `the API key is checked, and the region is told`() async throws {
        var screen = try await waiting().screen()
        try await screen.press("a")
        #expect(screen.text.contains("the API key works in region EU, environment my-prod"))
    }

    @Test func `without an API key nothing begins, and it says what to configure`() async throws {
        let box = ConnectBox(ConnectFixture.overview(place: ConnectPlace()))
        var screen = try await box.screen()
        #expect(screen.text.contains("kombo: { region:"))
        try await screen.press("A")
        #expect(screen.state.connect.form == nil)
        #expect(screen.text.contains("no API key of Kombo"))
    }

    // MARK: - What must not be

    @Test(arguments: ["A", "n", "t", "X", "<enter>n", "<enter>t", "<enter>X", "jR", "jD", "jX", "ju"])
    func `a console that only looks changes nothing`(keys: String) async throws {
        let box = waiting()
        var screen = try await box.screen(isReadOnly: true)
        try await screen.press(keys)
        #expect(screen.text.contains("this console only looks"))
        await screen.send(.input(.paste("token")))
        #expect(screen.state.connect.token == nil)
        #expect(box.log.lines.isEmpty)
    }

    @Test func `e-mail addresses show only when that is recorded`() async throws {
        let box = waiting()
        var screen = try await opened(box, Size(columns: 140, rows: 40))
        #expect(!screen.text.contains("ada@acme.example"))
        #expect(screen.text.contains("a•••@ac•••.example"))
        try await screen.press("v")
        #expect(box.log.lines == ["reveal Connect 60"])
        #expect(screen.text.contains("ada@acme.example"))
        try await screen.press("<esc>jj<enter>v")
        #expect(!screen.text.contains("hank@globex.example"))
        #expect(!screen.text.contains("peter@initech.example"))
    }

    @Test func `names and answers that would command the terminal are only text`() async throws {
        var flow = ConnectFixture.flow(7, .waiting, ConnectFixture.details(ConnectFixture.hostile))
        flow.failure = ConnectFailure(.tokenUnknown, "Kombo says \u{1b}[2J", nextStep: "\u{9b}31m", logURL: "\u{1b}c")
        let box = ConnectBox(ConnectFixture.overview([flow], ConnectFixture.connections()))
        for keys in ["<enter>", "<esc>X", "<esc>jjj<enter>", "X"] {
            var screen = try await box.screen(Size(columns: 140, rows: 40))
            try await screen.press("<enter><esc>")
            try await screen.press(keys)
            for scalar in screen.text.unicodeScalars where scalar != "\n" {
                #expect(scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value) && scalar.value != 0x202e)
            }
        }
    }

    @Test func `what needs a person is counted on the tab`() async throws {
        var screen = try await waiting().screen(Size(columns: 140, rows: 40))
        var trouble = TroubleSummary()
        trouble.connect = 3
        await screen.send(.trouble(trouble))
        #expect(screen.text.contains("5 Connect·3"))
    }
}
