import CommandKit
import Testing

struct CommandAuditTests {
    @Test func `a sound program has no mistakes`() {
        #expect(SampleProgram.program.audit().isEmpty)
    }

    @Test func `clashes, bad summaries and secrets on the command line are found`() {
        let twice = CommandFlag("json", short: "h", summary: "print JSON")
        let program = Command(
            "p",
            summary: "Does things.",
            sharedOptions: [twice],
            subcommands: [
                Command("a", summary: "A", options: [twice, CommandOption("api-token", .text("T"), summary: "it")]),
                Command("b", aliases: ["a"], summary: "B", options: [CommandFlag("help", summary: "mine")]),
            ]
        )
        #expect(
            program.audit() == [
                "p: -h is declared twice", "p: the command a is declared twice",
                "p: 'Does things.' is not one short line without a full stop",
                "p a: --json is declared twice", "p a: -h is declared twice", "p a: -h is declared twice",
                "p a: --api-token would put a secret into the process list",
                "p b: --help is declared twice", "p b: -h is declared twice",
            ]
        )
    }
}
