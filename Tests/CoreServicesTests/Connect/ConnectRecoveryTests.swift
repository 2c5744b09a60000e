import Database
import Primitives
import Simulator
import TestSupport
import Testing

@testable import CoreServices

/// Time, trouble and restarts: a flow cannot get stuck.
struct ConnectRecoveryTests {
    @Test func `a link that runs out while waiting makes the flow expired, and a new one opens it again`() async throws
    {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        fixture.clock.move(by: .seconds(3601))
        fixture.services.wakeConnections()
        let expired = try await fixture.flow(flow.id, "expired") { $0.state == .expired }
        #expect(expired.link?.remaining(at: fixture.clock.clock.now()) == nil)
        try await fixture.admin.newConnectLink(flow.id)
        let again = try await fixture.flow(flow.id, "waiting") { $0.state == .waiting }
        #expect(again.link?.remaining(at: fixture.clock.clock.now()) != nil)
    }

    @Test func `a webhook that comes after the link ran out still connects`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        _ = try fixture.kombo.press(try fixture.link(flow), tells: false)
        fixture.clock.move(by: .seconds(3601))
        fixture.services.wakeConnections()
        _ = try await fixture.flow(flow.id, "expired") { $0.state == .expired }
        fixture.kombo.tellCreated(try #require(fixture.kombo.integrations.first))
        let connected = try await fixture.flow(flow.id, "connected") { $0.state.isConnected }
        #expect(connected.winner == .webhook)
    }

    @Test func `a clock set back makes no link hold longer, and holds nothing up`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        fixture.clock.move(by: .seconds(-86_400))
        let link = try #require(flow.link)
        #expect(link.remaining(at: fixture.clock.clock.now()) == .seconds(3600))
        let token = try #require(try fixture.kombo.press(link.text, tells: false))
        try await fixture.admin.submitConnectToken(Secret(token), for: flow.id)
        _ = try await fixture.flow(flow.id, "connected") { $0.state.isConnected }
    }

    @Test(arguments: ConnectFlow.State.allCases.filter { $0 != .failed })
    func `a restart in any state goes on from there`(state: ConnectFlow.State) async throws {
        let fixture = try ConnectFixture("kombo:503") { $0.kombo.syncDelay = .seconds(3600) }
        let id = try await fixture.admin.startConnect(ConnectFixture.acme)
        _ = try await fixture.flow(id, "trouble") { $0.failure?.reason == .unavailable }
        if state != .details { fixture.remotes.faults.heal("all") }
        var flow = try #require(try await fixture.store.connectFlow(id))
        if state != .details { flow = try await fixture.flow(id, "a link") { $0.state == .waiting } }
        var token: String?
        switch state {
        case .exchanging, .following, .complete:
            token = try fixture.kombo.press(try fixture.link(flow), tells: false)
            if state == .exchanging { fixture.remotes.faults.set(try FaultRule("kombo:503")) }
            try await fixture.admin.submitConnectToken(Secret(try #require(token)), for: id)
            if state == .exchanging {
                _ = try await fixture.flow(id, "trouble") { $0.state == .exchanging && $0.failure != nil }
            } else {
                _ = try await fixture.flow(id, "connected") { $0.state.isConnected }
            }
        case .expired:
            fixture.clock.move(by: .seconds(3601))
            fixture.services.wakeConnections()
            _ = try await fixture.flow(id, "expired") { $0.state == .expired }
        case .abandoned: try await fixture.admin.abandonConnect(id)
        case .details, .waiting, .failed: break
        }
        try fixture.restart()
        fixture.remotes.faults.heal("all")
        switch state {
        case .details: _ = try await fixture.flow(id, "a link") { $0.state == .waiting }
        case .waiting:
            _ = try fixture.kombo.press(try fixture.link(flow))
            _ = try await fixture.flow(id, "connected") { $0.state.isConnected }
        case .exchanging: _ = try await fixture.flow(id, "connected") { $0.winner == .pastedToken }
        case .following, .complete:
            let integration = try #require(fixture.kombo.integrations.first)
            fixture.kombo.set(integration, setup: "COMPLETED", checks: "PASSED")
            fixture.kombo.tellSync(integration)
            _ = try await fixture.flow(id, "complete") { $0.state == .complete }
        case .expired:
            try await fixture.admin.newConnectLink(id)
            _ = try await fixture.flow(id, "a link") { $0.state == .waiting }
        case .abandoned, .failed:
            #expect(try await fixture.store.connectFlow(id)?.state == state)
            _ = try await fixture.linked()
        }
    }

    @Test func `trouble on Kombo's page is told with its log, and the flow goes on waiting`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        _ = try fixture.kombo.press(try fixture.link(flow), tool: "workday", outcome: .fail)
        let told = try await fixture.flow(flow.id, "the trouble") { $0.failure != nil }
        #expect(told.state == .waiting)
        #expect(told.failure?.reason == .connectionFlowFailed)
        #expect(told.failure?.logURL?.hasPrefix("https://app.kombo.dev/") == true)
        _ = try fixture.kombo.press(try fixture.link(flow))
        _ = try await fixture.flow(flow.id, "connected") { $0.state.isConnected && $0.failure == nil }
    }

    @Test func `credentials that fail are linked anew`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        _ = try fixture.kombo.press(try fixture.link(flow))
        _ = try await fixture.flow(flow.id, "complete") { $0.state == .complete }
        let id = try #require(fixture.kombo.integrations.first)
        await #expect(throws: OperatorRefusal.self) { try await fixture.admin.startConnect(ConnectFixture.acme) }
        fixture.kombo.set(id, state: "INVALID")
        try await waitUntil("the state") { try await fixture.store.connection(id)?.state == .invalid }
        #expect(try await fixture.store.connection(id)?.needsAttention == true)
        let relink = try await fixture.admin.relink(integration: id)
        let linked = try await fixture.flow(relink, "a link") { $0.state == .waiting }
        _ = try fixture.kombo.press(try fixture.link(linked))
        let done = try await fixture.flow(relink, "connected") { $0.state.isConnected }
        #expect(done.integrationID == id)
        #expect(try await fixture.store.connection(id)?.state == .active)
        #expect(try await fixture.store.connections().count == 1)
    }

    @Test func `orders are done at Kombo, and a deletion needs what was typed`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        _ = try fixture.kombo.press(try fixture.link(flow))
        _ = try await fixture.flow(flow.id, "complete") { $0.state == .complete }
        let id = try #require(fixture.kombo.integrations.first)
        let order = try await fixture.admin.disable(integration: id)
        let over = try await ConnectWaiting.order(order, in: fixture.store, timeout: patience)
        #expect(over?.isOver == true && over?.failure == nil)
        try await waitUntil("inactive") { try await fixture.store.connection(id)?.state == .inactive }
        await #expect(throws: OperatorRefusal.self) { try await fixture.admin.disable(integration: id) }
        await #expect(throws: OperatorRefusal.self) {
            try await fixture.admin.delete(integration: id, confirmation: "yes")
        }
        #expect(fixture.kombo.integrations == [id])
        let deletion = try await fixture.admin.delete(integration: id, confirmation: "Acme, Inc.")
        _ = try await ConnectWaiting.order(deletion, in: fixture.store, timeout: patience)
        #expect(fixture.kombo.integrations.isEmpty)
        #expect(try await fixture.store.connection(id)?.isDeleted == true)
        // The customer can be connected again.
        _ = try await fixture.linked()
    }

    @Test func `an integration deleted at Kombo is told, and its flow is over`() async throws {
        let fixture = try ConnectFixture { $0.kombo.syncDelay = .seconds(3600) }
        let flow = try await fixture.linked()
        _ = try fixture.kombo.press(try fixture.link(flow))
        _ = try await fixture.flow(flow.id, "connected") { $0.state == .following }
        let id = try #require(fixture.kombo.integrations.first)
        fixture.kombo.delete(id)
        let over = try await fixture.flow(flow.id, "failed") { $0.state == .failed }
        #expect(over.failure?.reason == .integrationDeleted)
        #expect(try await fixture.store.connection(id)?.isDeleted == true)
    }

    @Test func `a command beside nobody does the work itself, and goes on when the port is taken`() async throws {
        let fixture = try ConnectFixture()
        let taken = fixture.port
        var configuration = fixture.configuration
        configuration.dataDirectory = fixture.directory.path("alone")
        configuration.listener.port = taken
        let host = try ConnectHost.start(configuration, listens: true)
        defer { host.stop() }
        #expect(host.notes.count == 1)
        #expect(host.notes.first?.contains("port \(taken) on 127.0.0.1 is in use") == true)
        let admin = Operator(store: host.store, account: .current, isReadOnly: false)
        let id = try await admin.startConnect(ConnectFixture.acme)
        let linked = try await ConnectWaiting.flow(id, in: host.store, timeout: patience) { $0.state == .waiting }
        let link = try #require(linked?.link)
        let token = try #require(try fixture.kombo.press(link.text, tells: false))
        try await admin.submitConnectToken(Secret(token), for: id)
        let done = try await ConnectWaiting.flow(id, in: host.store, timeout: patience) { $0.state.isConnected }
        #expect(done?.winner == .pastedToken)
        let listening = try await host.store.connectListening()
        #expect(listening.runner?.address == nil)
        #expect(listening.runner?.fault?.contains("in use") == true)
    }

    @Test func `a process without a key leaves the work to one that has it, and else says what is missing`()
        async throws
    {
        let fixture = try ConnectFixture(configuration: { $0.kombo.apiKey = nil })
        var configuration = fixture.configuration
        configuration.kombo.apiKey = Secret(RemoteCredentials().komboKey)
        let host = try ConnectHost.start(configuration, listens: true)
        let helped = try await fixture.linked()
        #expect(helped.failure == nil)
        host.stop()
        var other = ConnectFixture.acme
        other.originID = "7"
        let id = try await fixture.admin.startConnect(other)
        let told = try await fixture.flow(id, "the failure") { $0.failure != nil }
        #expect(told.failure?.reason == .notConfigured)
        #expect(told.state == .details)
    }

    @Test func `who connected a system can be erased`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        let token = try #require(try fixture.kombo.press(try fixture.link(flow), tells: false))
        try await fixture.admin.submitConnectToken(Secret(token), for: flow.id)
        let connected = try await fixture.flow(flow.id, "connected") { $0.state.isConnected }
        let identity = try #require(PersonIdentity("Ada@Acme.example"))
        try await fixture.store.act { try ConnectErasing.erase(identity, in: $0) }
        #expect(try await fixture.store.connectFlow(flow.id)?.details.email == "")
        let id = try #require(connected.integrationID)
        #expect(try await fixture.store.connection(id)?.email == nil)
        #expect(try await fixture.store.connection(id)?.organisation == "Acme, Inc.")
    }

    @Test func `no token is left in the store once Kombo has judged it`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        let token = try #require(try fixture.kombo.press(try fixture.link(flow), tells: false))
        try await fixture.admin.submitConnectToken(Secret(token), for: flow.id)
        _ = try await fixture.flow(flow.id, "connected") { $0.state.isConnected }
        let kept = try await fixture.store.look { connection in
            try connection.first("SELECT count(*) FROM connect_flow WHERE token IS NOT NULL") { $0.integer(0) }
        }
        #expect(kept == 0)
        let entries = try await fixture.store.auditEntries(limit: 50)
        #expect(!entries.contains { "\($0)".contains(token) })
        #expect(!entries.contains { "\($0)".contains("token=") })
    }
}
