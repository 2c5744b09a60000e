import Console
import CoreServices
import Primitives
import TerminalKit
import Testing

/// What the Connect pane looks like in its main states.
struct ConnectScreenTests {
    static let sizes = WorkFixture.sizes + [Size(columns: 200, rows: 60)]

    /// The screen of one flow that is opened.
    private func opened(_ flow: ConnectFlow, _ connections: [Connection] = [], size: Size) async throws -> ServedScreen
    {
        var screen = try await ConnectBox(ConnectFixture.overview([flow], connections)).screen(size)
        try await screen.press("<enter>")
        return screen
    }

    @Test(arguments: sizes)
    func `nothing is connected, or nothing can be for want of a key`(size: Size) async throws {
        let empty = try await ConnectBox(ConnectFixture.overview()).screen(size)
        try Golden.check(empty.grid(), "connect-nothing")
        let unready = ConnectFixture.overview(
            listening: ConnectListening(),
            place: ConnectPlace(browserObstacle: "no")
        )
        try Golden.check(try await ConnectBox(unready).screen(size).grid(), "connect-unconfigured")
    }

    @Test(arguments: sizes)
    func `flows and integrations in all their states`(size: Size) async throws {
        let flows = [
            ConnectFixture.flow(),
            ConnectFixture.flow(
                6,
                .expired,
                ConnectFixture.details(ConnectFixture.hostile, origin: "6", tool: "hibob")
            ),
            ConnectFixture.flow(5, .failed, ConnectFixture.details("Hooli", origin: "5", category: .ats)),
        ]
        let screen = try await ConnectBox(ConnectFixture.overview(flows, ConnectFixture.connections())).screen(size)
        try Golden.check(screen.grid(), "connect-list")
        #expect(screen.state.connect.roster.needing == 3)
    }

    @Test(arguments: sizes)
    func `a flow waits for whichever comes first`(size: Size) async throws {
        var screen = try await opened(ConnectFixture.flow(), size: size)
        try Golden.check(screen.grid(), "connect-waiting")
        try await screen.press("s")
        try Golden.check(screen.grid(), "connect-code")
    }

    @Test(arguments: sizes)
    func `a link ran out while it was waited for`(size: Size) async throws {
        try Golden.check(try await opened(ConnectFixture.expired, size: size).grid(), "connect-expired")
    }

    @Test(arguments: sizes)
    func `a token of another customer stores nothing, and the flow stays`(size: Size) async throws {
        let flow = ConnectFixture.flow(failure: ConnectFixture.foreign)
        try Golden.check(try await opened(flow, size: size).grid(), "connect-foreign")
    }

    @Test(arguments: sizes)
    func `an integration is stored and followed until its first sync`(size: Size) async throws {
        var acme = ConnectFixture.connection("personio:CBNMt7dSNCzBdnRTx87dev4E", "Acme, Inc.", origin: "36123")
        acme.setupStatus = .finalSyncPending
        (acme.firstSyncedAt, acme.lastSync, acme.storedAt) = (nil, nil, ConnectFixture.ago(20))
        let screen = try await opened(ConnectFixture.following, [acme], size: size)
        try Golden.check(screen.grid(), "connect-stored")
    }

    @Test(arguments: sizes)
    func `an integration whose credentials fail, and what Kombo told about it`(size: Size) async throws {
        var screen = try await ConnectBox(ConnectFixture.overview([], ConnectFixture.connections())).screen(size)
        try await screen.press("j<enter>")
        try Golden.check(screen.grid(), "connection")
    }

    @Test(arguments: sizes)
    func `the form of a new connection`(size: Size) async throws {
        var screen = try await ConnectBox(ConnectFixture.overview()).screen(size)
        try await screen.press("Aada@acme.example<tab>Acme<tab>36123<tab><tab>per")
        try Golden.check(screen.grid(), "connect-form")
    }

    @Test func `the list, a flow, its code and an integration in ASCII`() async throws {
        let overview = ConnectFixture.overview([ConnectFixture.flow()], ConnectFixture.connections())
        var screen = try await ConnectBox(overview).screen()
        try Golden.check(screen.grid(glyphs: .ascii), "connect-list-ascii")
        try await screen.press("<enter>")
        try Golden.check(screen.grid(glyphs: .ascii), "connect-waiting-ascii")
        try await screen.press("s")
        try Golden.check(screen.grid(glyphs: .ascii), "connect-code-ascii")
        try await screen.press("x<esc>jj<enter>")
        try Golden.check(screen.grid(glyphs: .ascii), "connection-ascii")
    }

    @Test(arguments: sizes)
    func `a link of two thousand characters`(size: Size) async throws {
        let flow = ConnectFixture.flow(link: ConnectFixture.madeLink(ConnectFixture.longLink))
        let screen = try await opened(flow, size: size)
        try Golden.check(screen.grid(), "connect-long-link")
    }
}
