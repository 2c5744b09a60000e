import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct ConfigurationInitialiserTests {
    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `what is written loads cleanly, with a secret that only the owner can read`() throws {
        let fixture = try ConfigurationFixture()
        let written = try ConfigurationInitialiser(directory: "\(fixture.root)/new/folder").write()
        #expect(written.configurationFile == "\(fixture.root)/new/folder/callboard.json5")
        #expect(try permissions(written.secretsFile) == 0o600)
        let loaded = try fixture.loader.load(file: written.configurationFile)
        #expect(loaded.warnings.isEmpty)
        let endpoint = try #require(loaded.configuration.komoEndpoints.first)
        guard case .secretPath(let secrets) = endpoint.authentication, let secret = secrets.first else {
            Issue.record("no secret path: \(endpoint)")
            return
        }
        #expect(endpoint.name == "main")
        #expect(secret.count == 64)
        let text = try String(contentsOfFile: written.secretsFile, encoding: .utf8)
        #expect(text.contains("/webhooks/komo/main/\(String(decoding: secret.exposed(), as: UTF8.self))\n"))
    }

    @Test func `every secret is another`() throws {
        let fixture = try ConfigurationFixture()
        let texts = try ["a", "b"].map { name in
            let written = try ConfigurationInitialiser(directory: "\(fixture.root)/\(name)").write()
            return try String(contentsOfFile: written.secretsFile, encoding: .utf8)
        }
        #expect(texts[0] != texts[1])
    }

    @Test(arguments: ["callboard.json5", "callboard.secrets"])
    func `a file that exists is left as it is and nothing else is written`(name: String) throws {
        let fixture = try ConfigurationFixture()
        let path = try fixture.write("mine", to: name)
        let failure = #expect(throws: ConfigurationInitialiser.Failure.self) {
            try ConfigurationInitialiser(directory: fixture.root).write()
        }
        #expect(failure?.description.hasPrefix("\(path) exists and is left as it is") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.root) == [name])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    }

    @Test func `a dangling link counts as a file that exists`() throws {
        let fixture = try ConfigurationFixture()
        try FileManager.default.createSymbolicLink(
            atPath: "\(fixture.root)/callboard.secrets",
            withDestinationPath: "\(fixture.root)/elsewhere"
        )
        #expect(throws: ConfigurationInitialiser.Failure.self) {
            try ConfigurationInitialiser(directory: fixture.root).write()
        }
        #expect(!FileManager.default.fileExists(atPath: "\(fixture.root)/elsewhere"))
    }

    @Test func `the keys behind slashes are known and the defaults they show are true`() throws {
        let fixture = try ConfigurationFixture()
        let slashes = /(?m)^(\s*)\/\/ (\w+: [^\s].*,)$/
        let uncommented = ConfigurationTemplate.configuration.replacing(slashes) { "\($0.1)\($0.2)" }
        #expect(uncommented.contains("\n    connectionLimit: 1024,\n"))
        for (name, mode) in [("tls/certificate.pem", 0o644), ("tls/private-key.pem", 0o600)] {
            try FileManager.default.createDirectory(
                atPath: "\(fixture.root)/tls",
                withIntermediateDirectories: true
            )
            try fixture.write("pem", to: name, permissions: mode)
        }
        let readerSecret = "acme-reads-0123456789abcdef"
        try fixture.write(
            "komo-main = \(ConfigurationFixture.secret)\nacme-reads = \(readerSecret)",
            to: "callboard.secrets"
        )
        try fixture.write(uncommented, to: "callboard.json5")
        let configuration = try fixture.loader.load().configuration
        var expected = Configuration(dataDirectory: "\(fixture.root)/data")
        expected.eventName = "My event"
        expected.timeZone = "Australia/Sydney"
        expected.themesDirectory = "\(fixture.root)/themes"
        expected.workflowsDirectory = "\(fixture.root)/workflows"
        expected.listener.certificateFile = "\(fixture.root)/tls/certificate.pem"
        expected.listener.privateKeyFile = "\(fixture.root)/tls/private-key.pem"
        expected.listener.rateLimit = RateLimit(perSecond: 100, burst: 200)
        expected.komoEndpoints = [
            EndpointConfiguration(
                name: "main",
                authentication: .secretPath([Secret(ConfigurationFixture.secret)])
            )
        ]
        expected.leads.api.rateLimit = RateLimit(perSecond: 50, burst: 100)
        expected.leads.api.readers = [
            .init(name: "Acme Corp", sponsor: "Acme Corp", secrets: [Secret(readerSecret)])
        ]
        expected.embed.hub = "https://yourevent.komo.site"
        expected.embed.publicURL = "https://callboard.example"
        expected.embed.origins = ["https://app.example"]
        #expect(configuration == expected)
    }
}
