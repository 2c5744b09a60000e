import Testing

@testable import CoreServices

struct ConfigurationMistakeTests {
    static let profiles = "standard-webhooks, secret-path, static-header, hmac-sha256, none"
    static let secretForms = "{ env: 'NAME' }, { file: 'PATH' } or { secret: 'NAME' }"

    @Test(arguments: [
        ("", "1:1: expected a value, found the end of the file"),
        ("[]", "1:1: expected an object { ... }, found a list"),
        ("{\n  theme: 'dark'\n  listener: {}\n}", "3:3: expected ',' or '}', found 'l'"),
        ("{\n  theme: dark,\n}", "2:10: expected a value, found the word 'dark'; write text in quotes"),
        ("{ theme: 'dark }\n", "1:10: expected a closing quote on the same line, found the end of the line"),
        (
            "{\n listener: {\n  port: 1,\n",
            "4:1: expected a name or '}' to close what line 2 opens, found the end of the file"
        ),
        ("{ theme: 'a',\n  theme: 'b' }", "2:3: 'theme' is given twice, first on line 1"),
        ("{ /* never closed", "1:3: expected '*/' after this '/*', found the end of the file"),
        ("{ listener: { port: 08 } }", "1:21: expected a number, found '08'"),
        ("{ eventName: 'ünï', theme = 1 }", "1:27: expected ':' after 'theme', found '='"),
    ])
    func `text that is not JSON5 is told with line and column`(text: String, message: String) throws {
        #expect(try ConfigurationFixture().mistakes(in: text) == [message])
    }

    @Test(arguments: [
        ("{ thme: 'dark' }", "1:3: thme: unknown key; did you mean 'theme'"),
        ("{\n\tlistener: { prot: 1 } }", "2:14: listener.prot: unknown key; did you mean 'port'"),
        ("{ komo: { zzz: 1 } }", "1:11: komo.zzz: unknown key; expected one of endpoints"),
        ("{ eventName: 3 }", "1:14: eventName: expected text in quotes, found a number"),
        ("{ eventName: '' }", "1:14: eventName: expected text of 1 to 80 characters, found an empty text"),
        ("{ eventName: 'a\\u001b[2J' }", "1:14: eventName: expected text on one line, found a control character"),
        (
            "{ timeZone: 'Australia/Sidney' }",
            "1:13: timeZone: expected a time zone such as 'Australia/Sydney', did you mean 'Australia/Sydney'"
        ),
        (
            "{ uplink: { drainRate: 0 } }",
            "1:24: uplink.drainRate: expected steps a second from 0.01 to 100000, found 0"
        ),
        (
            "{ sponsors: [{ name: 'Acme', extensionData: { key: 'id' } }] }",
            "1:45: sponsors[0].extensionData: expected a key and a value, such as { key: 'sponsor_id', value: 'acme' }"
        ),
        (
            "{ sponsors: [{ name: 'Acme', cards: ['x'], goal: 0 }] }",
            "1:50: sponsors[0].goal: expected a whole number from 1 to 1000000000, found 0"
        ),
        (
            "{ leads: { consent: 'maybe' } }",
            "1:21: leads.consent: expected one of not-refused, opted-in, everyone, found 'maybe'"
        ),
        (
            "{ leads: { api: { readers: [{ sponsor: '*' }] } } }",
            "1:29: leads.api.readers[0].secrets: missing; expected a list such as [{ secret: 'komo-main' }]"
        ),
        ("{ uplink: { rate: 20 } }", "1:13: uplink.rate: unknown key; expected one of drainRate"),
        ("{ listener: [] }", "1:13: listener: expected an object { ... }, found a list"),
        ("{ listener: { port: 65536 } }", "1:21: listener.port: expected a whole number from 0 to 65535, found 65536"),
        ("{ listener: { port: '80' } }", "1:21: listener.port: expected a whole number from 0 to 65535, found '80'"),
        ("{ listener: { port: 1.5 } }", "1:21: listener.port: expected a whole number from 0 to 65535, found 1.5"),
        (
            "{ listener: { host: 'example.com' } }",
            "1:21: listener.host: expected an IP address such as 127.0.0.1, ::1 or 0.0.0.0, or localhost"
        ),
        (
            "{ listener: { bodyLimit: '1TB' } }",
            "1:26: listener.bodyLimit: expected a size such as '1MiB', from 1KiB to 64MiB, found '1TB'"
        ),
        (
            "{ listener: { idleTimeout: 30 } }",
            "1:28: listener.idleTimeout: expected a time such as '30s' or '5m', from 1s to 10m, found 30"
        ),
        (
            "{ listener: { connectionLimit: 10, connectionLimitPerAddress: 11 } }",
            "1:63: listener.connectionLimitPerAddress: expected at most connectionLimit, which is 10"
        ),
        (
            "{ listener: { certificateFile: '/etc/passwd' } }",
            "1:32: listener.certificateFile: TLS needs both files; give privateKeyFile too"
        ),
        ("{ komo: { endpoints: [] } }", "1:22: komo.endpoints: expected at least one endpoint, found none"),
        (
            "{ komo: { endpoints: [{ name: 'a' }] } }",
            "1:23: komo.endpoints[0]: an endpoint needs authentication, "
                + "such as authentication: { profile: 'secret-path', ... }"
        ),
        (
            "{ komo: { endpoints: [{ authentication: { profile: 'none' } }] } }",
            "1:23: komo.endpoints[0]: an endpoint needs a name, such as name: 'main'"
        ),
        (
            "{ komo: { endpoints: [{ name: 'A b', authentication: { profile: 'none' } }] } }",
            "1:31: komo.endpoints[0].name: expected lower-case letters, digits and '-', "
                + "since it becomes part of the URL"
        ),
        (
            "{ komo: { endpoints: [{ name: 'a', authentication: {} }] } }",
            "1:52: komo.endpoints[0].authentication.profile: missing; expected one of \(profiles)"
        ),
        (
            "{ komo: { endpoints: [{ name: 'a', authentication: { profile: 'hmac' } }] } }",
            "1:63: komo.endpoints[0].authentication.profile: expected one of \(profiles), found 'hmac'; "
                + "did you mean 'hmac-sha256'"
        ),
        (
            "{ komo: { endpoints: [{ name: 'a', authentication: { profile: 'none', header: 'x' } }] } }",
            "1:71: komo.endpoints[0].authentication.header: the profile 'none' has no such key; "
                + "remove it or choose another profile"
        ),
        (
            "{ komo: { endpoints: [{ name: 'a', authentication: { profile: 'secret-path' } }] } }",
            "1:52: komo.endpoints[0].authentication.secrets: missing; expected a list such as "
                + "[{ secret: 'komo-main' }]"
        ),
        (
            "{ komo: { endpoints: [{ name: 'a', authentication: { profile: 'secret-path', secrets: ['hunter2'] } }] } }",
            "1:88: komo.endpoints[0].authentication.secrets[0]: a secret is never written here; "
                + "say where it is kept: \(secretForms)"
        ),
        ("{ sponsors: [{ cards: [] }] }", "1:14: sponsors[0]: a sponsor needs a name"),
        (
            "{ sponsors: [{ name: 'A' }] }",
            "1:14: sponsors[0].cards: missing; expected a list of card ids or names, such as ['Acme *'], or a tag or extensionData"
        ),
        (
            "{ sponsors: [{ name: 'A', cards: [1] }] }",
            "1:35: sponsors[0].cards[0]: expected text in quotes, found a number"
        ),
    ])
    func `a wrong value is told with line, column, key and what was expected`(
        text: String,
        message: String
    ) throws {
        #expect(try ConfigurationFixture().mistakes(in: text) == [message])
    }

    @Test func `all mistakes are reported in the order of the file`() throws {
        let text = """
            {
              thme: 'dark',
              listener: {
                port: 'x',
                privateKeyFile: 'missing.key',
              },
              komo: { endpoints: [
                { name: 'main', authentication: { profile: 'none' } },
                { name: 'main', authentication: { profile: 'none' } },
              ] },
              sponsors: 7,
            }
            """
        #expect(
            try ConfigurationFixture().mistakes(in: text) == [
                "2:3: thme: unknown key; did you mean 'theme'",
                "4:11: listener.port: expected a whole number from 0 to 65535, found 'x'",
                "5:21: listener.privateKeyFile: TLS needs both files; give certificateFile too",
                "5:21: listener.privateKeyFile: DIR/missing.key cannot be opened (No such file or directory)",
                "9:13: komo.endpoints[1].name: the endpoint 'main' is given twice; rename one",
                "11:13: sponsors: expected a list [ ... ], found a number",
            ]
        )
    }

    @Test(arguments: ["0.0.0.0", "192.0.2.1", "::"])
    func `an endpoint without proof is refused off loopback`(host: String) throws {
        let fixture = try ConfigurationFixture()
        let rest =
            "asks for no proof, which is allowed only on loopback, and listener.host is '\(host)'; "
            + "choose a profile with a secret, or the host 127.0.0.1"
        #expect(
            try fixture.mistakes(in: "{ listener: { host: '\(host)' } }")
                == ["1:1: komo.endpoints: the endpoint 'main' \(rest)"]
        )
        let open =
            "{ listener: { host: '\(host)' },\n komo: { endpoints: [{ name: 'x', authentication: { profile: 'none' } }] } }"
        #expect(
            try fixture.mistakes(in: open)
                == ["2:62: komo.endpoints[0].authentication.profile: the endpoint 'x' \(rest)"]
        )
    }

    @Test(arguments: ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
    func `an endpoint without proof is allowed on loopback with a warning`(host: String) throws {
        let fixture = try ConfigurationFixture()
        try fixture.write(
            "{ listener: { host: '\(host)' }, komo: { endpoints: [{ name: 'x', authentication: { profile: 'none' } }] } }",
            to: "callboard.json5"
        )
        let loaded = try fixture.loader.load()
        #expect(loaded.warnings.map(\.key) == ["komo.endpoints[0].authentication.profile"])
    }
}
