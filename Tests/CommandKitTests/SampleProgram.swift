import CommandKit
import Primitives

/// A small program with every kind of option, for the tests of the parser and of the help.
enum SampleProgram {
    enum Shape: String, CaseIterable, Sendable {
        case round, square
    }

    static let limit = CommandOption("limit", short: "n", .integer(1...100), summary: "show at most N events")
    static let filter = CommandOption("where", .text("FILTER"), repeats: true, summary: "show only events that match")
    static let wait = CommandOption(
        "wait",
        .duration(.seconds(1)...Duration.seconds(3600)),
        summary: "how long to wait"
    )
    static let size = CommandOption("size", .byteCount(1 << 10...1 << 20), summary: "how large it may be")
    static let shape = CommandOption(
        "shape",
        ValueKind<Shape>.choice(placeholder: "SHAPE"),
        summary: "what it looks like"
    )
    static let json = CommandFlag("json", short: "j", summary: "print one JSON object a line")
    static let all = CommandFlag("all", short: "a", summary: "print everything")
    static let data = CommandOption(
        "data",
        .path("DIR"),
        summary: "keep the store in DIR, whatever the configuration says about where it should be kept"
    )
    static let readOnly = CommandFlag("read-only", summary: "refuse to change anything")
    static let sequence = CommandArgument(.integer(1...Int.max, placeholder: "SEQUENCE"), summary: "the event's number")
    static let files = CommandArgument(.path("FILE"), .atLeastOne, summary: "what to read")
    static let topic = CommandArgument(.text("TOPIC"), .optional, summary: "what to look at")

    static let program = Command(
        "sample",
        summary: "Watch what happens",
        discussion: """
            Without a command it opens the console, in which everything that arrives is shown as it arrives, \
            newest first.

            A second paragraph.
            """,
        sharedOptions: [data, readOnly],
        subcommands: [
            Command(
                "events",
                aliases: ["event"],
                summary: "Look at stored events",
                subcommands: [
                    Command(
                        "ls",
                        aliases: ["list"],
                        summary: "List events",
                        options: [limit, filter, wait, size, shape, json, all],
                        examples: [.init("sample events ls --where card:Acme", "Everything about one card:")],
                        action: { _ in .success }
                    ),
                    Command("show", summary: "Show one event", arguments: [sequence], action: { _ in .success }),
                    Command(
                        "import",
                        summary: "Read events",
                        arguments: [files],
                        options: [json],
                        action: { _ in .success }
                    ),
                ]
            ),
            Command(
                "look",
                summary: "Look at something",
                arguments: [topic],
                options: [json],
                action: { _ in .pending }
            ),
            Command("fail", summary: "Fail", action: { _ in throw Broken() }),
        ],
        examples: [.init("sample --read-only", "Look without touching:")],
        exitCodes: [.success, .failure, .usage, .interrupted],
        action: { _ in .interrupted }
    )

    struct Broken: ProvidesExitCode, CustomStringConvertible {
        var exitCode: ExitCode { .expired }
        var description: String { "it broke\u{1b}[2J; try again." }
    }

    static func invocation(_ words: String...) throws -> Invocation {
        guard case .run(_, let invocation) = try CommandParser(program).parse(words) else { throw Broken() }
        return invocation
    }
}
