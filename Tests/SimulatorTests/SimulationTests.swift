import Primitives
import Simulator
import TestSupport
import Testing

struct SimulationTests {
    private static let authentication = SenderAuthentication.hmacSHA256(
        header: "X-Signature",
        prefix: "sha256=",
        encoding: .hex,
        secret: Secret("a secret of the tests")
    )

    @Test
    func `sends the whole traffic over connections that are kept alive`() throws {
        let server = try LoopbackServer.start { _ in HTTPResponse(202) }
        defer { server.stop() }
        let options = options(port: server.port, count: 300)

        let report = try Simulation.start(options).waitUntilFinished()

        #expect(report.answers == [202: 300])
        #expect(report.accepted == 300)
        #expect(server.connectionCount <= options.connections)
        let expected = TrafficModel(options.traffic).prefix(300).map { String(decoding: $0.body, as: UTF8.self) }
        let received = server.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(received.sorted() == expected.sorted())
        let first = try #require(server.requests.first)
        #expect(first.method == "POST")
        #expect(first.target == "/webhooks/komo?hub=1")
        #expect(first.headers["Content-Type"] == "application/json")
        #expect(first.headers["Expect"] == nil)
    }

    @Test
    func `signs every request, and only those that should fail do not fit`() throws {
        let server = try LoopbackServer.start { request in
            let asSent = SimulatedRequest(delay: .zero, deliveryID: "", event: "", body: request.body, traits: [])
            let expected = try? Self.authentication.headers(for: asSent, at: .init(milliseconds: 0), isGenuine: true)
            return HTTPResponse(request.headers["X-Signature"] == expected?.first?.value ? 200 : 401)
        }
        defer { server.stop() }
        var options = options(port: server.port, count: 200)
        options.traffic.proportions.badSignatures = 0.1
        let badlySigned = TrafficModel(options.traffic).prefix(200).count { $0.traits.contains(.badlySigned) }

        let report = try Simulation.start(options).waitUntilFinished()

        #expect(badlySigned > 5)
        #expect(report.answers == [200: 200 - badlySigned, 401: badlySigned])
        #expect(report.badlySigned == badlySigned)
    }

    @Test
    func `goes on until it is stopped, and sends nothing afterwards`() throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let simulation = try Simulation.start(options(port: server.port, count: nil))
        try server.waitForRequests("the first requests") { $0.count >= 50 }

        let report = simulation.stop()

        #expect(report.sent >= 50)
        #expect(report.failed == 0)
        #expect(server.requests.count == report.sent)
    }

    @Test
    func `waits for the time of a request, and stops while it waits`() throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        var options = options(port: server.port, count: nil)
        options.traffic.eventsPerSecond = 0.0001
        let simulation = try Simulation.start(options)

        let report = simulation.stop()

        #expect(report.sent == 0)
        #expect(server.requests.isEmpty)
    }

    @Test
    func `a listener that is not there is counted and does not end the simulation`() throws {
        let server = try LoopbackServer.start()
        server.stop()
        try waitUntil("the port to close") { (try? HTTPConnection(port: server.port)) == nil }
        var options = options(port: server.port, count: 3)
        options.connections = 3

        let report = try Simulation.start(options).waitUntilFinished()

        #expect(report.answered == 0)
        #expect(report.failed == 3)
        #expect(report.failures.keys.allSatisfy { !$0.isEmpty })
    }

    @Test
    func `a secret that cannot be used is told before anything is sent`() throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        var options = options(port: server.port, count: 1)
        options.authentication = .standardWebhooks(Secret("?"))

        #expect(throws: SimulatorError.self) { try Simulation.start(options) }
        #expect(server.connectionCount == 0)
    }

    private func options(port: UInt16, count: Int?) -> SimulationOptions {
        SimulationOptions(
            url: "http://127.0.0.1:\(port)/webhooks/komo?hub=1",
            authentication: Self.authentication,
            traffic: trafficOptions(eventsPerSecond: 0),
            count: count
        )
    }
}
