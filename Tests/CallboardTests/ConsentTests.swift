import CommandKit
import Foundation
import TestSupport
import Testing

@testable import callboard

@Suite(.serialized)
struct ConsentTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func invocation(_ words: String...) throws -> Invocation {
        let request = try CommandParser(CallboardProgram.command).parse(["failures", "retry", "1"] + words)
        guard case .run(_, let invocation) = request else { throw TestFailure("not understood") }
        return invocation
    }

    @Test(arguments: [("y", true), ("Yes", true), ("n", false), ("", false), (nil, false)])
    func `only a yes is a yes`(answer: String?, isYes: Bool) throws {
        let descriptor = open(directory.path("out"), O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        defer { close(descriptor) }
        let consent = Consent(isTerminal: true, output: TextOutput(descriptor: descriptor)) { answer }
        let invocation = try invocation()
        if isYes {
            #expect(throws: Never.self) { try consent.ask("Retry 1 step?", invocation) }
        } else {
            let refusal = #expect(throws: Declined.self) { try consent.ask("Retry 1 step?", invocation) }
            #expect(refusal?.exitCode == .refused)
        }
        #expect(try String(contentsOfFile: directory.path("out"), encoding: .utf8) == "Retry 1 step? [y/N] ")
    }

    @Test func `without a terminal nobody is asked, and --yes needs none`() throws {
        let consent = Consent(isTerminal: false) { "y" }
        let refusal = #expect(throws: NoTerminalToAsk.self) { try consent.ask("Retry?", invocation()) }
        #expect(refusal?.exitCode == .usage)
        #expect(throws: Never.self) { try consent.ask("Retry?", invocation("--yes")) }
    }

    @Test func `a dry run is no change`() throws {
        #expect(throws: ReadOnlyRefusal.self) {
            try Consent.check(invocation("--read-only"), "failures retry", "sends")
        }
        #expect(throws: Never.self) {
            try Consent.check(invocation("--read-only", "--dry-run"), "failures retry", "sends")
        }
    }
}
