import CommandKit
import Foundation
import Testing

@testable import callboard

@Suite(.serialized)
struct CallboardProgramTests {
    /// Every command with the chain that leads to it.
    static let chains: [[Command]] = {
        func below(_ chain: [Command]) -> [[Command]] {
            [chain] + (chain.last?.subcommands ?? []).flatMap { below(chain + [$0]) }
        }
        return below([CallboardProgram.command])
    }()

    @Test func `the declarations are sound and no option takes a secret`() {
        #expect(CallboardProgram.command.audit().isEmpty)
    }

    @Test func `no line of any help is wider than 80 columns`() {
        #expect(Self.chains.count == 75)
        for chain in Self.chains {
            for line in HelpText(chain).description.split(separator: "\n") {
                #expect(line.count <= HelpText.width, "\(line)")
            }
        }
    }

    @Test func `every example is a command line that is understood`() throws {
        for example in Self.chains.compactMap(\.last).flatMap(\.examples) {
            let line = example.line.split(separator: "&&").map(String.init)[0]
            let words = line.split(separator: "|")[0].split(separator: ">")[0]
                .replacing(/'[^']*'/) { $0.output.replacing(" ", with: "_") }
                .split(separator: " ").map(String.init)
            #expect(words.first == "callboard")
            #expect(throws: Never.self, "\(example.line)") {
                try CommandParser(CallboardProgram.command).parse(Array(words.dropFirst()))
            }
        }
    }

    @Test func `the help of events ls`() throws {
        let chain = try #require(Self.chains.first { $0.map(\.name) == ["callboard", "events", "ls"] })
        #expect(
            HelpText(chain).description == """
                List stored events, newest first.

                Usage: callboard events ls [options]
                Also called: list

                Columns: number, time received, trigger, place, person, key fields. Lines keep
                to the width of the terminal or of COLUMNS, and to none in a pipe or file.

                With --json each line holds an event whole, as 'events import' takes it.

                Options:
                  -w, --where FILTER  only events that match, as in the console:
                                      'trigger:Prize.Won -test'
                  -n, --limit N       at most N events; otherwise 100, or all with --json
                  -r, --oldest-first  begin with the oldest event
                  -j, --json          print one JSON object a line

                Common options:
                      --config FILE  read FILE instead of looking for callboard.json5
                      --data DIR     keep the store in DIR
                      --read-only    refuse everything that changes the world
                      --theme NAME   use the theme NAME, such as dark or light
                      --ascii        draw with ASCII characters only
                      --no-colour    draw without colours, as NO_COLOR does
                      --mouse        take clicks and the wheel; Shift then selects text
                  -h, --help         show this help

                Examples:
                  The latest entries for one sponsor:
                    $ callboard events ls --where 'card:Acme -test' --limit 20
                  Everything, for another machine:
                    $ callboard events ls --json --oldest-first > events.ndjson

                Exit codes:
                  0  done
                  1  it did not work; the reason is on standard error
                  2  wrong command line or configuration, or no terminal where one is needed

                """
        )
    }
}
