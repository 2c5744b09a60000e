import Primitives
import Simulator
import TestSupport
import Testing

@testable import CoreServices

/// A destination whose access tokens run out.
struct ReauthorisationTests {
    private static let workflow = """
        { name: 'Lead', trigger: 'Gameplay.DataCaptured', steps: [
            { id: 'create', action: 'http.request', destination: 'crm', method: 'POST', repeatable: 'keyed',
              url: '/services/data/v61.0/sobjects/Lead',
              body: { LastName: 'Lovelace', Company: 'Acme', Email: '{{ contact.email }}' } } ] }
        """

    @Test func `a token that ran out is fetched anew, once, and that is no further attempt`() async throws {
        // The second request is the first with a token.
        let remotes = try Self.remotes("salesforce:token-expiry@2-2")
        defer { remotes.stop() }
        let fixture = try Self.fixture(remotes)
        try await fixture.post()
        try await fixture.waitForSteps(["create:succeeded"])
        #expect(try fixture.rows("SELECT attempt FROM step") == ["1"])
        #expect(try fixture.rows("SELECT outcome FROM attempt") == ["success"])
        let seen = remotes.ledger.summary(of: "salesforce")
        #expect(seen.processed == 1)
        #expect(seen.answers == [200: 2, 401: 1, 201: 1])
    }

    @Test func `a destination that refuses every token is tried at the usual intervals, then the step is dead`()
        async throws
    {
        let remotes = try Self.remotes("salesforce:token-expiry")
        defer { remotes.stop() }
        let fixture = try Self.fixture(remotes)
        try await fixture.post()
        try await fixture.waitFor("the first attempt") { try !fixture.rows("SELECT id FROM attempt").isEmpty }
        fixture.clock.skip(.seconds(10))
        try await fixture.waitForSteps(["create:dead"])
        #expect(try fixture.rows("SELECT status FROM attempt") == ["401", "401"])
        let seen = remotes.ledger.summary(of: "salesforce")
        #expect(seen.processed == 0)
        // Each attempt twice with a token, and no more.
        #expect(seen.answers[401] == 4)
        #expect(try await fixture.store.failureGroups().map(\.status) == [401])
    }

    private static func remotes(_ fault: String) throws -> SimulatedRemotes {
        var options = RemotesOptions()
        options.faults = [try FaultRule(fault)]
        return try SimulatedRemotes.start(options)
    }

    private static func fixture(_ remotes: SimulatedRemotes) throws -> EngineFixture {
        let adjust = { (configuration: inout Configuration) in
            let credentials = RemoteCredentials()
            var crm = DestinationConfiguration(
                name: "crm",
                kind: .http,
                baseURL: "\(remotes.baseURL)/salesforce",
                authorisation: .clientCredentials(
                    tokenURL: "\(remotes.baseURL)/salesforce/services/oauth2/token",
                    clientID: credentials.salesforceClientID,
                    clientSecret: Secret(credentials.salesforceClientSecret)
                )
            )
            crm.allowedNetworks = configuration.destinations[0].allowedNetworks
            crm.maximumAttempts = 2
            configuration.destinations = [crm]
        }
        return try EngineFixture([workflow], adjust: adjust)
    }
}

/// A remote that echoes what it was sent.
struct EchoingRemoteTests {
    @Test func `neither the access token nor the client's secret is kept, however a remote echoes them`() async throws {
        let fixture = try EngineFixture([EngineFixture.posting()]) { request in
            if request.target == "/token" {
                return .init(200, body: Array(#"{"access_token":"tok-3141592653","token_type":"Bearer"}"#.utf8))
            }
            let told = request.headers["Authorization"] ?? "nothing"
            return .init(422, headers: ["X-Echo": told], body: Array("you said \(told) and s3cret-of-the-client".utf8))
        } adjust: { configuration in
            let base = configuration.destinations[0].baseURL
            configuration.destinations[0].authorisation = .clientCredentials(
                tokenURL: "\(base)/token",
                clientID: "client",
                clientSecret: Secret("s3cret-of-the-client")
            )
        }
        try await fixture.post()
        try await fixture.waitForSteps(["post:dead"])
        #expect(fixture.remote.requests.last?.headers["Authorization"] == "Bearer tok-3141592653")
        let kept = try fixture.rows(
            "SELECT coalesce(message, '') || request || response || coalesce(cause, '') FROM attempt"
        )
        let text = try #require(kept.first)
        #expect(text.contains("you said Bearer •••"))
        #expect(!text.contains("tok-3141592653"))
        #expect(!text.contains("s3cret-of-the-client"))
        let group = try #require(try await fixture.store.failureGroups().first)
        #expect(!group.message.contains("tok-3141592653"))
    }
}
