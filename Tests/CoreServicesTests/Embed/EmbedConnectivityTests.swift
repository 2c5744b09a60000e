import Foundation
import TestSupport
import Testing

@testable import CoreServices

/// The check for venues against a real server.
struct EmbedConnectivityTests {
    private func embed(_ server: LoopbackServer) -> EmbedConfiguration {
        var embed = EmbedConfiguration()
        embed.hub = "http://127.0.0.1:\(server.port)"
        embed.pages = [EmbedPage(name: "expo", title: "Expo")]
        return embed
    }

    @Test func `each part is measured, and no faster than the network that is meant`() async throws {
        let script = [UInt8](repeating: 0x20, count: 120_000)
        let server = try LoopbackServer.start { request in
            switch request.target {
            case "/assets/embed/embed.js": TestSupport.HTTPResponse(200, body: script)
            case "/api/komo/auth-token": TestSupport.HTTPResponse(request.method == "POST" ? 401 : 405)
            default: TestSupport.HTTPResponse(200, body: Array("page".utf8))
            }
        }
        defer { server.stop() }
        let embed = embed(server)
        let base = "http://127.0.0.1:\(server.port)"
        let parts = EmbedConnectivity.parts(embed, page: embed.pages[0], callboard: base)
        #expect(parts.map(\.kind) == [.page, .script, .token])
        let slow = EmbedConnectivity.Speed(name: "slow", bytesPerSecond: 400_000, roundTrip: .milliseconds(100))
        let rows = try await EmbedConnectivity.measure(parts, speeds: [EmbedConnectivity.Speed.all[0], slow])
        #expect(rows.map(\.isThere) == [true, true, true])
        #expect(rows.map(\.status) == [200, 200, 401])
        #expect(rows[1].bytes > 120_000)
        #expect(rows[1].times[1] >= .milliseconds(500))
        #expect(rows.allSatisfy { $0.times.count == 2 && $0.times[1] >= .milliseconds(200) })
        let requests = server.requests.map { "\($0.method) \($0.target)" }
        #expect(requests.filter { $0 == "POST /api/komo/auth-token" }.count == 2)
        #expect(server.connectionCount == 6)
    }

    @Test func `what is not there is told, and nothing is measured twice then`() async throws {
        let port = try RefusingPort()
        defer { port.release() }
        let parts = [
            EmbedConnectivity.Part(kind: .script, url: "http://127.0.0.1:\(port.number)/embed.js")
        ]
        let rows = try await EmbedConnectivity.measure(parts)
        #expect(!rows[0].isThere && rows[0].times.isEmpty)
        #expect(rows[0].failure?.contains("127.0.0.1") == true)
        #expect(EmbedConnectivity.readyTimes(rows) == [nil, nil, nil, nil])
    }
}
