import CommandKit
import Foundation
import Simulator

/// `callboard-sim kombo-press`: what a customer does with a link.
enum KomboPressCommand {
    static let link = CommandArgument(.text("LINK"), summary: "the link that the simulated Kombo made")
    static let tool = CommandOption("tool", .text("TOOL"), summary: "the system to connect, such as personio")
    static let fails = CommandFlag("fail", summary: "run into trouble instead")
    static let silent = CommandFlag("silent", summary: "send no webhook, so that only the token tells of it")

    static let command = Command(
        "kombo-press",
        summary: "Connect by a link of the simulated Kombo, and print the activation token",
        arguments: [link],
        options: [tool, fails, silent],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let token = try KomboCustomer.press(
            invocation[link] ?? "",
            tool: invocation[tool],
            outcome: invocation[fails] ? .fail : .connect,
            tells: !invocation[silent]
        )
        try TextOutput.standardOutput.line(token ?? "the simulated customer ran into trouble")
        return .success
    }
}
