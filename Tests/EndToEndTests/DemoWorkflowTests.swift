import CoreServices
import Primitives
import Simulator
import TestSupport
import Testing

@testable import callboard

/// The demonstration as people meet it: lively at once, with failures that somebody can fix.
@Suite(.serialized)
struct DemoWorkflowTests {
    @Test func `it opens on an hour of runs, with failures to fix and a breaker that is open`() async throws {
        let setting = try DemoSetting.start(eventsPerSecond: 4, seed: 5, theme: nil)
        defer { setting.stop() }
        let store = setting.services.store
        // Asked first, since the remote that is down comes back by itself.
        let trouble = try await store.trouble()
        #expect(trouble.openBreakers == ["braze"])
        #expect(trouble.heldSteps > 0)
        let loader = WorkflowLoader(configuration: setting.configuration)

        let hour = WallClock.system.now().advanced(by: .seconds(-3600))
        let workflows = try await store.workflows(startOfDay: hour) { _, text, file in
            try? loader.read(text, file: file).get()
        }
        #expect(workflows.map(\.name).sorted() == Self.names)
        for workflow in workflows {
            #expect(workflow.succeededToday > 10, "\(workflow.name)")
            #expect(workflow.startedByMinute.count { $0 > 0 } > 5, "\(workflow.name)")
            #expect(workflow.medianMilliseconds.map { $0 > 0 } == true, "\(workflow.name)")
        }
        let groups = try await store.failureGroups()
        let missing = try #require(groups.first { $0.code == "REQUIRED_FIELD_MISSING" })
        #expect(missing.dead > 0)
        #expect(missing.remedy.contains("edit this request (E) and retry (R)"))
        #expect(missing.failuresByMinute.count { $0 > 0 } > 1)
        let gone = try #require(groups.first { $0.status == 410 })
        #expect(gone.dead > 0)
        #expect(gone.remedy.hasPrefix("Ask the sponsor to switch it on again"))
    }

    @Test func `what is sent is what the systems want, and what failed can be fixed`() async throws {
        let setting = try DemoSetting.start(eventsPerSecond: 150, seed: 6, theme: nil)
        defer { setting.stop() }
        let store = setting.services.store
        let ledger = setting.remotes.ledger
        let crew = Operator(store: store, account: OperatorAccount(user: "ada", host: "here"), isReadOnly: false)

        let group = try #require(try await store.failureGroups().first { $0.code == "REQUIRED_FIELD_MISSING" })
        let step = try #require(try await store.failures(group: group.id, limit: 1).first)
        let run = try #require(try await store.run(step.run.id) { _, _, _ in nil })
        let sent = try #require(run.steps.first { $0.step?.id == step.stepID }?.attempts.last)
        var request = try RenderedRequest(text: sent.request)
        request.body = #"{"Company":"Analytical Engines","# + request.body.dropFirst()
        _ = try await crew.edit(step: step.stepID, request: request, reason: "she told us")
        try await crew.retryStep(step.stepID, reason: "she told us")
        try await waitUntil("the lead with a company") {
            try await store.run(step.run.id) { _, _, _ in nil }?.run.state == .succeeded
        }

        setting.remotes.faults.heal(DemoRemotes.brokenSponsor)
        let gone = try #require(try await store.failureGroups().first { $0.status == 410 })
        let plan = try await crew.plan(.group(gone.id), includesRisky: true)
        let bulk = try await crew.retry(plan, pace: 1000, reason: "they switched it on")
        try await waitUntil("Globex has its leads") {
            let counts = try await store.bulkRetry(bulk.id)
            return counts.map { $0.state == .done } ?? false
                && ledger.summary(of: DemoRemotes.brokenSponsor).processed >= plan.stepIDs.count
        }
        for remote in ["salesforce", "mailchimp", "slack", "segment", "hubspot", DemoRemotes.brokenSponsor] {
            try await waitUntil("\(remote) took something") { () async in ledger.summary(of: remote).processed > 0 }
        }
        for summary in ledger.summaries {
            #expect(summary.violations.isEmpty, "\(summary.line)")
            #expect(summary.answers[404] == nil && summary.answers[401] == nil, "\(summary.line)")
            // Kombo knows no keys; what workflows send has one.
            if summary.remote != "kombo" { #expect(summary.withoutKey == 0, "\(summary.line)") }
        }
    }

    private static let names = [
        "Acme to Salesforce", "Games to Segment", "Globex leads", "Newsletter", "Slack ping", "Soylent to HubSpot",
        "Umbrella lead desk", "Winners to Braze",
    ]
}
