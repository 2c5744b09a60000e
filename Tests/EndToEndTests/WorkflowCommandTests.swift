import Foundation
import Glibc
import TestSupport
import Testing

/// The commands about workflows, runs, failures, destinations and the audit record, with the real program.
@Suite(.serialized)
struct WorkflowCommandTests {
    @Test func `what fails is listed, retried once it is put right, and on record`() throws {
        let fixture = try WorkflowsFixture(status: 400)
        let (serve, port) = try fixture.serve()
        defer { serve.stop() }
        try fixture.post(3, port: port)
        try fixture.waitForDead(3)

        let groups = try fixture.run("failures", "ls")
        #expect(groups.output.contains("crm"))
        #expect(groups.output.contains("http.request"))
        let group = try #require(try fixture.objects(["failures", "ls"]).first?["group"] as? Int)
        let steps = try fixture.objects(["failures", "ls", "--group", "\(group)"])
        #expect(steps.count == 3)
        let shown = try fixture.run("failures", "show", "\(try #require(steps.first?["step"] as? Int))")
        #expect(shown.output.contains("what to do"))
        #expect(shown.output.contains("POST /leads"))
        #expect(shown.output.contains(#"{"email":"ada@example.com"}"#))

        let unasked = try fixture.run("failures", "retry", "--all")
        #expect(unasked.exit == .exited(2))
        #expect(unasked.error.contains("add --yes"))

        fixture.answer(200)
        let retry = try fixture.run(
            "failures",
            "retry",
            "--all",
            "--pace",
            "100",
            "--reason",
            "back",
            "--yes",
            "--wait"
        )
        #expect(retry.exit == .exited(0), "\(retry.error)")
        #expect(retry.output.contains("retry 1 has begun, 3 to be tried"))
        #expect(retry.output.contains("3 of 3 handed out, 3 succeeded, 0 failed again"))
        #expect(try fixture.run("failures", "ls").output == "nothing has failed\n")
        try waitUntil("every run at its end") {
            try fixture.objects(["runs", "ls", "--state", "succeeded"]).count == 3
        }
        let entry = try #require(try fixture.objects(["audit", "ls"]).first)
        #expect(entry["act"] as? String == "failures.retry")
        #expect(entry["reason"] as? String == "back")
        #expect(try fixture.run("audit", "verify").output == "the record is whole, 1 entry\n")
    }

    @Test func `what is done without the services begins when they do`() throws {
        let fixture = try WorkflowsFixture(status: 400)
        let (first, port) = try fixture.serve()
        defer { first.stop() }
        try fixture.post(1, port: port)
        try fixture.waitForDead(1)
        first.send(signal: SIGTERM)
        try first.waitForExit()
        fixture.answer(200)
        let before = fixture.sink.requests.count

        let plan = try fixture.run("failures", "retry", "--all", "--dry-run")
        #expect(plan.exit == .exited(0))
        #expect(plan.output.hasPrefix("retry         1  http.request to crm"))
        let retry = try fixture.run("failures", "retry", "--where", "email:ada@example.com", "--yes", "--wait")
        #expect(retry.exit == .exited(3))
        #expect(retry.error.contains("nobody runs the services"))
        #expect(fixture.sink.requests.count == before)

        let (second, _) = try fixture.serve()
        defer { second.stop() }
        try waitUntil("the retry") { try fixture.objects(["failures", "ls"]).isEmpty }
    }

    @Test func `a dry run shows each request without secrets and sends nothing`() throws {
        let fixture = try WorkflowsFixture()
        let body =
            #"{"event":"CompetitionEntrySuccess","submission_id":"s-1","email":"ada@example.com","card_name":"Acme"}"#
        #expect(try fixture.run(["events", "import", "-"], input: body).exit == .exited(0))

        let result = try fixture.run("workflows", "test", WorkflowsFixture.workflow, "--event", "1")

        #expect(result.exit == .exited(0), "\(result.error)")
        #expect(result.output.contains("POST http://127.0.0.1:\(fixture.sink.port)/leads\n"))
        #expect(result.output.contains("Authorization: Bearer •••"))
        #expect(result.output.contains("/leads/‹steps.create.body.id›"))
        #expect(result.output.contains("event 1 came by import, which starts no workflow"))
        #expect(!result.output.contains("0123456789abcdef"))
        #expect(fixture.sink.requests.isEmpty)

        let without = body.replacing(#","card_name":"Acme""#, with: "").replacing("s-1", with: "s-2")
        #expect(try fixture.run(["events", "import", "-"], input: without).exit == .exited(0))
        let failing = try fixture.run("workflows", "test", "workflows/leads.json5", "--event", "2")
        #expect(failing.exit == .exited(1))
        #expect(failing.output.contains("{{ card.name }}: is missing"))
        #expect(failing.output.contains("the run would stop here and wait for a person"))
    }

    @Test func `an edited request is what goes out, and small acts are on record`() throws {
        let fixture = try WorkflowsFixture(status: 400)
        let (serve, port) = try fixture.serve()
        defer { serve.stop() }
        try fixture.post(1, port: port)
        try fixture.waitForDead(1)
        let step = try #require(try fixture.objects(["failures", "ls", "--group", "1"]).first?["step"] as? Int)

        let request = try fixture.run("failures", "show", "\(step)", "--request").output
        #expect(request.hasSuffix(#"{"email":"ada@example.com"}"#))
        let edited = request.replacing("ada@", with: "countess@")
        #expect(
            try fixture.run(["failures", "edit", "\(step)", "--file", "-", "--yes"], input: edited).exit == .exited(0)
        )
        #expect(try fixture.run("failures", "note", "\(step)", "wrong address").exit == .exited(0))
        #expect(try fixture.run("failures", "ack", "1", "--reason", "known").exit == .exited(0))
        #expect(try fixture.run("failures", "show", "\(step)", "--curl").output.contains(#""Authorization: Bearer $"#))
        #expect(try fixture.run("destinations", "pause", "crm", "--yes", "--reason", "repairs").exit == .exited(0))
        #expect(try fixture.run("destinations", "ls").output.contains("paused by "))
        #expect(try fixture.run("destinations", "resume", "crm", "--yes").exit == .exited(0))
        fixture.answer(200)
        #expect(try fixture.run("failures", "retry", "\(step)", "--yes").output.hasSuffix("is tried at once\n"))
        try waitUntil("the retry") { try fixture.objects(["failures", "ls"]).isEmpty }

        let bodies = fixture.sink.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies.contains(#"{"email":"countess@example.com"}"#))
        let acts = try fixture.objects(["audit", "ls"]).compactMap { $0["act"] as? String }
        #expect(
            acts == [
                "failures.retry", "destinations.resume", "destinations.pause", "failures.acknowledge",
                "failures.note", "failures.edit",
            ]
        )
    }

    @Test func `a run is replayed, a workflow disabled, and both say so`() throws {
        let fixture = try WorkflowsFixture()
        let (serve, port) = try fixture.serve()
        defer { serve.stop() }
        try fixture.post(1, port: port)
        try waitUntil("the run") { try fixture.objects(["runs", "ls", "--state", "succeeded"]).count == 1 }

        let shown = try fixture.run("runs", "show", "1")
        #expect(shown.output.contains("1. Create the lead (http.request to crm, step 1)"))
        let replay = try fixture.run("runs", "replay", "1", "--reason", "once more", "--yes")
        #expect(replay.output == "run 2 replays run 1\n", "\(replay.error)")
        let name = WorkflowsFixture.workflow
        #expect(try fixture.run("workflows", "disable", name, "--yes").output == "\(name) is disabled\n")
        #expect(try fixture.run("workflows", "ls").output.contains("disabled"))
        let again = try fixture.run("workflows", "disable", name, "--yes")
        #expect(again.exit == .exited(1))
        #expect(again.error == "callboard: \(name) is disabled already\n")
        for list in [["workflows", "ls"], ["runs", "ls"], ["destinations", "ls"], ["audit", "ls"]] {
            #expect(try !fixture.objects(list).isEmpty, "\(list)")
        }
        #expect(try fixture.objects(["workflows", "show", name]).first?["steps"] is [Any])
    }

    @Test func `discarding needs a reason and is for good`() throws {
        let fixture = try WorkflowsFixture(status: 400)
        let (serve, port) = try fixture.serve()
        defer { serve.stop() }
        try fixture.post(2, port: port)
        try fixture.waitForDead(2)

        #expect(try fixture.run("failures", "discard", "--all", "--yes").exit == .exited(2))
        let discard = try fixture.run("failures", "discard", "--all", "--reason", "a rehearsal", "--yes")
        #expect(discard.output == "2 steps are discarded\n", "\(discard.error)")
        #expect(try fixture.run("failures", "ls").output == "nothing has failed\n")
    }
}
