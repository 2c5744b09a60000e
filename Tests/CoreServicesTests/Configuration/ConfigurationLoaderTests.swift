import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct ConfigurationLoaderTests {
    @Test func `every key is read`() throws {
        var fixture = try ConfigurationFixture()
        fixture.variables["KOMO_SECRET"] = ConfigurationFixture.secret
        try fixture.write("# comment\n\nkomo-main = \(ConfigurationFixture.secret)\n", to: "callboard.secrets")
        try fixture.write("\(ConfigurationFixture.secret)\n", to: "old-secret")
        try fixture.write("pem", to: "tls.pem", permissions: 0o644)
        try fixture.write("pem", to: "tls.key", permissions: 0o600)
        try fixture.write(
            """
            // every key once
            {
              eventName: 'Expo Hub 2026', timeZone: "Australia/Sydney",
              dataDirectory: 'data', theme: 'light', themesDirectory: '~/themes', uplink: { drainRate: 2.5 },
              workflowsDirectory: '~/flows',
              listener: {
                host: '0.0.0.0', port: 9000, certificateFile: 'tls.pem', privateKeyFile: 'tls.key',
                bodyLimit: '2MiB', headerLimit: 8192, connectionLimit: 200, connectionLimitPerAddress: 100,
                rateLimit: 50, idleTimeout: '1m', requestTimeout: '10s',
              },
              komo: { endpoints: [
                { name: 'main', authentication: { profile: 'secret-path', secrets: [{ secret: 'komo-main' }] } },
                { name: 'header', authentication: {
                  profile: 'static-header', header: 'Authorization', prefix: 'Bearer ',
                  secrets: [{ env: 'KOMO_SECRET' }, { file: 'old-secret' }] } },
                { name: 'hmac', authentication: {
                  profile: 'hmac-sha256', header: 'X-Signature', prefix: 'sha256=', encoding: 'base64',
                  secrets: [{ env: 'KOMO_SECRET' }] } },
                { name: 'standard', authentication: {
                  profile: 'standard-webhooks', tolerance: '2m', secrets: [{ env: 'KOMO_SECRET' }] } },
              ] },
              sponsors: [{ name: 'Acme Corp', tag: 'sponsor:acme', cards: ['card-1', 'Acme *'] }],
            }
            """,
            to: "callboard.json5"
        )
        let loaded = try fixture.loader.load()
        let secret = Secret(ConfigurationFixture.secret)
        var expected = Configuration(dataDirectory: "\(fixture.root)/data")
        expected.eventName = "Expo Hub 2026"
        expected.timeZone = "Australia/Sydney"
        expected.theme = "light"
        expected.themesDirectory = "\(fixture.root)/home/themes"
        expected.uplinkDrainRate = 2.5
        expected.workflowsDirectory = "\(fixture.root)/home/flows"
        expected.listener.host = "0.0.0.0"
        expected.listener.port = 9000
        expected.listener.certificateFile = "\(fixture.root)/tls.pem"
        expected.listener.privateKeyFile = "\(fixture.root)/tls.key"
        expected.listener.bodyLimitBytes = 2 << 20
        expected.listener.headerLimitBytes = 8192
        expected.listener.connectionLimit = 200
        expected.listener.connectionLimitPerAddress = 100
        expected.listener.rateLimit = RateLimit(perSecond: 50, burst: 100)
        expected.listener.idleTimeout = .seconds(60)
        expected.listener.requestTimeout = .seconds(10)
        expected.komoEndpoints = [
            EndpointConfiguration(name: "main", authentication: .secretPath([secret])),
            EndpointConfiguration(
                name: "header",
                authentication: .staticHeader(name: "Authorization", prefix: "Bearer ", secrets: [secret, secret])
            ),
            EndpointConfiguration(
                name: "hmac",
                authentication: .hmacSHA256(
                    header: "X-Signature",
                    encoding: .base64,
                    prefix: "sha256=",
                    secrets: [secret]
                )
            ),
            EndpointConfiguration(
                name: "standard",
                authentication: .standardWebhooks(secrets: [secret], tolerance: .seconds(120))
            ),
        ]
        expected.sponsors = [SponsorRule(name: "Acme Corp", tag: "sponsor:acme", cards: ["card-1", "Acme *"])]
        #expect(loaded.configuration == expected)
        #expect(loaded.warnings.isEmpty)
        #expect(loaded.file == "\(fixture.root)/callboard.json5")
    }

    @Test func `without a file the defaults hold and a warning says so`() throws {
        let fixture = try ConfigurationFixture()
        let loaded = try fixture.loader.load()
        #expect(loaded.file == nil)
        #expect(loaded.configuration.dataDirectory == "\(fixture.root)/home/.local/share/callboard")
        #expect(loaded.configuration.listener.host == "127.0.0.1")
        #expect(loaded.configuration.listener.port == 8787)
        #expect(
            loaded.configuration.komoEndpoints == [EndpointConfiguration(name: "main", authentication: .none)]
        )
        #expect(loaded.warnings.map(\.message).contains { $0.contains("callboard init") })
    }

    @Test func `an empty object is a configuration that warns about the open endpoint`() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write("{}", to: "callboard.json5")
        let warnings = try fixture.loader.load().warnings
        #expect(warnings.map(\.key) == ["komo.endpoints"])
    }

    @Test func `the option wins over the variable, which wins over the folders`() throws {
        var fixture = try ConfigurationFixture()
        let manager = FileManager.default
        try manager.createDirectory(atPath: fixture.directory.path("xdg/callboard"), withIntermediateDirectories: true)
        fixture.variables["XDG_CONFIG_HOME"] = "\(fixture.root)/xdg"
        let user = try fixture.write("{ eventName: 'user' }", to: "xdg/callboard/callboard.json5")
        #expect(fixture.loader.locate(explicit: nil) == user)
        let here = try fixture.write("{ eventName: 'here' }", to: "callboard.json5")
        #expect(fixture.loader.locate(explicit: nil) == here)
        let named = try fixture.write("{ eventName: 'variable' }", to: "variable.json5")
        fixture.variables["CALLBOARD_CONFIG"] = "variable.json5"
        #expect(fixture.loader.locate(explicit: nil) == named)
        try fixture.write("{ eventName: 'option' }", to: "option.json5")
        let loaded = try fixture.loader.load(file: "./option.json5", dataDirectory: "elsewhere")
        #expect(loaded.configuration.eventName == "option")
        #expect(loaded.configuration.dataDirectory == "\(fixture.root)/elsewhere")
    }

    @Test func `a file that is named and missing is a mistake`() throws {
        let fixture = try ConfigurationFixture()
        let error = #expect(throws: ConfigurationError.self) { try fixture.loader.load(file: "none.json5") }
        let text = try #require(error).description
        #expect(
            text == "\(fixture.root)/none.json5: cannot be opened (No such file or directory); name another file with "
                + "--config or write one with 'callboard init'"
        )
        let folder = #expect(throws: ConfigurationError.self) { try fixture.loader.load(file: ".") }
        #expect(try #require(folder).description.contains("is not a file"))
    }
}
