import CommandKit
import CoreServices
import Foundation
import TestSupport
import Testing

@testable import callboard

@MainActor
@Suite(.serialized)
struct InitCommandTests {
    @Test func `it says what it wrote and what to do next, without the secret`() throws {
        let directory = try TemporaryDirectory()
        let root = directory.url.standardizedFileURL.path
        let parsed = try CommandParser(CallboardProgram.command).parse(["init", "-d", "new"])
        guard case .run(_, let invocation) = parsed else {
            Issue.record("not understood")
            return
        }
        let descriptor = open(directory.path("out"), O_CREAT | O_WRONLY, 0o600)
        defer { close(descriptor) }
        let code = try InitCommand.run(
            invocation,
            surroundings: ConfigurationSurroundings(variables: ["HOME": root], currentDirectory: root),
            output: TextOutput(descriptor: descriptor)
        )
        #expect(code == .success)
        let text = try String(contentsOfFile: directory.path("out"), encoding: .utf8)
        #expect(text.hasPrefix("Wrote \(root)/new/callboard.json5\nWrote \(root)/new/callboard.secrets, which"))
        #expect(text.contains("https://YOUR-HOST/webhooks/komo/main/SECRET"))
        #expect(text.contains("callboard doctor --config '\(root)/new/callboard.json5'"))
        let secrets = try String(contentsOfFile: directory.path("new/callboard.secrets"), encoding: .utf8)
        let secret = try #require(secrets.firstMatch(of: /komo-main = ([0-9a-f]{64})\n/)?.1)
        #expect(!text.contains(secret))
    }
}
