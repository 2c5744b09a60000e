import CommandKit
import Testing

struct HelpTextTests {
    private func help(_ words: String...) throws -> String {
        guard case .help(let chain) = try CommandParser(SampleProgram.program).parse(words + ["--help"]) else {
            return ""
        }
        return HelpText(chain).description
    }

    @Test func `the program's help`() throws {
        #expect(
            try help() == """
                Watch what happens.

                Usage: sample [options]
                       sample COMMAND [options]

                Without a command it opens the console, in which everything that arrives is
                shown as it arrives, newest first.

                A second paragraph.

                Commands:
                  events  Look at stored events
                  look    Look at something
                  fail    Fail

                Common options:
                      --data DIR   keep the store in DIR, whatever the configuration says about
                                   where it should be kept
                      --read-only  refuse to change anything
                  -h, --help       show this help
                  -V, --version    show the version

                Examples:
                  Look without touching:
                    $ sample --read-only

                Exit codes:
                  0    done
                  1    it did not work; the reason is on standard error
                  2    wrong command line or configuration, or no terminal where one is needed
                  130  stopped by Ctrl-C

                """
        )
    }

    @Test func `a command's help`() throws {
        #expect(
            try help("events", "ls") == """
                List events.

                Usage: sample events ls [options]
                Also called: list

                Options:
                  -n, --limit N       show at most N events
                      --where FILTER  show only events that match
                      --wait TIME     how long to wait
                      --size SIZE     how large it may be
                      --shape SHAPE   what it looks like
                  -j, --json          print one JSON object a line
                  -a, --all           print everything

                Common options:
                      --data DIR   keep the store in DIR, whatever the configuration says about
                                   where it should be kept
                      --read-only  refuse to change anything
                  -h, --help       show this help

                Examples:
                  Everything about one card:
                    $ sample events ls --where card:Acme

                Exit codes:
                  0  done
                  1  it did not work; the reason is on standard error
                  2  wrong command line or configuration, or no terminal where one is needed

                """
        )
        #expect(try help("events", "import").contains("Usage: sample events import [options] FILE...\n"))
        #expect(try help("look").contains("Usage: sample look [options] [TOPIC]\n"))
        #expect(try help("events").contains("Usage: sample events COMMAND [options]\n"))
    }
}
