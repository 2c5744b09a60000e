import CommandKit
import Foundation

let program = Command(
    "callboard-sim",
    summary: "Stand in for Komo: post realistic traffic over HTTP",
    subcommands: [KomoCommand.command]
)
exit(CommandRunner(program, version: "callboard-sim 0.1.0").run(Array(CommandLine.arguments.dropFirst())).rawValue)
