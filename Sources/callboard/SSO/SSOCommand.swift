import CommandKit
import CoreServices

/// `callboard sso`: tokens by which Komo knows who somebody is.
enum SSOCommand {
    static let command = Command(
        "sso",
        summary: "Sign a token by hand, say what is wrong with one, and check single sign-on",
        subcommands: [SSOMintCommand.command, SSOInspectCommand.command, SSOCheckCommand.command]
    )
}

/// There is nothing to sign with.
struct NoSigningKey: ProvidesExitCode, CustomStringConvertible {
    var exitCode: ExitCode { .usage }
    var description: String {
        "no key is configured that signs; name one under sso.keys in callboard.json5, such as "
            + "{ id: '2026-05', algorithm: 'HS256', secret: { secret: 'komo-sso' } }"
    }
}
