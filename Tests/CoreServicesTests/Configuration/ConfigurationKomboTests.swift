import Primitives
import Testing

@testable import CoreServices

struct ConfigurationKomboTests {
    private func fixture(_ text: String) throws -> ConfigurationFixture {
        var fixture = try ConfigurationFixture()
        fixture.variables["KEY"] = "kombo-key"
        fixture.variables["HOOK"] = "whsec_test"
        fixture.variables["ACME"] = "acme-0123456789abcdef"
        try fixture.write(text, to: "callboard.json5")
        return fixture
    }

    private func load(_ text: String) throws -> KomboConfiguration {
        let fixture = try fixture(text)
        return try withExtendedLifetime(fixture) { try fixture.loader.load().configuration.kombo }
    }

    /// The mistakes without their places.
    private func problems(_ text: String) throws -> [String] {
        try fixture("{}").mistakes(in: text).map { String($0.drop { $0 != " " }.dropFirst()) }
    }

    @Test func `without the section nothing can be connected`() throws {
        let kombo = try load("{}")
        #expect(kombo == KomboConfiguration())
        #expect(kombo.apiKey == nil)
        #expect(kombo.address == "https://api.kombo.dev/v1")
        #expect(kombo.libraryURL == "https://unpkg.com/@kombo-api/connect@1/dist/index.js")
    }

    @Test(arguments: zip(["eu", "us", "ca"], ["api.kombo.dev", "api.us.kombo.dev", "api.ca.kombo.dev"]))
    func `a region has its own address`(region: String, host: String) throws {
        #expect(try load("{ kombo: { region: '\(region)' } }").address == "https://\(host)/v1")
    }

    @Test func `everything can be said`() throws {
        let kombo = try load(
            """
            { kombo: { url: 'http://127.0.0.1:9000/v1/', allowNetworks: ['127.0.0.0/8'], apiKey: { env: 'KEY' },
              webhookSecrets: [{ env: 'HOOK' }], publicAddress: 'https://hub.example.com/', linkType: 'magic-link',
              connectLibrary: 'https://cdn.example.com/connect.js', language: 'de', rateLimit: 3,
              callers: [{ secrets: [{ env: 'ACME' }], email: 'hr@acme.example', organisation: 'Acme, Inc.',
                          originID: '36123', category: 'ATS', tool: 'greenhouse' }] } }
            """
        )
        #expect(kombo.address == "http://127.0.0.1:9000/v1")
        #expect(kombo.apiKey == Secret("kombo-key"))
        #expect(kombo.webhookSecrets == [Secret("whsec_test")])
        #expect(kombo.publicAddress == "https://hub.example.com")
        #expect(kombo.linkType == .magicLink)
        #expect(kombo.libraryURL == "https://cdn.example.com/connect.js")
        #expect(kombo.language == .german)
        #expect(kombo.rateLimit == RateLimit(perSecond: 3, burst: 30))
        let caller = try #require(kombo.callers.first)
        #expect(caller.name == "Acme, Inc.")
        #expect(caller.details.originID == "36123")
        #expect(caller.details.category == .ats)
        #expect(caller.details.tool == "greenhouse")
        #expect(caller.details.linkType == .embedded)
    }

    @Test func `a key is never written into the file, and http needs a network of one's own`() throws {
        let problems = try problems("{ kombo: { url: 'http://kombo.example/v1', apiKey: 'abc' } }")
        #expect(problems.count == 2)
        #expect(problems.contains { $0.hasPrefix("kombo.url: http sends the API key in the clear") })
        #expect(problems.contains { $0.hasPrefix("kombo.apiKey: a secret is never written here") })
    }

    @Test func `a region and an address exclude each other`() throws {
        let problems = try problems("{ kombo: { region: 'us', url: 'https://kombo.example/v1' } }")
        #expect(problems == ["kombo.url: region and url both say where Kombo is; remove one of them"])
    }

    @Test func `a caller must say for whom it makes links`() throws {
        let problems = try problems("{ kombo: { callers: [{ secrets: [{ env: 'ACME' }], email: 'nobody' }] } }")
        #expect(problems.contains { $0.hasPrefix("kombo.callers[0].originID: missing") })
        #expect(problems.contains { $0.hasPrefix("kombo.callers[0].email: the e-mail address has to look like") })
    }

    @Test func `what stands in a page cannot end an attribute`() throws {
        let problems = try problems("{ kombo: { connectLibrary: 'https://cdn.example/x.js\\\"><script>' } }")
        #expect(problems.count == 1)
    }
}
