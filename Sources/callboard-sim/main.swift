import CommandKit
import Foundation

let program = Command(
    "callboard-sim",
    summary: "Stand in for Komo and for the systems that workflows send to",
    subcommands: [
        KomoCommand.command, RemotesCommand.command, KomboCommand.command, KomboPressCommand.command,
    ]
)
exit(CommandRunner(program, version: "callboard-sim 0.1.0").run(Array(CommandLine.arguments.dropFirst())).rawValue)
