import CoreServices
import Foundation
import Primitives
import TestSupport
import Testing

struct ServicesTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var configuration: Configuration {
        var configuration = Configuration(dataDirectory: directory.path("data"))
        configuration.listener.port = 0
        configuration.komoEndpoints = [EndpointConfiguration(name: "main", authentication: .none)]
        return configuration
    }

    @Test func `the first owns the folder and listens, the second looks on`() throws {
        let first = try Services.start(configuration)
        let second = try Services.start(configuration)
        defer { second.stop() }

        let port = try #require(first.boundPort)
        #expect(first.role == .owner(address: "http://127.0.0.1:\(port)"))
        #expect(second.role == .viewer(ownerProcess: getpid()))
        #expect(second.boundPort == nil)
        #expect(second.store.journal == nil)

        first.stop()
        let third = try Services.start(configuration)
        defer { third.stop() }
        #expect(third.store.access == .owner)
    }

    @Test func `what arrives is counted`() throws {
        let services = try Services.start(configuration)
        defer { services.stop() }
        let port = try #require(services.boundPort)
        func post(_ body: String) throws -> Int {
            let headers: HTTPHeaders = ["Content-Type": "application/json"]
            let request = HTTPRequest("POST", "/webhooks/komo", headers: headers, body: Array(body.utf8))
            return try HTTPConnection.exchange(request, port: port).status
        }

        #expect(try [post(#"{"event":"a"}"#), post(#"{"event":"a"}"#), post("[]")] == [200, 200, 400])

        #expect(services.tally.accepted == 1)
        #expect(services.tally.duplicates == 1)
        #expect(services.tally.refused == 1)
    }

    @Test func `a listener that cannot start leaves the folder free`() throws {
        var broken = configuration
        broken.listener.certificateFile = directory.path("none.pem")
        broken.listener.privateKeyFile = directory.path("none.pem")
        #expect(throws: ListenerError.self) { try Services.start(broken) }

        let server = try LoopbackServer.start()
        defer { server.stop() }
        var taken = configuration
        taken.listener.port = server.port
        #expect(throws: ListenerError.portTaken(host: "127.0.0.1", port: server.port)) { try Services.start(taken) }

        let services = try Services.start(configuration)
        defer { services.stop() }
        #expect(services.store.access == .owner)
    }
}
