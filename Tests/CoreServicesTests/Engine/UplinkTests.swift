import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// Nothing can be reached: no step pays for that, and what waited goes out at a set pace.
struct UplinkTests {
    private static func workflow(_ destination: String) -> String {
        EngineFixture.posting(destination).replacing("'crm'", with: "'\(destination)'")
    }

    @Test func `while the uplink is down no attempt is spent, and afterwards all drain at their pace`() async throws {
        let port = try RefusingPort()
        defer { port.release() }
        let adjust = { (configuration: inout Configuration) in
            var second = configuration.destinations[0]
            second.name = "news"
            configuration.destinations.append(second)
            for index in 0..<2 { configuration.destinations[index].baseURL = "http://127.0.0.1:\(port.number)" }
            configuration.uplinkDrainRate = 0.1
        }
        let fixture = try EngineFixture(["crm", "news"].map(Self.workflow), adjust: adjust)
        for index in 0..<3 { try await fixture.post("p\(index)@example.com") }
        try await fixture.waitFor("the uplink to be seen to be down") {
            fixture.clock.skip(.milliseconds(200))
            return try await fixture.store.trouble().uplinkDownSince != nil
        }
        for probe in 1...8 {
            let before = try attempts(fixture)
            fixture.clock.skip(.seconds(6))
            try await fixture.waitFor("probe \(probe)") { try self.attempts(fixture) > before }
        }
        #expect(try fixture.rows("SELECT state FROM step").count { $0 == "dead" } == 0)
        let spent = try fixture.rows("SELECT attempt FROM step WHERE state = 'ready'").compactMap { Int($0) }
        #expect(spent.allSatisfy { $0 <= 1 }, "\(spent)")
        #expect(try await fixture.store.trouble().openBreakers.isEmpty)

        fixture.stop()
        for index in 0..<2 {
            fixture.configuration.destinations[index].baseURL = "http://127.0.0.1:\(fixture.remote.port)"
        }
        try fixture.start()
        // The probe, and the one that the pace lets go at once.
        try await fixture.waitFor("two requests") { fixture.remote.requests.count == 2 }
        try await fixture.waitFor("the uplink to be seen to be up") {
            try await fixture.store.trouble().uplinkDownSince == nil
        }
        for count in 3...6 {
            #expect(fixture.remote.requests.count == count - 1)
            fixture.clock.skip(.seconds(10))
            try await fixture.waitFor("request \(count)") { fixture.remote.requests.count >= count }
        }
        try await fixture.waitForSteps([String](repeating: "post:succeeded", count: 6))
    }

    private func attempts(_ fixture: EngineFixture) throws -> Int {
        try fixture.rows("SELECT id FROM attempt").count
    }
}
