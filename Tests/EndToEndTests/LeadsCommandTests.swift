import Foundation
import Glibc
import TestSupport
import Testing

/// The commands about leads, on a store that the real program fills.
@Suite(.serialized)
struct LeadsCommandTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try folder.write(
            """
            { dataDirectory: "data", eventName: "Expo Hub", timeZone: "UTC", listener: { port: 0 },
              komo: { endpoints: [{ name: "main", authentication: { profile: "none" } }] },
              sponsors: [{ name: "Acme Corp", cards: ["Acme *"], goal: 4 }, { name: "Globex", cards: ["Globex *"] }],
              leads: { eventClosesAt: "2026-01-01", schedules: [
                { name: "at the end", at: "close", make: "export", folder: "given" },
                { name: "to nobody", at: "close", make: "workflow", workflow: "Not there" },
              ] } }
            """,
            to: "callboard.json5"
        )
    }

    private func command(_ arguments: [String]) throws -> ChildCommand {
        try .product("callboard", arguments, environment: ["HOME": folder.path], directory: folder.path)
    }

    private func run(_ arguments: String..., input: String = "") throws -> (
        exit: ProcessExit, output: String, error: String
    ) {
        try ChildProcess.run(command(arguments), input: input)
    }

    private func serve() throws -> (child: ChildProcess, port: UInt16) {
        let child = try ChildProcess.start(command(["serve"]))
        let output = try child.waitForOutput("the address") { $0.contains("\n") }
        let match = output.firstMatch(of: #/listening on http://127\.0\.0\.1:([0-9]+)/#)
        return (child, try #require(match.flatMap { UInt16($0.1) }))
    }

    private func submit(_ person: String, card: String, port: UInt16, _ more: [String: String] = [:]) throws {
        let fields = [
            "event": "CompetitionEntrySuccess", "submission_id": "\(person)-\(card)", "card_name": card,
            "email": "\(person)@example.com", "first_name": person,
        ]
        try #require(try ConsoleFixture.post(fields.merging(more) { $1 }, port: port) == 200)
    }

    private func leads() throws -> [[String: Any]] {
        let result = try run("leads", "ls", "--json")
        return try result.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// Posts what three people send, and ends the services with their leads counted.
    private func fill() throws {
        let (child, port) = try serve()
        defer { child.stop() }
        try submit("ada", card: "Acme Trivia", port: port, ["company": "=1+1", "optin": "true"])
        try submit("ada", card: "Globex Poll", port: port)
        try submit("bob", card: "Acme Spin", port: port, ["optin": "false"])
        try submit("cy", card: "Acme Spin", port: port)
        try waitUntil("four leads") { try leads().count == 4 }
    }

    @Test func `leads are exported once, reported, and equal a recount after a kill`() throws {
        let (child, port) = try serve()
        defer { child.stop() }
        try submit("ada", card: "Acme Trivia", port: port, ["company": "=1+1", "optin": "true"])
        try submit("bob", card: "Acme Spin", port: port, ["optin": "false"])
        try waitUntil("two leads") { try leads().count == 2 }
        child.send(signal: SIGKILL)
        #expect(try child.waitForExit() == .signalled(SIGKILL))
        let recount = try run("leads", "recount", "--check")
        #expect(recount.exit == .exited(0), "\(recount.error)")
        #expect(
            recount.output.contains("2 events give 2 entries, 2 leads and 2 people; every count in the store is equal")
        )

        let file = folder.path("acme.csv")
        let export = try run("leads", "export", "--sponsor", "acme corp", "--to", file)
        #expect(export.exit == .exited(0), "\(export.error)")
        #expect(export.output.contains("1 lead of Acme Corp, 1 left out for lack of consent: \(file)"))
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains("'=1+1") && !text.contains("bob@"))
        let again = try run("leads", "export", "--sponsor", "acme corp", "--to", file)
        #expect(again.exit == .exited(1))
        #expect(again.error.contains("is there already; choose another name, or say --force to replace it"))
        #expect(try run("audit", "ls").output.contains("leads.export"))

        let page = folder.path("acme.html")
        let report = try run("leads", "report", "--sponsor", "Acme Corp", "--to", page)
        #expect(report.exit == .exited(0), "\(report.error)")
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("50 % of the goal of 4 leads"))
        let many = try run("leads", "report", "--each", "--to", page)
        #expect(many.exit == .exited(2))
        #expect(many.error.contains("--each writes several files; name a folder"))
        #expect(try run("leads", "report", "--sponsor", "Acme Crop").error.contains("did you mean 'Acme Corp'?"))
    }

    @Test func `what was due while nothing ran is done when callboard starts, and listed`() throws {
        try fill()
        // At the first start the event had closed before anybody came, so the files of that time hold nobody.
        let (child, _) = try serve()
        defer { child.stop() }
        try waitUntil("the schedule's run") { try run("leads", "schedules", "--runs").output.contains("at the end") }
        let listed = try run("leads", "schedules")
        #expect(listed.exit == .exited(1), "one of them has no workflow")
        #expect(listed.output.contains("when the event closes"))
        #expect(listed.output.contains("there is no workflow 'Not there'"))
        let runs = try run("leads", "schedules", "--runs", "--json")
        let states = try runs.output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])["state"] as? String
        }
        #expect(states.contains("done") && states.contains("failed"))
    }
}
