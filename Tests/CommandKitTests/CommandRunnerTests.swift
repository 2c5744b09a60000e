import Foundation
import TestSupport
import Testing

@testable import CommandKit

@MainActor
struct CommandRunnerTests {
    private func run(_ words: String...) throws -> (code: ExitCode, output: String, errors: String) {
        let directory = try TemporaryDirectory()
        let output = open(directory.path("out"), O_CREAT | O_WRONLY, 0o600)
        let errors = open(directory.path("err"), O_CREAT | O_WRONLY, 0o600)
        defer {
            close(output)
            close(errors)
        }
        let runner = CommandRunner(
            SampleProgram.program,
            version: "sample 1.2",
            output: TextOutput(descriptor: output),
            errors: TextOutput(descriptor: errors)
        )
        let code = runner.run(words)
        return (
            code, try String(contentsOfFile: directory.path("out"), encoding: .utf8),
            try String(contentsOfFile: directory.path("err"), encoding: .utf8)
        )
    }

    @Test func `the action's exit code is the process's`() throws {
        #expect(try run("look") == (.pending, "", ""))
        #expect(try run() == (.interrupted, "", ""))
    }

    @Test func `a wrong line is told on standard error with exit code 2`() throws {
        let result = try run("lok")
        #expect(result.code == .usage)
        #expect(result.output.isEmpty)
        #expect(result.errors == "sample: unknown command 'lok'; did you mean look. See 'sample --help'.\n")
    }

    @Test func `an error chooses its exit code and cannot act on the terminal`() throws {
        let result = try run("fail")
        #expect(result.code == .expired)
        #expect(!result.errors.contains("\u{1b}"))
        #expect(result.errors.hasSuffix("; try again.\n"))
        #expect(try !run("\u{1b}]0;title\u{7}").errors.contains("\u{1b}"))
    }

    @Test func `the version is one line`() throws {
        #expect(try run("--version") == (.success, "sample 1.2\n", ""))
    }

    @Test func `a reader that went away ends the command quietly`() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let closed = TextOutput(descriptor: ends[1])
        let runner = CommandRunner(SampleProgram.program, version: "1", output: closed, errors: closed)
        #expect(runner.run(["--help"]) == .success)
    }

    @Test func `output that cannot be written is a failure`() throws {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let output = TextOutput(descriptor: full)
        #expect(throws: TextOutput.WriteFailure.self) { try output.line("text") }
        let runner = CommandRunner(SampleProgram.program, version: "1", output: output, errors: output)
        #expect(runner.run(["--version"]) == .failure)
    }
}
