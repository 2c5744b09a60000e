import Foundation
import TestSupport
import Testing

/// What the commands about workflows refuse, and how they say so.
@Suite(.serialized)
struct WorkflowCommandRefusalTests {
    @Test(arguments: [
        ["workflows", "enable", "x"], ["workflows", "disable", "x"], ["runs", "replay", "1"],
        ["failures", "retry", "--all"], ["failures", "stop", "1"], ["failures", "resume", "1"],
        ["failures", "edit", "1", "--file", "-"], ["failures", "discard", "1", "--reason", "x"],
        ["failures", "ack", "1"], ["failures", "note", "1", "x"], ["destinations", "pause", "crm"],
        ["destinations", "resume", "crm"], ["destinations", "probe", "crm"],
    ])
    func `whatever changes the world is refused when only looking is allowed`(command: [String]) throws {
        let fixture = try WorkflowsFixture()
        let before = try FileManager.default.subpathsOfDirectory(atPath: fixture.directory.path)

        let result = try fixture.run(command + ["--read-only"])

        #expect(result.exit == .exited(5))
        #expect(result.output.isEmpty)
        #expect(result.error.contains("which --read-only refuses; leave --read-only out"))
        #expect(try FileManager.default.subpathsOfDirectory(atPath: fixture.directory.path) == before)
    }

    @Test func `each mistake of each file has its place, and the good files are counted`() throws {
        let fixture = try WorkflowsFixture()
        try fixture.directory.write(
            """
            {
              name: "Bad",
              trigger: "Gameplay.Nothing",
              steps: [
                { id: "a", action: "http.request", destination: "crn", method: "GET", url: "/x" },
              ],
            }
            """,
            to: "workflows/bad.json5"
        )

        let result = try fixture.run("workflows", "check")

        #expect(result.exit == .exited(1))
        let lines = result.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 3, "\(result.output)")
        #expect(lines[0].contains("workflows/bad.json5:3:12: trigger: "))
        #expect(lines[1].contains("workflows/bad.json5:5:53: steps[0].destination: "))
        #expect(lines[2] == "1 workflow is good, 2 mistakes in 1 file")
        let json = try fixture.run("workflows", "check", "--json").output.split(separator: "\n")
        let first = try JSONSerialization.jsonObject(with: Data(try #require(json.first).utf8)) as? [String: Any]
        #expect(first?["line"] as? Int == 3)
        #expect(first?["column"] as? Int == 12)
        #expect(json.last == #"{"good":1,"mistakes":2,"files_with_mistakes":1}"#)
    }

    @Test func `the sample that init writes is good once it is renamed`() throws {
        let fixture = try WorkflowsFixture()
        #expect(try fixture.run("init", "--directory", "new").exit == .exited(0))
        let folder = fixture.directory.path("new")
        let check = { try fixture.run("workflows", "check", "--config", "\(folder)/callboard.json5") }
        #expect(try check().output.hasPrefix("there are no workflows in "))
        try FileManager.default.moveItem(
            atPath: "\(folder)/workflows/example.json5.sample",
            toPath: "\(folder)/workflows/example.json5"
        )
        let result = try check()
        #expect(result.output == "1 workflow is good\n")
        #expect(result.exit == .exited(0))
    }

    @Test func `what is not there is told in a sentence, with the name that was perhaps meant`() throws {
        let fixture = try WorkflowsFixture()
        let (serve, port) = try fixture.serve()
        defer { serve.stop() }
        try fixture.post(1, port: port)
        try waitUntil("the workflow in the store") { try !fixture.objects(["workflows", "ls"]).isEmpty }
        let expected: [([String], Int32, String)] = [
            (["workflows", "show", "Leads to the CMR"], 1, "did you mean 'Leads to the CRM'?"),
            (["workflows", "test", "Leads to the CMR", "--event", "1"], 1, "did you mean 'Leads to the CRM'?"),
            (["workflows", "test", WorkflowsFixture.workflow, "--event", "99"], 1, "there is no event 99"),
            (["workflows", "test", WorkflowsFixture.workflow], 2, "add --event SEQUENCE"),
            (["runs", "show", "99"], 1, "there is no run 99; `callboard runs ls`"),
            (["runs", "ls", "--where", "colour:red"], 2, "--where: "),
            (["runs", "ls", "--workflow", "x"], 1, "there is no workflow 'x'; `callboard workflows ls`"),
            (["failures", "show", "99"], 1, "there is no failed step 99"),
            (["failures", "ls", "--group", "99"], 1, "there is no failure group 99"),
            (["failures", "retry"], 2, "choose failed steps in one way"),
            (["failures", "retry", "1", "--all"], 2, "choose failed steps in one way"),
            (["failures", "retry", "99", "--yes"], 1, "none of these steps can be retried"),
            (["failures", "edit", "99"], 2, "add --file FILE"),
            (["destinations", "pause", "crn", "--yes"], 1, "did you mean 'crm'?"),
        ]
        for (command, code, sentence) in expected {
            let result = try fixture.run(command)
            #expect(result.exit == .exited(code), "\(command)")
            #expect(result.error.contains(sentence), "\(command): \(result.error)")
        }
    }

    @Test(arguments: [
        ["workflows", "ls"], ["runs", "ls"], ["failures", "ls"], ["destinations", "ls"], ["audit", "verify"],
    ])
    func `without a store each command says what to do`(command: [String]) throws {
        let result = try WorkflowsFixture().run(command)
        #expect(result.exit == .exited(1))
        #expect(result.error.contains("there is no callboard store in "))
    }
}
