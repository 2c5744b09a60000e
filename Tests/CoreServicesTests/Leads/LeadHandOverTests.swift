import Database
import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// Leads that a schedule gives to a workflow.
struct LeadHandOverTests {
    private let clock = Monitor(LeadFixture.now)
    private let folder: TemporaryDirectory
    private let fixture: LeadFixture
    private let configuration: Configuration

    init() throws {
        folder = try TemporaryDirectory()
        let clock = clock
        fixture = try LeadFixture(
            [
                SponsorRule(name: "Acme", tag: "sponsor:acme", cards: ["Acme *"]),
                SponsorRule(name: "Globex", tag: "sponsor:globex", cards: ["Globex *"]),
            ],
            clock: WallClock { clock.current }
        )
        try folder.write(
            """
            { name: 'Acme by the hour', trigger: 'Leads.Scheduled',
              steps: [{ id: 'tag', action: 'contact.update', addTags: ['sent'] }] }
            """,
            to: "acme.json5"
        )
        var configuration = Configuration(dataDirectory: fixture.stores.folder.path)
        configuration.timeZone = "UTC"
        configuration.workflowsDirectory = folder.path
        configuration.leads.schedules = [
            LeadSchedule(
                name: "acme hourly",
                time: .every(.seconds(3_600)),
                product: .workflow(name: "Acme by the hour"),
                sponsor: "Acme"
            )
        ]
        self.configuration = configuration
    }

    private func runner() throws -> LeadScheduleRunner {
        LeadScheduleRunner(
            store: fixture.store,
            writer: try #require(fixture.store.writer),
            configuration: configuration,
            version: "callboard test",
            faultObserver: { _ in },
            planted: {}
        )
    }

    private func loadWorkflows() throws {
        let loaded = WorkflowLoader(configuration: configuration).load(folder: folder.path)
        #expect(loaded.problems.isEmpty)
        let writer = try #require(fixture.store.writer)
        _ = try writer.writeAndWait { try WorkflowCatalogue.take(loaded.workflows, now: LeadFixture.now, in: $0) }
    }

    private func move(_ seconds: Int) {
        clock.withLock { $0 = $0.advanced(by: .seconds(seconds)) }
    }

    private func givenEvents() throws -> [String] {
        try fixture.rows("SELECT CAST(event_seq AS TEXT) FROM run ORDER BY event_seq")
    }

    @Test func `each lead is given once with its newest form, and again only when it sends another`() async throws {
        try loadWorkflows()
        let runner = try runner()
        _ = try runner.advance()
        try await fixture.submit("ada@example.com", card: "Acme Trivia")
        try await fixture.submit("bob@example.com", card: "Globex Poll")
        let newest = try await fixture.submit("ada@example.com", card: "Acme Spin")
        try await fixture.submit("cy@example.com", card: "Acme Spin", #""optin":"false""#)
        try fixture.count()
        move(3_600)
        _ = try runner.advance()
        #expect(try givenEvents() == [newest.map(String.init) ?? ""])
        move(3_600)
        _ = try runner.advance()
        #expect(try givenEvents().count == 1)
        // A prize changes the lead and is no new form.
        try await fixture.post(
            "PrizeAwarded",
            #""competition_entry_id":"e-2","prize_recipient_id":"p","prize_name":"Mug","email":"ada@example.com""#
        )
        try fixture.count()
        move(3_600)
        _ = try runner.advance()
        #expect(try givenEvents().count == 1)
        let another = try await fixture.submit("ada@example.com", card: "Acme Trivia")
        try fixture.count()
        move(3_600)
        _ = try runner.advance()
        #expect(try givenEvents().last == another.map(String.init))
        let runs = try await fixture.store.leadSchedules(configuration, limit: 10).flatMap(\.runs)
        #expect(runs.map(\.leads) == [1, 0, 0, 1])
        #expect(runs.first?.detail == "given to Acme by the hour")
    }

    @Test func `without the workflow nothing is given, and nothing lost`() async throws {
        let runner = try runner()
        _ = try runner.advance()
        try await fixture.submit("ada@example.com", card: "Acme Trivia")
        try fixture.count()
        move(3_600)
        _ = try runner.advance()
        let failed = try await fixture.store.leadSchedules(configuration, limit: 10).flatMap(\.runs)
        #expect(failed.map(\.state) == [.failed])
        #expect(failed.first?.detail.contains("there is no workflow 'Acme by the hour'") == true)
        try loadWorkflows()
        move(60)
        _ = try runner.advance()
        #expect(try givenEvents().count == 1)
    }

    @Test func `no event can start a workflow that waits for a schedule`() throws {
        #expect(Trigger(alias: "Leads.Scheduled") == nil)
    }
}
