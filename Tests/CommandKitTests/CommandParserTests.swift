import CommandKit
import Primitives
import TestSupport
import Testing

struct CommandParserTests {
    @Test(arguments: [
        ["events", "ls", "--limit", "20"], ["events", "ls", "--limit=20"], ["events", "ls", "-n", "20"],
        ["events", "ls", "-n20"], ["events", "ls", "-n=20"], ["events", "ls", "-jan", "20"],
        ["event", "list", "--limit", "20"], ["events", "ls", "--limit", "20", "--"],
    ])
    func `every way to write an option gives its value`(words: [String]) throws {
        guard case .run(let command, let invocation) = try CommandParser(SampleProgram.program).parse(words) else {
            Issue.record("not a run")
            return
        }
        #expect(command.name == "ls")
        #expect(invocation.path == ["sample", "events", "ls"])
        #expect(invocation[SampleProgram.limit] == 20)
    }

    @Test func `values have their types and absent options are nil`() throws {
        let given = try SampleProgram.invocation(
            "events",
            "ls",
            "--wait",
            "1m30s",
            "--size",
            "64KiB",
            "--shape",
            "round",
            "-j"
        )
        #expect(given[SampleProgram.wait] == .seconds(90))
        #expect(given[SampleProgram.size] == 65_536)
        #expect(given[SampleProgram.shape] == .round)
        #expect(given[SampleProgram.json])
        #expect(!given[SampleProgram.all])
        #expect(given[SampleProgram.limit] == nil)
    }

    @Test func `shared options are taken before and after the command`() throws {
        #expect(try SampleProgram.invocation("--data", "a", "events", "ls")[SampleProgram.data] == "a")
        #expect(try SampleProgram.invocation("events", "--data=a", "ls")[SampleProgram.data] == "a")
        #expect(try SampleProgram.invocation("events", "ls", "--data", "a")[SampleProgram.data] == "a")
        #expect(try SampleProgram.invocation("--read-only")[SampleProgram.readOnly])
    }

    @Test func `an option that repeats keeps every value in order`() throws {
        let given = try SampleProgram.invocation("events", "ls", "--where", "-test", "--where=card:a=b")
        #expect(given.all(SampleProgram.filter) == ["-test", "card:a=b"])
    }

    @Test func `positional arguments are read by place`() throws {
        #expect(try SampleProgram.invocation("events", "show", "12")[SampleProgram.sequence] == 12)
        #expect(try SampleProgram.invocation("look")[SampleProgram.topic] == nil)
        #expect(try SampleProgram.invocation("look", "-j", "help")[SampleProgram.topic] == "help")
        #expect(try SampleProgram.invocation("look", "--", "--json")[SampleProgram.topic] == "--json")
        #expect(
            try SampleProgram.invocation("events", "import", "a", "-", "-j", "b").all(SampleProgram.files) == [
                "a", "-", "b",
            ]
        )
    }

    @Test(arguments: [
        (["evnts"], "unknown command 'evnts'; did you mean events."),
        (["events", "lst"], "unknown command 'lst'; did you mean ls."),
        (["hepl"], "unknown command 'hepl'; did you mean help."),
        (["quite-different"], "unknown command 'quite-different'."),
        (["help", "events", "sohw"], "unknown command 'sohw'; did you mean show."),
        (["events", "ls", "--limt", "3"], "unknown option --limt; did you mean --limit."),
        (["events", "ls", "--zzz"], "unknown option --zzz."),
        (["events", "ls", "-z"], "unknown option -z."),
        (["events", "ls", "-limit"], "unknown option -limit; did you mean --limit."),
        (["look", "--limit", "3"], "unknown option --limit."),
        (
            ["events", "ls", "--limit"],
            "--limit needs a value: write --limit N, which is a whole number from 1 to 100."
        ),
        (
            ["events", "ls", "--limit", "--json"],
            "--limit needs a value: write --limit N, which is a whole number from 1 to 100."
        ),
        (["events", "ls", "--limit", "101"], "--limit '101' is not a whole number from 1 to 100."),
        (["events", "ls", "--limit", "1", "-n", "2"], "-n is given twice; keep one."),
        (["events", "ls", "--limit="], "--limit '' is not a whole number from 1 to 100."),
        (["events", "ls", "--wait", "30"], "--wait '30' is not a time such as 30s or 5m, from 1s to 1h."),
        (["events", "ls", "--wait", "2h"], "--wait '2h' is not a time such as 30s or 5m, from 1s to 1h."),
        (["events", "ls", "--size", "1TB"], "--size '1TB' is not a size such as 512KiB or 1MiB, from 1KiB to 1MiB."),
        (["events", "ls", "--shape", "rond"], "--shape 'rond' is not round or square; did you mean round."),
        (["events", "ls", "--json=yes"], "--json takes no value; write --json alone."),
        (["events", "ls", "extra"], "unexpected argument 'extra'; leave it out, or quote words that belong together."),
        (["events", "show"], "missing SEQUENCE: the event's number."),
        (["events", "show", "x"], "SEQUENCE 'x' is not a whole number from 1 to 9223372036854775807."),
        (["events", "import"], "missing FILE: what to read."),
    ])
    func `a mistake is told in one sentence`(words: [String], message: String) {
        do {
            _ = try CommandParser(SampleProgram.program).parse(words)
            Issue.record("no mistake found in \(words)")
        } catch {
            #expect(error.message == message)
            #expect(error.description.hasSuffix(" --help'."))
        }
    }

    @Test(arguments: [
        (["--help"], "sample"), (["-h"], "sample"), (["help"], "sample"), (["events", "--help"], "events"),
        (["events"], "events"), (["help", "events", "ls"], "ls"), (["events", "ls", "--limit", "3", "-h"], "ls"),
        (["events", "ls", "--bogus", "--help"], "ls"), (["--help", "events"], "sample"),
        (["help", "event", "list", "--help"], "ls"),
    ])
    func `help is there wherever it is asked for`(words: [String], about: String) throws {
        guard case .help(let chain) = try CommandParser(SampleProgram.program).parse(words) else {
            Issue.record("no help for \(words)")
            return
        }
        #expect(chain.last?.name == about)
    }

    @Test(arguments: ["--version", "-V"])
    func `the version is asked of the program`(word: String) throws {
        guard case .version = try CommandParser(SampleProgram.program).parse([word]) else {
            Issue.record("no version")
            return
        }
    }

    @Test func `any line of words is read without a trap`() {
        var generator = SeededGenerator(seed: 20_261_122)
        let vocabulary = [
            "events", "ls", "show", "--", "-", "--limit", "--limit=", "-n", "-jan", "=", "--=", "---", "help", "-h", "",
            "--where", "\u{0}", "é", "-é", "--data", "12", "import", "-n=",
        ]
        for _ in 0..<2000 {
            let words = (0..<Int.random(in: 0...6, using: &generator)).compactMap { _ in
                vocabulary.randomElement(using: &generator)
            }
            guard let request = try? CommandParser(SampleProgram.program).parse(words) else { continue }
            if case .run(_, let invocation) = request { #expect(invocation.path.first == "sample") }
        }
    }
}
