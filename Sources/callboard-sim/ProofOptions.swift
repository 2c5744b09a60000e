import CommandKit
import Foundation
import Primitives
import Simulator

/// How requests prove where they come from, as options.
enum ProofOptions {
    enum Profile: String, CaseIterable, Sendable {
        case standardWebhooks = "standard-webhooks"
        case hmacSHA256 = "hmac-sha256"
        case staticHeader = "static-header"
        case none
    }

    static let profile = CommandOption<Profile>(
        "profile",
        .choice(placeholder: "NAME"),
        summary: "standard-webhooks, hmac-sha256, static-header or none [none]"
    )
    static let secretVariable = CommandOption(
        "secret-env",
        .text("NAME"),
        summary: "the environment variable that holds the secret"
    )
    static let secretFile = CommandOption("secret-file", .path("FILE"), summary: "the file that holds the secret")
    static let header = CommandOption(
        "header",
        .text("NAME"),
        summary: "for hmac-sha256 [X-Signature] and static-header [Authorization]"
    )
    static let prefix = CommandOption(
        "prefix",
        .anyText("TEXT"),
        summary: "before the value in that header [none; 'Bearer ']"
    )
    static let encoding = CommandOption<SenderAuthentication.Encoding>(
        "encoding",
        .choice(placeholder: "NAME"),
        summary: "hex, base64 or base64url, for hmac-sha256 [hex]"
    )

    static let all: [any DeclaresOption] = [profile, secretVariable, secretFile, header, prefix, encoding]

    static func authentication(
        _ invocation: Invocation,
        _ environment: [String: String]
    ) throws -> SenderAuthentication {
        switch invocation[profile] ?? .none {
        case .none:
            return .none
        case .standardWebhooks:
            return .standardWebhooks(try secret(invocation, environment))
        case .hmacSHA256:
            return .hmacSHA256(
                header: invocation[header] ?? "X-Signature",
                prefix: invocation[prefix] ?? "",
                encoding: invocation[encoding] ?? .hex,
                secret: try secret(invocation, environment)
            )
        case .staticHeader:
            return .staticHeader(
                name: invocation[header] ?? "Authorization",
                prefix: invocation[prefix] ?? "Bearer ",
                secret: try secret(invocation, environment)
            )
        }
    }

    private static func secret(_ invocation: Invocation, _ environment: [String: String]) throws -> Secret {
        if let name = invocation[secretVariable] {
            guard let value = environment[name], !value.isEmpty else {
                throw WrongCommandLine("the environment variable named by --secret-env is not set; set it.")
            }
            return Secret(value)
        }
        if let path = invocation[secretFile] {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw WrongCommandLine("the file named by --secret-file cannot be read; check its permissions.")
            }
            return Secret(text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        throw WrongCommandLine("give the secret by --secret-env NAME or --secret-file FILE.")
    }
}

/// A command line whose parts do not go together, in one sentence.
struct WrongCommandLine: ProvidesExitCode, CustomStringConvertible {
    let message: String
    /// The subcommand whose help tells more.
    let subcommand: String

    init(_ message: String, subcommand: String = "komo") {
        self.message = message
        self.subcommand = subcommand
    }

    var exitCode: ExitCode { .usage }
    var description: String { "\(message) See 'callboard-sim \(subcommand) --help'." }
}
