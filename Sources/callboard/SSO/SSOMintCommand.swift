import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard sso mint`.
enum SSOMintCommand {
    private static let subject = CommandOption("sub", .text("ID"), summary: "the user's unique id in the event app")
    private static let email = CommandOption("email", .text("ADDRESS"), summary: "the user's e-mail address")
    private static let firstName = CommandOption("first-name", .text("NAME"), summary: "the user's first name")
    private static let lastName = CommandOption("last-name", .text("NAME"), summary: "the user's last name")
    private static let lifetime = CommandOption(
        "lifetime",
        .duration(.seconds(1)...Duration.seconds(86_400)),
        summary: "how long it holds, such as 5m; otherwise as configured"
    )
    private static let fromInput = CommandFlag(
        "stdin",
        summary: "read the user from standard input, as the JSON that the auth endpoint takes"
    )
    private static let show = CommandFlag("print", summary: "print the token itself, and nothing else")

    static let command = Command(
        "mint",
        summary: "Sign a token for one user, to try single sign-on out",
        discussion: """
            Whoever has the token is that user to Komo until it runs out, so it is printed only with --print, and the \
            audit record keeps who made one and when. The token's id, key and times are shown otherwise.
            """,
        options: [
            subject, email, firstName, lastName, fromInput, lifetime, show, WorkflowOptions.reason,
            WorkflowOptions.json,
        ],
        examples: [
            .init("callboard sso mint --sub u-1 --email ada@example.com --lifetime 5m", "See that a key signs:"),
            .init("callboard sso mint --sub u-1 --print | callboard sso inspect -", "Look at what it says:"),
        ],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        if invocation[SharedOptions.readOnly] {
            throw ReadOnlyRefusal("sso mint", "makes a token with which somebody can be another person")
        }
        let identity = try identity(invocation)
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        guard let minter = TokenMinter(reading.configuration.sso) else { throw NoSigningKey() }
        let acting = reading.acting
        let life = invocation[lifetime]
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let token = try waitFor {
            try await acting.mintToken(
                for: identity,
                with: minter,
                lifetime: life,
                place: "command line",
                reason: reason
            )
        }
        let output = CommandOutput(invocation)
        if invocation[show], !output.isJSON {
            try output.output.line(String(decoding: token.text.exposed(), as: UTF8.self))
        } else {
            try output.show(json: json(token, isShown: invocation[show]), lines: lines(token, reading))
        }
        return .success
    }

    private static func identity(_ invocation: Invocation) throws -> TokenIdentity {
        do {
            guard invocation[fromInput] else {
                return try TokenIdentity(
                    subject: invocation[subject] ?? "",
                    email: invocation[email],
                    firstName: invocation[firstName],
                    lastName: invocation[lastName]
                )
            }
            let user = try NamedUser(Array(StandardInput.read(limit: 16 << 10)))
            return try TokenIdentity(
                subject: invocation[subject] ?? user.subject ?? "",
                email: invocation[email] ?? user.email,
                firstName: invocation[firstName] ?? user.firstName,
                lastName: invocation[lastName] ?? user.lastName
            )
        } catch let problem as TokenIdentity.Unusable {
            let hint = invocation[fromInput] || invocation[subject] != nil ? "" : "; give it with --sub, or use --stdin"
            throw UnusableTokenInput(description: problem.message + hint)
        } catch let problem as MalformedBody {
            throw UnusableTokenInput(description: problem.description)
        }
    }

    private static func lines(_ token: MintedToken, _ reading: WorkflowReading) -> [String] {
        FieldLines.lines([
            ("token", token.maskedText), ("signed with", "\(token.algorithm.rawValue), key \(token.keyID)"),
            ("issuer", reading.configuration.sso.issuer), ("audience", reading.configuration.sso.audience),
            ("issued", reading.text(token.issuedAt)), ("holds until", reading.text(token.expiresAt)),
            ("", "--print prints the token itself"),
        ])
    }

    private static func json(_ token: MintedToken, isShown: Bool) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("algorithm", .string(token.algorithm.rawValue))
        line.add("kid", .string(token.keyID))
        line.add("issued_at", .time(token.issuedAt))
        line.add("expires_at", .time(token.expiresAt))
        if isShown { line.add("token", .string(String(decoding: token.text.exposed(), as: UTF8.self))) }
        return line
    }
}

/// A user or a token that cannot be read.
struct UnusableTokenInput: ProvidesExitCode, CustomStringConvertible {
    let description: String
    var exitCode: ExitCode { .usage }
}
