import Primitives
import Simulator
import TestSupport
import Testing

@testable import CoreServices

/// Kombo's API against the simulated one, which follows its OpenAPI document.
struct KomboClientTests {
    private final class Setting {
        let remotes: SimulatedRemotes
        let http: HTTPClient
        let client: KomboClient
        let configuration: KomboConfiguration

        init(
            _ faults: String...,
            key: String = "simulated-kombo-key",
            options: (inout RemotesOptions) -> Void = { _ in }
        ) throws {
            var settings = RemotesOptions()
            settings.faults = try faults.map { try FaultRule($0) }
            options(&settings)
            remotes = try SimulatedRemotes.start(settings)
            http = try HTTPClient()
            var configuration = KomboConfiguration()
            configuration.customAddress = "\(remotes.baseURL)/kombo/v1"
            configuration.allowedNetworks = [AddressRange(bytes: [127, 0, 0, 0], prefixLength: 8)]
            configuration.apiKey = Secret(key)
            self.configuration = configuration
            client = try #require(KomboClient(configuration, http: http))
        }

        func stop() {
            http.stop()
            remotes.stop()
        }
    }

    private static let acme = ConnectFixture.acme

    @Test func `every field of the details reaches Kombo, and its link comes back whole`() async throws {
        let setting = try Setting { $0.kombo.linkLength = 2000 }
        defer { setting.stop() }
        var details = Self.acme
        details.tool = "personio"
        details.remoteEnvironment = "sandbox"
        details.language = .german
        details.scopeConfigID = "B1hu5NGyhdjSq5X3hxEz4bAN"
        details.enablesFiltering = true
        details.enablesFieldMapping = true
        let link = try await setting.client.createLink(details)
        let text = String(decoding: link.exposed(), as: UTF8.self)
        #expect(text.utf8.count == 2000)
        #expect(text.hasPrefix("\(setting.remotes.baseURL)/kombo-connect/v1?token="))
        let token = try #require(try setting.remotes.kombo.press(text))
        let found = try await setting.client.integration(token: Secret(token))
        #expect(found.tool == "personio")
        #expect(found.originID == "36123")
        #expect(found.organisation == "Acme, Inc.")
        #expect(found.email == "ada@acme.example")
        #expect(found.setupStatus == .incomplete)
    }

    @Test func `an integration is looked at, disabled, enabled, linked anew and deleted`() async throws {
        let setting = try Setting { $0.kombo.syncDelay = .seconds(3600) }
        defer { setting.stop() }
        let link = try await setting.client.createLink(Self.acme)
        _ = try setting.remotes.kombo.press(String(decoding: link.exposed(), as: UTF8.self), tool: "hibob")
        let id = try #require(setting.remotes.kombo.integrations.first)
        #expect(id.hasPrefix("hibob:"))
        var standing = try await setting.client.integration(id)
        #expect(standing.toolLabel == "HiBob")
        #expect(standing.category == .hris)
        #expect(standing.setupStatus == .finalSyncPending)
        try await setting.client.setEnabled(false, id)
        standing = try await setting.client.integration(id)
        #expect(standing.state == .inactive)
        try await setting.client.setEnabled(true, id)
        _ = try await setting.client.relink(id, Self.acme)
        let refused = await #expect(throws: ConnectFailure.self) { try await setting.client.setupLink(id, Self.acme) }
        #expect(refused?.reason == .inputRefused)
        try await setting.client.delete(id)
        let gone = await #expect(throws: ConnectFailure.self) { try await setting.client.integration(id) }
        #expect(gone?.reason == .integrationUnknown)
    }

    @Test func `tools are listed by category, and completed by what is typed`() async throws {
        let setting = try Setting()
        defer { setting.stop() }
        let tools = try await setting.client.tools(.ats)
        #expect(
            tools.contains(
                ConnectTool(id: "greenhouse", label: "Greenhouse", guideURL: "https://help.example/greenhouse")
            )
        )
        #expect(!tools.contains { $0.id == "factorial" })
        #expect(tools.completions(of: "gre").map(\.id) == ["greenhouse"])
        #expect(tools.completions(of: "HR").map(\.id) == ["bamboohr"])
    }

    @Test func `a refused key says so, and names the region that it may belong to`() async throws {
        let setting = try Setting(key: "key-of-another-region")
        defer { setting.stop() }
        let failure = await #expect(throws: ConnectFailure.self) { try await setting.client.checkAPIKey() }
        #expect(failure?.reason == .keyRefused)
        #expect(failure?.nextStep.contains("kombo.region") == true)
        #expect(failure?.description.contains("key-of-another-region") == false)
    }

    @Test func `a token works once, for a while, and only if Kombo gave it`() async throws {
        let setting = try Setting()
        defer { setting.stop() }
        let kombo = setting.remotes.kombo
        let link = try await setting.client.createLink(Self.acme)
        let token = Secret(try #require(try kombo.press(String(decoding: link.exposed(), as: UTF8.self))))
        _ = try await setting.client.integration(token: token)
        let used = await #expect(throws: ConnectFailure.self) { try await setting.client.integration(token: token) }
        #expect(used?.reason == .tokenUsed)
        let other = try await setting.client.createLink(Self.acme)
        let late = Secret(try #require(try kombo.press(String(decoding: other.exposed(), as: UTF8.self))))
        kombo.expireTokens()
        let expired = await #expect(throws: ConnectFailure.self) { try await setting.client.integration(token: late) }
        #expect(expired?.reason == .tokenExpired)
        let unknown = await #expect(throws: ConnectFailure.self) {
            try await setting.client.integration(token: Secret("no/such token?"))
        }
        #expect(unknown?.reason == .tokenUnknown)
    }

    @Test(
        arguments: [
            ("kombo:429=7", ConnectFailure.Reason.rateLimited), ("kombo:503", .unavailable),
            ("kombo:500", .unavailable),
            ("kombo:403", .addressNotListed), ("kombo:reset", .network), ("kombo:invalid-json", .unexpectedAnswer),
            ("kombo:truncated", .network), ("kombo:redirect=http://127.0.0.1:1/", .inputRefused),
        ]
    )
    func `every fault is a sentence and a next step`(fault: String, reason: ConnectFailure.Reason) async throws {
        let setting = try Setting(fault)
        defer { setting.stop() }
        let failure = try #require(
            await #expect(throws: ConnectFailure.self) { try await setting.client.createLink(Self.acme) }
        )
        #expect(failure.reason == reason)
        #expect(!failure.sentence.isEmpty && !failure.nextStep.isEmpty)
        #expect(failure.isPassing == [.rateLimited, .unavailable, .network].contains(reason))
        if reason == .rateLimited { #expect(failure.retryAfterSeconds == 7) }
    }

    @Test func `an address inside the own network is not asked unless that is allowed`() async throws {
        let setting = try Setting()
        defer { setting.stop() }
        var configuration = setting.configuration
        configuration.allowedNetworks = []
        let client = try #require(KomboClient(configuration, http: setting.http))
        let failure = await #expect(throws: ConnectFailure.self) { try await client.checkAPIKey() }
        #expect(failure?.reason == .network)
        #expect(failure?.nextStep.contains("kombo.allowNetworks") == true)
    }

    @Test func `without a key nothing is asked`() async throws {
        let desk = try ConnectDesk(KomboConfiguration())
        defer { desk.close() }
        let failure = await #expect(throws: ConnectFailure.self) { try await desk.checkAPIKey() }
        #expect(failure?.reason == .notConfigured)
    }
}
