import Foundation
import Glibc
import Primitives
import Simulator
import TestSupport
import Testing

/// `callboard events` on a store that simulated traffic filled.
@Suite(.serialized)
struct ServicesEventsTests {
    private let fixture: ServicesFixture

    init() throws {
        fixture = try ServicesFixture()
    }

    /// Bodies as the simulator writes them, hostile ones among them.
    private static func bodies(_ count: Int, seed: UInt64 = 7) -> [[UInt8]] {
        var options = TrafficOptions(seed: seed, startsAt: .init(milliseconds: 1_777_626_000_000), eventsPerSecond: 20)
        options.proportions.hostile = 0.3
        options.proportions.duplicates = 0
        return TrafficModel(options).prefix(count).map(\.body)
    }

    /// Whether nothing but line feeds in `output` could act on a terminal.
    private static func isPlain(_ output: String) -> Bool {
        TextSanitiser.sanitise(output, lines: .multiple).utf8.elementsEqual(output.utf8)
    }

    private func importBodies(_ count: Int) throws {
        let lines = Self.bodies(count).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
        let result = try fixture.run("events", "import", "-", input: lines)
        #expect(result.exit == .exited(0), "\(result.error)")
        #expect(result.output == "\(count) imported, 0 already there, 0 refused\n")
    }

    @Test func `what one machine lists another imports, byte for byte`() throws {
        let (child, port) = try fixture.serve()
        defer { child.stop() }
        for body in Self.bodies(40) { try fixture.post(body, port: port) }
        child.send(signal: SIGTERM)
        try child.waitForExit()

        let listed = try fixture.run("events", "ls", "--json", "--oldest-first")
        let imported = try fixture.run("events", "import", "--data", "other", "-", input: listed.output)
        let relisted = try fixture.run("events", "ls", "--json", "--oldest-first", "--data", "other")

        #expect(listed.output.split(separator: "\n").count == 40)
        #expect(imported.exit == .exited(0), "\(imported.error)")
        #expect(imported.output == "40 imported, 0 already there, 0 refused\n")
        #expect(relisted.output == listed.output)
        #expect(Self.isPlain(listed.output))
        let again = try fixture.run("events", "import", "--data", "other", "--json", "-", input: listed.output)
        #expect(again.output == #"{"imported":0,"already_there":40,"refused":0,"erased_people":0}"# + "\n")
    }

    @Test func `bad lines are told with their numbers, and the rest is imported`() throws {
        let good = String(decoding: ServicesFixture.body("s-1"), as: UTF8.self)
        let other = String(decoding: ServicesFixture.body("s-2"), as: UTF8.self)
        let input = "\u{feff}\(good)\r\n\n{\"a\":\nnull\n[]\n\(good)\r\n{\"x\":\"\0\"}\n\(other)"

        let result = try fixture.run("events", "import", "-", input: input)

        #expect(result.exit == .exited(5))
        #expect(result.output == "2 imported, 1 already there, 4 refused\n")
        #expect(
            result.error.split(separator: "\n").map { $0.split(separator: ":")[1] }
                == ["3", "4", "5", "7"]
        )
    }

    @Test func `a file that is not there imports nothing from the others`() throws {
        try fixture.directory.write(String(decoding: ServicesFixture.body("s-1"), as: UTF8.self), to: "one.ndjson")

        let result = try fixture.run("events", "import", "one.ndjson", "two.ndjson")

        #expect(result.exit == .exited(1))
        #expect(result.error.contains("cannot read two.ndjson: No such file or directory"))
        #expect(try fixture.run("events", "ls").error.contains("there is no callboard store"))
    }

    @Test func `a list is newest first, limited, filtered and safe`() throws {
        try importBodies(300)

        let all = try fixture.run("events", "ls")
        let numbers = all.output.split(separator: "\n").compactMap { Int($0.prefix(7).filter { $0 != " " }) }
        #expect(numbers == Array((201...300).reversed()))
        #expect(Self.isPlain(all.output))

        let everything = try fixture.run("events", "ls", "--json")
        #expect(everything.output.split(separator: "\n").count == 300)

        let some = try fixture.run("events", "ls", "--where", "trigger:Prize.Won source:import", "-n", "3")
        let lines = some.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.contains("  Prize.Won  ") })
    }

    @Test func `a filter that cannot be understood is marked where`() throws {
        try importBodies(1)

        let result = try fixture.run("events", "ls", "--where", "acme colour:red")

        #expect(result.exit == .exited(2))
        let lines = result.error.split(separator: "\n")
        try #require(lines.count == 3)
        #expect(lines[1] == "  acme colour:red")
        #expect(lines[2].hasSuffix("^"))
        #expect(lines[2].count == "  acme c".count)
    }

    @Test func `a reader that has seen enough is no failure`() throws {
        try importBodies(300)
        let program = try fixture.command([])
        var command = program
        command.executable = "/bin/bash"
        command.arguments = ["-o", "pipefail", "-c", #""$0" events ls --json | head -n 1"#, program.executable]

        let result = try ChildProcess.run(command)

        #expect(result.exit == .exited(0))
        #expect(result.error.isEmpty)
        #expect(result.output.hasPrefix(#"{"sequence":300,"source":"import","#))
    }

    @Test func `an event that is not there is told with those that are`() throws {
        try importBodies(3)

        let result = try fixture.run("events", "show", "9")

        #expect(result.exit == .exited(1))
        #expect(result.error == "callboard: there is no event 9; the store has 1 to 3\n")
    }

    @Test(arguments: [["ls"], ["show", "1"], ["tail"]])
    func `without a store each command says what to do`(words: [String]) throws {
        let result = try ChildProcess.run(fixture.command(["events"] + words))

        #expect(result.exit == .exited(1))
        #expect(result.error.contains("there is no callboard store in "))
    }

    @Test(arguments: [[], ["--where", "email:ada@example.com -s-0"]])
    func `tail shows the last events and then each new one of another process`(filter: [String]) throws {
        let (child, port) = try fixture.serve()
        defer { child.stop() }
        try fixture.post(ServicesFixture.body("s-1"), port: port)
        try waitUntil("the event in the index") {
            try fixture.run("events", "ls", "--where", "ada").output.contains("Ada Lovelace")
        }
        let tail = try ChildProcess.start(fixture.command(["events", "tail"] + filter))
        defer { tail.stop() }
        try tail.waitForOutput("the last event") { $0.contains("Ada Lovelace") }

        try fixture.post(ServicesFixture.body("s-2", name: "Grace"), port: port)

        try tail.waitForOutput("the new event") { $0.contains("Grace") }
        tail.send(signal: SIGINT)
        #expect(try tail.waitForExit() == .exited(130))
        #expect(tail.outputText.split(separator: "\n").count == 2)
    }

    @Test func `the demo without a terminal prints what arrives and leaves nothing behind`() throws {
        let command = try ChildCommand.product(
            "callboard",
            ["demo", "--rate", "200", "--seed", "7"],
            environment: ["HOME": fixture.directory.path, "TMPDIR": fixture.directory.path],
            directory: fixture.directory.path
        )
        let child = try ChildProcess.start(command)
        defer { child.stop() }
        try child.waitForOutput("some events") { $0.split(separator: "\n").count >= 5 }

        child.send(signal: SIGINT)

        #expect(try child.waitForExit() == .exited(130))
        #expect(child.errorText.isEmpty)
        let left = try FileManager.default.contentsOfDirectory(atPath: fixture.directory.path)
        #expect(left == ["callboard.json5"])
    }

    @Test(arguments: [["init"], ["serve"], ["events", "import", "-"]])
    func `what would change something is refused when only looking is allowed`(command: [String]) throws {
        let before = try FileManager.default.contentsOfDirectory(atPath: fixture.directory.path)
        let result = try ChildProcess.run(fixture.command(command + ["--read-only"]), input: "")
        #expect(result.exit == .exited(5))
        #expect(result.output.isEmpty)
        #expect(result.error.contains("which --read-only refuses; leave --read-only out"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.directory.path) == before)
    }
}
