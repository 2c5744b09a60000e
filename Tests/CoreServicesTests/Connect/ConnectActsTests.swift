import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// What admins do to flows, before anybody talks to Kombo.
struct ConnectActsTests {
    private let directory: TemporaryDirectory
    private let store: Store
    private let admin: Operator

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store.open(DataDirectory(path: directory.path("data")), access: .importer)
        admin = Operator(store: store, account: OperatorAccount(user: "mira", host: "desk"), isReadOnly: false)
    }

    private static let acme = ConnectDetails(
        email: "ada@acme.example",
        organisation: "Acme, Inc.",
        originID: "36123",
        category: .hris
    )

    @Test func `a flow begins with its details and a link that is due`() async throws {
        let id = try await admin.startConnect(Self.acme)
        let flow = try #require(try await store.connectFlow(id))
        #expect(flow.state == .details)
        #expect(flow.details == Self.acme)
        #expect(flow.begunBy == "mira@desk")
        #expect(ConnectStep.steps(of: flow).map(\.status) == [.done, .current, .ahead, .ahead, .ahead])
        let entry = try #require(try await store.auditEntries(before: nil, limit: 1).first)
        #expect(entry.act == "connect.start")
        #expect(entry.after == "HRIS, for Acme, Inc. (origin 36123), embedded, link asked for")
        store.close()
    }

    @Test func `a second flow for the same customer and category is refused while the first is open`() async throws {
        let id = try await admin.startConnect(Self.acme)
        let refusal = await #expect(throws: OperatorRefusal.self) { try await admin.startConnect(Self.acme) }
        #expect(refusal?.description.hasPrefix("flow \(id) for HRIS for Acme, Inc. (origin 36123) is open") == true)
        var other = Self.acme
        other.category = .ats
        _ = try await admin.startConnect(other)
        try await admin.abandonConnect(id)
        _ = try await admin.startConnect(Self.acme)
        store.close()
    }

    @Test func `details that Kombo would refuse are refused before anybody asks it`() async throws {
        var details = Self.acme
        details.email = "ada"
        details.organisation = " "
        details.remoteEnvironment = "test"
        details.category = .ats
        details.enablesFiltering = true
        #expect(details.problems.map(\.field) == [.email, .organisation, .remoteEnvironment, .filtering])
        let wrong = details
        await #expect(throws: OperatorRefusal.self) { try await admin.startConnect(wrong) }
        #expect(try await store.connectFlows().isEmpty)
        store.close()
    }

    @Test func `a token needs a link, is trimmed, and is never part of the record`() async throws {
        let id = try await admin.startConnect(Self.acme)
        await #expect(throws: OperatorRefusal.self) { try await admin.submitConnectToken(Secret("tok"), for: id) }
        #expect(Operator.trimmed(Secret("  tok-en\r\n")) == Secret("tok-en"))
        #expect(Operator.trimmed(Secret("two words")) == nil)
        #expect(Operator.trimmed(Secret(" \n")) == nil)
        #expect(Operator.trimmed(Secret(String(repeating: "x", count: 8193))) == nil)
        store.close()
    }

    @Test func `nothing is done in a console that only looks`() async throws {
        let looker = Operator(store: store, account: OperatorAccount(user: "mira", host: "desk"), isReadOnly: true)
        await #expect(throws: OperatorRefusal.readOnly) { try await looker.startConnect(Self.acme) }
        #expect(try await store.connectFlows().isEmpty)
        store.close()
    }
}
