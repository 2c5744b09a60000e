import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct ConfigurationSecretTests {
    private static let place = "komo.endpoints[0].authentication.secrets[0]"

    private func mistakes(
        _ reference: String,
        profile: String = "profile: 'secret-path'",
        fixture: ConfigurationFixture
    ) throws -> [String] {
        let text =
            "{ komo: { endpoints: [{ name: 'a', authentication: { \(profile),\n secrets: [\n\(reference)] } }] } }"
        return try fixture.mistakes(in: text)
    }

    @Test func `a secret that is not there is told with its place`() throws {
        let fixture = try ConfigurationFixture()
        #expect(
            try mistakes("{ env: 'ABSENT' }", fixture: fixture) == [
                "3:8: \(Self.place).env: the environment variable ABSENT is not set; set it before starting callboard"
            ]
        )
        #expect(
            try mistakes("{ file: 'absent' }", fixture: fixture)
                == ["3:9: \(Self.place).file: DIR/absent cannot be opened (No such file or directory)"]
        )
        #expect(
            try mistakes("{ secret: 'komo' }", fixture: fixture) == [
                "DIR/callboard.secrets: cannot be opened (No such file or directory); it holds the secrets that the "
                    + "configuration names"
            ]
        )
        try fixture.write("komo-main = \(ConfigurationFixture.secret)", to: "callboard.secrets")
        #expect(
            try mistakes("{ secret: 'komo-mian' }", fixture: fixture) == [
                "3:11: \(Self.place).secret: 'komo-mian' is not in DIR/callboard.secrets; did you mean 'komo-main'"
            ]
        )
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o660])
    func `a secret that others can read is refused`(permissions: Int) throws {
        let fixture = try ConfigurationFixture()
        try fixture.write(ConfigurationFixture.secret, to: "komo", permissions: permissions)
        #expect(
            try mistakes("{ file: 'komo' }", fixture: fixture)
                == ["3:9: \(Self.place).file: others can read DIR/komo; run: chmod 600 'DIR/komo'"]
        )
        try fixture.write("komo = \(ConfigurationFixture.secret)", to: "callboard.secrets", permissions: permissions)
        #expect(
            try mistakes("{ secret: 'komo' },{ secret: 'komo' }", fixture: fixture) == [
                "DIR/callboard.secrets: others can read DIR/callboard.secrets; run: chmod 600 'DIR/callboard.secrets'"
            ]
        )
    }

    @Test(arguments: [
        (
            "profile: 'secret-path'", "short-one",
            "this secret has 9 bytes; expected at least 16, such as the output of: openssl rand -hex 32"
        ),
        (
            "profile: 'secret-path'", "with/slash/0123456789abcdef",
            "this secret becomes part of a URL; expected letters, digits and - . _ ~ only"
        ),
        (
            "profile: 'static-header', header: 'X'", "with space 0123456789abcdef",
            "this secret is sent in a header; expected visible ASCII characters without spaces"
        ),
        (
            "profile: 'standard-webhooks'", "whsec_not-base64-at-all!",
            "a standard-webhooks secret is base64, after whsec_; copy it again from the sender's settings"
        ),
    ])
    func `a weak or unusable secret is refused and never shown`(
        profile: String,
        secret: String,
        message: String
    ) throws {
        var fixture = try ConfigurationFixture()
        fixture.variables["KOMO"] = secret
        let found = try mistakes("{ env: 'KOMO' }", profile: profile, fixture: fixture)
        #expect(found == ["3:8: \(Self.place).env: \(message)"])
        #expect(!found.joined().contains(secret))
    }

    @Test func `mistakes in the secrets file name the line and nothing of it`() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write(
            "# fine\ngood = \(ConfigurationFixture.secret)\n  hunter2\nbad name = hunter2\nempty =\ngood = hunter2\n",
            to: "callboard.secrets"
        )
        let found = try mistakes("{ secret: 'good' }", fixture: fixture)
        #expect(
            found == [
                "DIR/callboard.secrets:3:3: expected 'name = value', found no '='",
                "DIR/callboard.secrets:4:1: expected a name of letters, digits and - . _ before '='",
                "DIR/callboard.secrets:5:1: expected a value after '=', found none",
                "DIR/callboard.secrets:6:1: this name is given twice; keep one line",
            ]
        )
    }

    @Test(arguments: ["{}", "{ env: 'A', file: 'b' }"])
    func `a secret has exactly one place`(reference: String) throws {
        let forms = ConfigurationMistakeTests.secretForms
        #expect(
            try mistakes(reference, fixture: ConfigurationFixture()) == ["3:1: \(Self.place): expected one of \(forms)"]
        )
    }

    @Test func `a named pipe is refused instead of waited for`() throws {
        let fixture = try ConfigurationFixture()
        #expect(mkfifo("\(fixture.root)/pipe", 0o600) == 0)
        #expect(
            try mistakes("{ file: 'pipe' }", fixture: fixture)
                == ["3:9: \(Self.place).file: DIR/pipe is not a file"]
        )
    }
}
