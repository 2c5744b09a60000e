import CoreServices
import Foundation
import Primitives
import Simulator
import TestSupport
import Testing

/// Simulated traffic on its whole way: sender, listener, journal.
struct SimulatedIngestTests {
    private static let secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

    @Test
    func `every accepted event is in the store exactly once, and the rest is counted`() async throws {
        let directory = try TemporaryDirectory()
        defer { directory.remove() }
        var configuration = Configuration(dataDirectory: directory.path("data"))
        configuration.listener.port = 0
        configuration.komoEndpoints = [
            EndpointConfiguration(
                name: "main",
                authentication: .standardWebhooks(secrets: [Self.secret], tolerance: .seconds(300))
            )
        ]
        let services = try Services.start(configuration)
        defer { services.stop() }
        guard case .owner(let address) = services.role else { throw TestFailure("another process has the folder") }
        let traffic = trafficOptions(eventsPerSecond: 0) {
            $0.duplicates = 0.1
            $0.badSignatures = 0.05
            $0.hostile = 0.1
        }
        let options = SimulationOptions(
            url: "\(address)/webhooks/komo",
            authentication: .standardWebhooks(Self.secret),
            traffic: traffic,
            count: 600
        )

        let report = try await onOwnThread { try Simulation.start(options).waitUntilFinished() }

        let genuine = TrafficModel(traffic).prefix(600).filter { !$0.traits.contains(.badlySigned) }
        let distinct = Set(genuine.map(\.deliveryID)).count
        #expect(report.failed == 0)
        #expect(report.answers == [200: genuine.count, 401: 600 - genuine.count])
        #expect(report.badlySigned == 600 - genuine.count)
        #expect(services.tally.accepted == distinct)
        #expect(services.tally.duplicates == genuine.count - distinct)
        #expect(services.tally.refused == report.badlySigned)

        let stored = try await services.store.events(Array(1...Int64(distinct)))
        #expect(stored.count == distinct)
        #expect(Set(stored.map(\.deduplicationKey)).count == distinct)
        #expect(Set(stored.map(\.body)) == Set(genuine.map(\.body)))
        #expect(try await services.store.count(.everything) == Int64(distinct))
        let statistics = try await services.store.ingestStatistics()
        #expect(statistics.duplicatesLastHour == genuine.count - distinct)
        #expect(statistics.rejectedLastHour == report.badlySigned)
    }
}
