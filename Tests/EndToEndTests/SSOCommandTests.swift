import Foundation
import Glibc
import TestSupport
import Testing

/// Single sign-on as its operator and its callers meet it, with the real program.
@Suite(.serialized)
struct SSOCommandTests {
    private static let caller = "backend-0123456789abcdef"
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try folder.write(
            """
            { dataDirectory: "data", timeZone: "UTC", listener: { port: 0 },
              sso: { issuer: "event-console",
                keys: [{ id: "2026-05", algorithm: "HS256", secret: { env: "SSO" } }],
                callers: [{ name: "event-app", secrets: [{ env: "CALLER" }] }] } }
            """,
            to: "callboard.json5"
        )
    }

    private func command(_ arguments: [String]) throws -> ChildCommand {
        try .product(
            "callboard",
            arguments,
            environment: [
                "HOME": folder.path, "SSO": "0123456789abcdef0123456789abcdef", "CALLER": Self.caller,
            ],
            directory: folder.path
        )
    }

    private func run(_ arguments: String..., input: String = "") throws -> (
        exit: ProcessExit, output: String, error: String
    ) {
        try ChildProcess.run(command(arguments), input: input)
    }

    private func serve() throws -> (child: ChildProcess, port: UInt16) {
        let child = try ChildProcess.start(command(["serve"]))
        let output = try child.waitForOutput("the address") { $0.contains("\n") }
        let match = output.firstMatch(of: #/listening on http://127\.0\.0\.1:([0-9]+)/#)
        return (child, try #require(match.flatMap { UInt16($0.1) }))
    }

    @Test func `a token is issued, looked at, and its making is on record without it`() throws {
        let (child, port) = try serve()
        defer { child.stop() }
        let request = HTTPRequest(
            "POST",
            "/api/komo/auth-token",
            headers: ["Authorization": "Bearer \(Self.caller)"],
            body: Array(#"{"userId":"u-1","email":"ada@example.com"}"#.utf8)
        )
        let answer = try HTTPConnection.exchange(request, port: port)
        #expect(answer.status == 200)
        let body = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        let issued = try #require(body["token"] as? String)
        let looked = try run("sso", "inspect", "-", input: issued)
        #expect(looked.exit == .exited(0))
        #expect(looked.output.contains("nothing is wrong with it"))
        #expect(looked.output.contains("ada@example.com"))

        let masked = try run("sso", "mint", "--sub", "u-2", "--email", "grace@example.com", "--reason", "a test")
        #expect(masked.exit == .exited(0))
        #expect(masked.output.contains("key 2026-05"))
        #expect(!masked.output.contains("."), "a whole token has dots: \(masked.output)")
        let printed = try run("sso", "mint", "--stdin", "--print", input: #"{"userId":"u-3","name":"Kit Marlowe"}"#)
        let token = printed.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(token.split(separator: ".").count == 3)
        let audit = try run("audit", "ls")
        #expect(audit.output.contains("token for g•••@ex•••.com"))
        #expect(audit.output.contains("a test"))
        #expect(!audit.output.contains("grace@example.com"))
        #expect(!audit.output.contains(token.suffix(20)))
    }

    @Test func `what is wrong with a token is said in words, and in the exit code`() throws {
        let expired = try run("sso", "inspect", "-", input: "Bearer " + Self.expired + "\n")
        #expect(expired.exit == .exited(1))
        #expect(expired.output.contains("wrong: the signature does not match"))
        #expect(expired.output.contains("wrong: it expired "))
        let json = try run("sso", "inspect", "--json", input: Self.expired)
        #expect(json.output.contains("\"valid\":false"))
        let argument = try run("sso", "inspect", Self.expired)
        #expect(argument.exit == .exited(2))
        #expect(argument.error.contains("seen by everybody on this machine"))
        #expect(!argument.error.contains("eyJ"))
    }

    @Test func `nothing is signed without a key, a store or leave`() throws {
        #expect(try run("sso", "mint", "--sub", "u-1", "--read-only").exit == .exited(5))
        let nobody = try run("sso", "mint")
        #expect(nobody.exit == .exited(2))
        #expect(nobody.error.contains("--sub"))
        try folder.write("{ dataDirectory: \"data\" }", to: "none.json5")
        let keyless = try run("sso", "check", "--config", "none.json5")
        #expect(keyless.exit == .exited(2))
        #expect(keyless.error.contains("sso.keys"))
    }

    @Test func `the check walks through the recipe's tests`() throws {
        let result = try run("sso", "check")
        #expect(result.exit == .exited(0), "\(result.output)\(result.error)")
        for words in [
            "a trial token is signed and accepted", "In the Komo portal", "without a login form",
            "Look into Contacts in the Komo portal",
        ] { #expect(result.output.contains(words)) }
        let doctor = try run("doctor")
        #expect(doctor.output.contains("key 2026-05, HS256, 32 bytes: signs"))
    }

    /// HS256 under another secret, until 2023.
    private static let expired =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1LTEiLCJlbWFpbCI6ImFkYUBleGFtcGxlLmNvbSIsImZpcnN0X25hbWUiOiJBZGEiLCJsYXN0X25hbWUiOiJMb3ZlbGFjZSIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAzNjAwLCJpc3MiOiJldmVudC1jb25zb2xlIn0.z7qosnbkdeCec4IMWd3DrTLpDJUgd1ORUvJh2lbTmO8"
}
