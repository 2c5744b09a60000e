import Database
import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct LeadScheduleRunnerTests {
    private let clock = Monitor(LeadFixture.now)
    private let faults = Monitor<[String]>([])
    private let folder: TemporaryDirectory
    private let fixture: LeadFixture

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
    }

    private func configuration(_ schedules: [LeadSchedule]) -> Configuration {
        var configuration = Configuration(dataDirectory: fixture.stores.folder.path)
        configuration.timeZone = "UTC"
        configuration.leads.schedules = schedules
        return configuration
    }

    private func runner(_ configuration: Configuration) throws -> LeadScheduleRunner {
        let writer = try #require(fixture.store.writer)
        let faults = faults
        return LeadScheduleRunner(
            store: fixture.store,
            writer: writer,
            configuration: configuration,
            version: "callboard test",
            faultObserver: { fault in faults.withLock { $0.append(fault) } },
            planted: {}
        )
    }

    private func quarterly(sponsor: String? = nil) -> LeadSchedule {
        var schedule = LeadSchedule(name: "quarters", time: .every(.seconds(900)), product: .export(.csv))
        schedule.sponsor = sponsor
        schedule.folder = folder.path
        return schedule
    }

    private func move(_ seconds: Int) {
        clock.withLock { $0 = $0.advanced(by: .seconds(seconds)) }
    }

    private func csvFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".csv") }.sorted()
    }

    private func runs(_ configuration: Configuration) async throws -> [LeadScheduleRun] {
        try await fixture.store.leadSchedules(configuration, limit: 100).flatMap(\.runs)
    }

    @Test func `a schedule begins with the next due time, and does it once`() async throws {
        let configuration = configuration([quarterly()])
        let runner = try runner(configuration)
        try await fixture.submit("ada@example.com", card: "Acme Trivia")
        try fixture.count()
        #expect(try runner.advance() == LeadFixture.now.advanced(by: .seconds(900)))
        #expect(try csvFiles().isEmpty)
        move(900)
        _ = try runner.advance()
        _ = try runner.advance()
        #expect(try csvFiles().count == 1)
        let run = try #require(try await runs(configuration).first)
        #expect(run.state == .done)
        #expect(run.leads == 1)
        #expect(run.files == 1)
        #expect(run.missed == 0)
        #expect(run.detail == "in \(folder.path)")
        let entry = try #require(try await fixture.store.auditEntries(before: nil, limit: 1).first)
        #expect(entry.act == "leads.export")
        #expect(entry.by == "schedule quarters")
    }

    @Test func `what comes every few minutes is written only where something is new`() async throws {
        let configuration = configuration([quarterly()])
        let runner = try runner(configuration)
        _ = try runner.advance()
        try await fixture.submit("ada@example.com", card: "Acme Trivia")
        try await fixture.submit("ada@example.com", card: "Globex Poll")
        try fixture.count()
        move(900)
        _ = try runner.advance()
        #expect(try csvFiles().count == 2)
        move(900)
        _ = try runner.advance()
        #expect(try csvFiles().count == 2)
        #expect(try await runs(configuration).first?.detail == "nothing new to write")
        try await fixture.submit("bob@example.com", card: "Globex Poll")
        try fixture.count()
        move(900)
        _ = try runner.advance()
        #expect(try csvFiles().filter { $0.hasPrefix("globex-") }.count == 2)
        #expect(try csvFiles().filter { $0.hasPrefix("acme-") }.count == 1)
    }

    @Test func `missed times are caught up once, and told`() async throws {
        let configuration = configuration([quarterly()])
        let runner = try runner(configuration)
        _ = try runner.advance()
        try await fixture.submit("ada@example.com", card: "Acme Trivia")
        try fixture.count()
        move(4 * 900 + 10)
        _ = try self.runner(configuration).advance()
        let runs = try await runs(configuration)
        #expect(runs.count == 1)
        #expect(runs.first?.missed == 3)
        #expect(runs.first?.dueAt == LeadFixture.now.advanced(by: .seconds(3_600)))
        #expect(runs.first?.outcomeWords.contains("stands for 3 that was missed before it") == true)
    }

    @Test func `what fails is recorded, told, and tried again after a while until it works`() async throws {
        var schedule = quarterly()
        schedule.folder = folder.path("taken")
        try Data().write(to: URL(filePath: folder.path("taken")))
        let configuration = configuration([schedule])
        let runner = try runner(configuration)
        _ = try runner.advance()
        move(900)
        let retry = try runner.advance()
        #expect(retry == clock.current.advanced(by: .seconds(60)))
        #expect(try await runs(configuration).map(\.state) == [.failed])
        #expect(faults.current.count == 1)
        _ = try runner.advance()
        #expect(try await runs(configuration).count == 1)
        move(60)
        #expect(try runner.advance() == clock.current.advanced(by: .seconds(120)))
        #expect(try await runs(configuration).map(\.state) == [.failed, .failed])
        try FileManager.default.removeItem(atPath: folder.path("taken"))
        move(120)
        _ = try runner.advance()
        #expect(try await runs(configuration).map(\.state) == [.done, .failed, .failed])
    }

    @Test func `what a process left in the middle is done again by the next, at once`() async throws {
        let configuration = configuration([quarterly()])
        let first = try runner(configuration)
        _ = try first.advance()
        try await fixture.submit("ada@example.com", card: "Acme Trivia")
        try fixture.count()
        move(900)
        let writer = try #require(fixture.store.writer)
        let due = clock.current
        _ = try writer.writeAndWait {
            try LeadScheduleRecord.begin("quarters", dueAt: due, missed: 0, now: due, in: $0)
        }
        let second = try runner(configuration)
        try second.recover()
        _ = try second.advance()
        #expect(try await runs(configuration).map(\.state) == [.done, .interrupted])
        #expect(try csvFiles().count == 1)
    }

    @Test func `a clock set back does not silence a schedule`() async throws {
        let configuration = configuration([quarterly()])
        let runner = try runner(configuration)
        _ = try runner.advance()
        move(86_400)
        _ = try runner.advance()
        move(-86_000)
        _ = try runner.advance()
        #expect(try await runs(configuration).count == 2)
        move(900)
        _ = try runner.advance()
        #expect(try await runs(configuration).count == 3)
    }

    @Test func `the close is done once, also when callboard starts after it`() async throws {
        var schedule = LeadSchedule(name: "close", time: .atClose, product: .report)
        schedule.folder = folder.path
        var configuration = configuration([schedule])
        configuration.leads.eventClosesAt = LeadFixture.now.advanced(by: .seconds(-3_600))
        try await fixture.submit("ada@example.com", card: "Acme Trivia")
        try fixture.count()
        #expect(try runner(configuration).advance() == nil)
        #expect(try runner(configuration).advance() == nil)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(files.map { $0.prefix { $0 != "-" } } == ["acme", "all"])
        #expect(try await runs(configuration).map(\.files) == [2])
    }

    @Test func `an unknown sponsor is told by name`() async throws {
        let configuration = configuration([quarterly(sponsor: "Initech")])
        let runner = try runner(configuration)
        _ = try runner.advance()
        move(900)
        _ = try runner.advance()
        #expect(try await runs(configuration).first?.detail.contains("no sponsor 'Initech'") == true)
    }
}
