import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard sso inspect`.
enum SSOInspectCommand {
    private static let source = CommandArgument(
        .text("-"),
        .optional,
        summary: "a dash; the token is read from standard input, never from the command line"
    )

    static let command = Command(
        "inspect",
        summary: "Say what a token says, and in words what is wrong with it",
        discussion: """
            Checks it with the configured keys, issuer and audience as Komo would. Needs no store and keeps nothing. \
            Exit code 1 when anything is wrong with the token.
            """,
        arguments: [source],
        options: [WorkflowOptions.json],
        examples: [.init("callboard sso inspect -", "Paste a token, to see why Komo shows a login form:")],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        if let given = invocation[source], given != "-" { throw TokenOnCommandLine() }
        let configuration = try SharedOptions.loadConfiguration(invocation).configuration
        if isatty(STDIN_FILENO) == 1 {
            try TextOutput.standardError.line("paste the token, then press Enter and Ctrl-D")
        }
        let token = Self.token(in: Array(try StandardInput.read(limit: 64 << 10)))
        let now = WallClock.system.now()
        let inspection = TokenInspection(token, configuration: configuration.sso, at: now)
        let zone = configuration.zone
        try CommandOutput(invocation).show(
            json: Self.json(inspection),
            lines: inspection.lines { $0.text(secondsFromUTC: zone.secondsFromGMT(for: $0.date)) }.flatMap {
                FieldLines.lines([($0.name, $0.value)])
            }
                + (inspection.problems.isEmpty
                    ? ["nothing is wrong with it"] : inspection.problems.map { "wrong: \($0)" })
        )
        return inspection.problems.isEmpty ? .success : .failure
    }

    /// The token alone, as people copy it: with white space or quotes around it, or `Bearer` before it.
    static func token(in bytes: [UInt8]) -> [UInt8] {
        var rest = bytes[...].drop { $0 <= 0x20 || $0 == UInt8(ascii: "\"") }
        if rest.starts(with: "Bearer ".utf8) || rest.starts(with: "bearer ".utf8) { rest = rest.dropFirst(7) }
        while let last = rest.last, last <= 0x20 || last == UInt8(ascii: "\"") { rest.removeLast() }
        return Array(rest)
    }

    private static func json(_ inspection: TokenInspection) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("valid", .bool(inspection.problems.isEmpty))
        line.add("problems", .array(inspection.problems.map { .string($0) }))
        line.add("signed_by", .text(inspection.examination.key?.id))
        line.add("header", .object(inspection.examination.header))
        line.add("claims", inspection.examination.claims.map { .object($0.all) })
        return line
    }
}

/// A token was given where the process list shows it.
struct TokenOnCommandLine: ProvidesExitCode, CustomStringConvertible {
    var exitCode: ExitCode { .usage }
    var description: String {
        "a token on the command line is seen by everybody on this machine; give a dash and send it to standard input: "
            + "callboard sso inspect - < token.txt"
    }
}
