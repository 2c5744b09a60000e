import Primitives
import Testing

@testable import CoreServices

struct DestinationConfigurationTests {
    private static let key = "0123456789abcdef0123456789abcdef"

    private func fixture() throws -> ConfigurationFixture {
        var fixture = try ConfigurationFixture()
        fixture.variables["KEY"] = Self.key
        fixture.variables["MAILCHIMP"] = "\(Self.key)-us6"
        fixture.variables["SLACK"] = "https://hooks.slack.com/services/T0/B0/x1y2z3"
        return fixture
    }

    private func load(_ destinations: String) throws -> [DestinationConfiguration] {
        let fixture = try fixture()
        try fixture.write("{ destinations: [\(destinations)] }", to: "callboard.json5")
        return try fixture.loader.load().configuration.destinations
    }

    @Test func `every kind is read with its own defaults`() throws {
        let loaded = try load(
            """
            { name: 'crm', kind: 'salesforce', url: 'https://acme.my.salesforce.com/',
              authorisation: { clientID: 'id', clientSecret: { env: 'KEY' } } },
            { name: 'news', kind: 'mailchimp', listID: 'abc123', authorisation: { secret: { env: 'MAILCHIMP' } } },
            { name: 'braze', kind: 'braze', url: 'https://rest.fra-01.braze.eu', authorisation: { secret: { env: 'KEY' } } },
            { name: 'hub', kind: 'hubspot', authorisation: { secret: { env: 'KEY' } } },
            { name: 'zoho', kind: 'zoho', url: 'https://www.zohoapis.eu',
              authorisation: { clientID: 'id', clientSecret: { env: 'KEY' }, refreshToken: { env: 'KEY' } } },
            { name: 'klaviyo', kind: 'klaviyo', authorisation: { secret: { env: 'KEY' } } },
            { name: 'segment', kind: 'segment', authorisation: { secret: { env: 'KEY' } } },
            { name: 'table', kind: 'airtable', baseID: 'app1', authorisation: { secret: { env: 'KEY' } } },
            { name: 'crew', kind: 'slack', authorisation: { secret: { env: 'SLACK' } } },
            { name: 'open', kind: 'http' },
            """
        )
        let secret = Secret(Self.key)
        #expect(
            loaded.map(\.baseURL) == [
                "https://acme.my.salesforce.com", "https://us6.api.mailchimp.com", "https://rest.fra-01.braze.eu",
                "https://api.hubapi.com", "https://www.zohoapis.eu", "https://a.klaviyo.com", "https://api.segment.io",
                "https://api.airtable.com", "https://hooks.slack.com", "",
            ]
        )
        #expect(
            loaded.map(\.authorisation) == [
                .clientCredentials(
                    tokenURL: "https://acme.my.salesforce.com/services/oauth2/token",
                    clientID: "id",
                    clientSecret: secret
                ),
                .basic(user: "callboard", password: Secret("\(Self.key)-us6")),
                .bearer(secret), .bearer(secret),
                .refreshToken(
                    tokenURL: "https://accounts.zoho.eu/oauth/v2/token",
                    clientID: "id",
                    clientSecret: secret,
                    refreshToken: secret
                ),
                .header(name: "Authorization", prefix: "Klaviyo-API-Key ", secret: secret),
                .header(
                    name: "Authorization",
                    prefix: "Basic ",
                    secret: Secret("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY6")
                ),
                .bearer(secret), .secretURL(Secret("https://hooks.slack.com/services/T0/B0/x1y2z3")), .none,
            ]
        )
        #expect(loaded[0].settings == ["apiVersion": "v61.0"])
        #expect(loaded[1].settings == ["listID": "abc123"])
        #expect(loaded[1].flow.concurrency == 10)
        #expect(loaded[7].flow.rate == RateLimit(perSecond: 5, burst: 5))
        #expect(loaded[8].flow.rate == RateLimit(perSecond: 1, burst: 1))
    }

    @Test func `limits, networks and signatures are read`() throws {
        let loaded = try load(
            """
            { name: 'acme', kind: 'http', url: 'http://10.1.2.3:8080/in', concurrency: 3, rate: 0.5, burst: 4,
              maximumAttempts: 7, connectTimeout: '2s', totalTimeout: '9s', idleTimeout: '4s', responseLimit: '64KiB',
              allowNetworks: ['10.1.0.0/16', 'fd00::/8'],
              authorisation: { profile: 'standard-webhooks', secret: { env: 'KEY' } } }
            """
        )
        var expected = DestinationConfiguration(
            name: "acme",
            kind: .http,
            baseURL: "http://10.1.2.3:8080/in",
            authorisation: .standardWebhooks(Secret(Self.key))
        )
        expected.flow.concurrency = 3
        expected.flow.rate = RateLimit(perSecond: 0.5, burst: 4)
        expected.maximumAttempts = 7
        expected.limits.connectTimeout = .seconds(2)
        expected.limits.totalTimeout = .seconds(9)
        expected.limits.idleTimeout = .seconds(4)
        expected.limits.responseLimitBytes = 64 << 10
        expected.allowedNetworks = [
            AddressRange(bytes: [10, 1, 0, 0], prefixLength: 16),
            AddressRange(bytes: [0xfd] + Array(repeating: 0, count: 15), prefixLength: 8),
        ]
        #expect(loaded == [expected])
    }

    @Test(arguments: [
        ("kind: 'http', nam: 'x'", "17: destinations[0].nam: unknown key; did you mean 'name'"),
        ("kind: 'htpp'", "9: destinations[0].kind: expected one of"),
        ("name: 'x'", "1: destinations[0].kind: missing; expected one of http, salesforce"),
        ("name: 'x', kind: 'braze', authorisation: { secret: { env: 'KEY' } }", "1: destinations[0].url: missing"),
        ("name: 'x', kind: 'braze', url: 'https://a.b'", "1: destinations[0].authorisation: missing; expected auth"),
        ("name: 'x', kind: 'http', listID: 'y'", "28: destinations[0].listID: the kind 'http' has no such key"),
        ("name: 'x', kind: 'http', url: 'ftp://a'", "33: destinations[0].url: expected a URL such as"),
        ("name: 'x', kind: 'http', url: 'https://u:p@a'", "33: destinations[0].url: expected a URL such as"),
        ("name: 'x', kind: 'http', url: 'http://a.b'", "33: destinations[0].url: http sends everything in the clear"),
        ("name: 'x', kind: 'http', allowNetworks: ['10.1.2.3/16']", "44: destinations[0].allowNetworks[0]: expected a"),
        ("name: 'x', kind: 'http', burst: 3", "35: destinations[0].burst: a burst needs a rate"),
        ("name: 'x', kind: 'http', rate: 0", "34: destinations[0].rate: expected requests a second"),
        ("name: 'a b', kind: 'http'", "9: destinations[0].name: expected letters, digits"),
        (
            "name: 'x', kind: 'mailchimp', authorisation: { secret: { env: 'KEY' } }",
            "65: destinations[0].authorisation.secret.env: a Mailchimp key ends in its data centre"
        ),
        (
            "name: 'x', kind: 'mailchimp', concurrency: 11, authorisation: { secret: { env: 'MAILCHIMP' } }",
            "46: destinations[0].concurrency: expected a whole number from 1 to 10, found 11"
        ),
        (
            "name: 'x', kind: 'slack', authorisation: { secret: { env: 'KEY' } }",
            "61: destinations[0].authorisation.secret.env: this secret is the whole URL"
        ),
        (
            "name: 'x', kind: 'slack', authorisation: { secret: { env: 'NO' } }",
            "61: destinations[0].authorisation.secret.env: the environment variable NO is not set"
        ),
        (
            "name: 'x', kind: 'http', url: 'https://a.b', authorisation: { secret: { env: 'KEY' } }",
            "63: destinations[0].authorisation.profile: missing; expected one of bearer"
        ),
        (
            "name: 'x', kind: 'http', url: 'https://a.b', authorisation: { profile: 'bearer', user: 'x', "
                + "secret: { env: 'KEY' } }",
            "84: destinations[0].authorisation.user: the profile 'bearer' has no such key"
        ),
        (
            "name: 'x', kind: 'hubspot', authorisation: { profile: 'basic' }",
            "57: destinations[0].authorisation.profile: the kind 'hubspot' takes bearer, not 'basic'"
        ),
        (
            "name: 'x', kind: 'salesforce', apiVersion: '61', url: 'https://a.b', authorisation: { clientID: 'i', "
                + "clientSecret: { env: 'KEY' } }",
            "46: destinations[0].apiVersion: expected a version such as 'v61.0'"
        ),
        ("name: 'x', kind: 'http' }, { name: 'x', kind: 'http'", "38: destinations[1].name: the destination 'x' is"),
    ])
    func `a mistake is told with its place`(members: String, expected: String) throws {
        let mistakes = try fixture().mistakes(in: "{ destinations: [\n{ \(members) }] }")
        #expect(mistakes.contains { $0.hasPrefix("2:\(expected)") }, "\(mistakes)")
        #expect(!mistakes.contains { $0.contains(Self.key) })
    }
}
