import Database
import Primitives
import Simulator
import TestSupport
import Testing

@testable import CoreServices

/// A flow from its details to the first sync, in each of the ways there are, against a simulated Kombo.
struct ConnectFlowTests {
    @Test func `a pasted token connects, and the integration is followed to its first sync`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        #expect(ConnectStep.steps(of: flow).map(\.status) == [.done, .done, .current, .ahead, .ahead])
        let token = try #require(try fixture.kombo.press(try fixture.link(flow), tool: "personio", tells: false))
        try await fixture.admin.submitConnectToken(Secret("  \(token)\n"), for: flow.id)
        let connected = try await fixture.flow(flow.id, "connected") { $0.state.isConnected }
        #expect(connected.winner == .pastedToken)
        #expect(connected.failure == nil)
        let id = try #require(connected.integrationID)
        #expect(id.hasPrefix("personio:"))
        let found = try #require(try await fixture.store.connection(id))
        #expect(found.originID == "36123")
        #expect(found.flowID == flow.id)
        fixture.kombo.tellSync(id)
        let complete = try await fixture.flow(flow.id, "complete") { $0.state == .complete }
        #expect(ConnectStep.steps(of: complete).allSatisfy { $0.status == .done })
        let synced = try #require(try await fixture.store.connection(id))
        #expect(synced.setupStatus == .completed)
        #expect(synced.lastSync?.state == "SUCCEEDED")
        try await waitUntil("the look that tells the tool's name") {
            try await fixture.store.connection(id)?.toolLabel == "Personio"
        }
    }

    @Test func `Kombo's webhook connects without any token`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        _ = try fixture.kombo.press(try fixture.link(flow), tool: "hibob")
        let complete = try await fixture.flow(flow.id, "complete") { $0.state == .complete }
        #expect(complete.winner == .webhook)
        let id = try #require(complete.integrationID)
        let found = try #require(try await fixture.store.connection(id))
        let notices = try await fixture.store.connectNotices(of: found)
        #expect(Set(notices.map(\.type)) == ["integration-created", "sync-finished", "integration-state-changed"])
        #expect(notices.last?.outcome == "stored; flow \(flow.id) is connected")
        let events = try await fixture.store.page(.everything, at: .newest, limit: 10)
        #expect(events.rows.contains { "\($0)".contains("integration-created") })
    }

    @Test func `the webhook first, then the token: the token is not needed any more`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        let token = try #require(try fixture.kombo.press(try fixture.link(flow)))
        _ = try await fixture.flow(flow.id, "connected") { $0.state.isConnected }
        let refusal = await #expect(throws: OperatorRefusal.self) {
            try await fixture.admin.submitConnectToken(Secret(token), for: flow.id)
        }
        #expect(refusal?.description.contains("connected already, by Kombo's webhook") == true)
    }

    @Test func `the token first, then the webhook five times: one integration, one flow`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        let token = try #require(try fixture.kombo.press(try fixture.link(flow), tells: false))
        try await fixture.admin.submitConnectToken(Secret(token), for: flow.id)
        let connected = try await fixture.flow(flow.id, "connected") { $0.state.isConnected }
        let id = try #require(connected.integrationID)
        fixture.kombo.tellCreated(id, times: 5)
        try waitUntil("five answers") { fixture.kombo.answers(to: "integration-created").count == 5 }
        #expect(fixture.kombo.answers(to: "integration-created") == [200, 200, 200, 200, 200])
        let found = try #require(try await fixture.store.connection(id))
        try await waitUntil("the notice") { try await !fixture.store.connectNotices(of: found).isEmpty }
        let notices = try await fixture.store.connectNotices(of: found).filter { $0.type == "integration-created" }
        #expect(notices.map(\.outcome) == ["known already, from flow \(flow.id)"])
        #expect(try await fixture.store.connections().count == 1)
        #expect(try await fixture.store.connectFlow(flow.id)?.winner == .pastedToken)
    }

    @Test func `another customer's token stores nothing, says why, and leaves the flow where it was`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        var other = ConnectFixture.acme
        other.originID = "99999"
        other.organisation = "Globex"
        let foreign = try await fixture.linked(other)
        let token = try #require(try fixture.kombo.press(try fixture.link(foreign), tells: false))
        try await fixture.admin.submitConnectToken(Secret(token), for: flow.id)
        let after = try await fixture.flow(flow.id, "the failure") { $0.failure != nil }
        #expect(after.state == .waiting)
        #expect(after.failure?.reason == .tokenForeign)
        #expect(after.failure?.sentence.contains("origin 99999") == true)
        #expect(after.link == flow.link)
        #expect(try await fixture.store.connections().isEmpty)
        // The flow is not stuck: its own token still works.
        let own = try #require(try fixture.kombo.press(try fixture.link(flow), tells: false))
        try await fixture.admin.submitConnectToken(Secret(own), for: flow.id)
        let connected = try await fixture.flow(flow.id, "connected") { $0.state.isConnected }
        #expect(connected.failure == nil)
    }

    @Test func `a webhook with another origin id connects nobody and is kept`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        _ = try fixture.kombo.press(try fixture.link(flow), tells: false)
        let id = try #require(fixture.kombo.integrations.first)
        fixture.kombo.tellCreated(id, origin: "someone-else")
        try waitUntil("the answer") { fixture.kombo.answers(to: "integration-created") == [200] }
        fixture.kombo.tellCreated(id, isGenuine: false)
        try waitUntil("the refusal") { fixture.kombo.answers(to: "integration-created") == [200, 401] }
        try await waitUntil("the webhook to be taken over") {
            try await fixture.store.look { try ConnectInbox.isEmpty(in: $0) }
        }
        #expect(try await fixture.store.connectFlow(flow.id)?.state == .waiting)
        #expect(try await fixture.store.connections().isEmpty)
        let listening = try await fixture.store.connectListening()
        #expect(listening.runner?.address == "http://127.0.0.1:\(fixture.port)")
        #expect(listening.lastWebhookAt != nil)
        try await waitUntil("the refusal to be on record") {
            try await fixture.store.connectListening().lastRefusal == "bad signature (1 of 1 secret tried)"
        }
    }

    @Test func `a used, an expired and an unknown token are told apart, and the flow goes on waiting`() async throws {
        let fixture = try ConnectFixture(tellsWebhooks: false)
        let flow = try await fixture.linked()
        for (token, reason) in [("nonsense", ConnectFailure.Reason.tokenUnknown)] {
            try await fixture.admin.submitConnectToken(Secret(token), for: flow.id)
            let after = try await fixture.flow(flow.id, "\(reason)") { $0.failure?.reason == reason }
            #expect(after.state == .waiting)
        }
        let token = try #require(try fixture.kombo.press(try fixture.link(flow)))
        fixture.kombo.expireTokens()
        try await fixture.admin.submitConnectToken(Secret(token), for: flow.id)
        let after = try await fixture.flow(flow.id, "expired") { $0.failure?.reason == .tokenExpired }
        #expect(after.state == .waiting)
        // A new link brings a new token.
        try await fixture.admin.newConnectLink(flow.id)
        let again = try await fixture.flow(flow.id, "a new link") { $0.state == .waiting && $0.link != flow.link }
        let fresh = try #require(try fixture.kombo.press(try fixture.link(again)))
        try await fixture.admin.submitConnectToken(Secret(fresh), for: flow.id)
        _ = try await fixture.flow(flow.id, "connected") { $0.state.isConnected }
    }

    @Test func `a busy or broken Kombo is asked again by itself`() async throws {
        let fixture = try ConnectFixture("kombo:503@1-1", "kombo:reset@2-2")
        let flow = try await fixture.linked()
        #expect(flow.failure == nil)
        fixture.remotes.faults.set(try FaultRule("kombo:429=1@1-1"))
        let token = try #require(try fixture.kombo.press(try fixture.link(flow), tells: false))
        try await fixture.admin.submitConnectToken(Secret(token), for: flow.id)
        let waiting = try await fixture.flow(flow.id, "trouble or success") {
            $0.failure != nil || $0.state.isConnected
        }
        if let failure = waiting.failure {
            #expect(failure.reason == .rateLimited)
            #expect(waiting.state == .exchanging)
        }
        _ = try await fixture.flow(flow.id, "connected") { $0.state.isConnected }
    }

    @Test func `a wrong region's key leaves the flow open, and a new try with the right key goes on`() async throws {
        let fixture = try ConnectFixture(configuration: { $0.kombo.apiKey = Secret("key-of-the-us") })
        let id = try await fixture.admin.startConnect(ConnectFixture.acme)
        let refused = try await fixture.flow(id, "the refusal") { $0.failure != nil }
        #expect(refused.state == .details)
        #expect(refused.failure?.reason == .keyRefused)
        #expect(refused.hasSettled)
        fixture.configuration.kombo.apiKey = Secret(RemoteCredentials().komboKey)
        try fixture.restart()
        _ = try await fixture.flow(id, "a link") { $0.state == .waiting && $0.failure == nil }
    }

    @Test func `details that Kombo refuses end the flow with Kombo's words`() async throws {
        let fixture = try ConnectFixture()
        var details = ConnectFixture.acme
        details.tool = "greenhouse"
        let id = try await fixture.admin.startConnect(details)
        let failed = try await fixture.flow(id, "the refusal") { $0.failure != nil }
        #expect(failed.state == .failed)
        #expect(failed.failure?.sentence.contains("greenhouse is not available in the category HRIS") == true)
    }

    @Test func `two admins on one flow: one token wins, the other is told`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        let token = try #require(try fixture.kombo.press(try fixture.link(flow), tells: false))
        let viewer = try Store.open(fixture.store.directory, access: .viewer)
        defer { viewer.close() }
        let other = Operator(store: viewer, account: OperatorAccount(user: "kit", host: "stage"), isReadOnly: false)
        let mira = fixture.admin
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for admin in [mira, other] {
                group.addTask {
                    do {
                        try await admin.submitConnectToken(Secret(token), for: flow.id)
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.contains(true))
        let connected = try await fixture.flow(flow.id, "connected or refused") {
            $0.state.isConnected || $0.failure != nil
        }
        // Also when both came through, the token was exchanged once.
        #expect(connected.state.isConnected)
        #expect(try await fixture.store.connections().count == 1)
    }
}
