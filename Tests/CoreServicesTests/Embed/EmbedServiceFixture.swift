import Database
import Foundation
import Primitives
import TestSupport
import Testing
import WebServer

@testable import CoreServices

/// The routes of embedded pages on a port of their own, over a store of their own.
final class EmbedServiceFixture {
    static let app = "https://app.example"

    let stores: StoreFixture
    let clock: MovableClock
    let sink: any EventSink
    private let traffic: EmbedTrafficQueue
    private let server: HTTPServer

    init(
        sink: (any EventSink)? = nil,
        configure: (inout EmbedConfiguration) -> Void = { _ in }
    ) throws {
        stores = try StoreFixture()
        let clock = MovableClock()
        self.clock = clock
        guard let writer = stores.store.writer else { throw TestFailure("the store is open as a viewer") }
        let sink: any EventSink = try sink ?? stores.journal
        self.sink = sink
        traffic = EmbedTrafficQueue(writer: writer)
        var embed = EmbedConfiguration()
        embed.hub = "https://yourevent.komo.site"
        embed.origins = [Self.app]
        embed.bridge.rateLimit = RateLimit(perSecond: 1000, burst: 1000)
        embed.pages = [EmbedPage(name: "expo", title: "Expo"), EmbedPage(name: "talk", title: "Talk")]
        configure(&embed)
        var listener = ListenerConfiguration()
        listener.port = 0
        let key = try writer.writeAndWait { try EmbedTrafficRecord.key(in: $0) }
        server = HTTPServer(
            options: HTTPServerOptions(listener),
            routes: RouteTable(EmbedRoutes(embed, key: key, sink: sink, traffic: traffic).routes),
            clock: WallClock { clock.now },
            refused: { _ in }
        )
        try server.start()
    }

    deinit { server.stop() }

    func send(
        _ method: String,
        _ target: String,
        origin: String? = EmbedServiceFixture.app,
        _ body: String = ""
    ) throws -> TestSupport.HTTPResponse {
        try HTTPConnection.exchange(Self.request(method, target, origin: origin, body), port: port)
    }

    var port: UInt16 {
        get throws { try #require(server.boundPort) }
    }

    static func request(_ method: String, _ target: String, origin: String?, _ body: String) -> TestSupport.HTTPRequest
    {
        var headers: HTTPHeaders = ["Content-Type": "text/plain"]
        if let origin { headers.append("Origin", origin) }
        return TestSupport.HTTPRequest(method, target, headers: headers, body: Array(body.utf8))
    }

    /// What a page posts with its token.
    static func batch(_ lines: [String], page: String = "expo", token: String) -> String {
        ([#"{"page":"\#(page)","token":"\#(token)"}"#] + lines).joined(separator: "\n")
    }

    /// A token for a page.
    func token(_ page: String = "expo", origin: String = EmbedServiceFixture.app) throws -> String {
        let answer = try send("POST", "/embed/\(page)/token", origin: origin, "view")
        #expect(answer.status == 200)
        return try #require(try JSONReader.read(answer.body)["token"]?.string)
    }

    /// Posts lines with a token, and gives the answer.
    func post(
        _ lines: [String],
        page: String = "expo",
        token: String,
        origin: String = EmbedServiceFixture.app
    ) throws -> TestSupport.HTTPResponse {
        try send("POST", "/ingest/embed", origin: origin, Self.batch(lines, page: page, token: token))
    }

    static func line(_ number: Int, _ name: String = "page-view", _ more: String = "") -> String {
        let id = String(repeating: "0", count: 24) + String(format: "%08d", number)
        return #"{"bridgeId":"\#(id)","eventName":"\#(name)","eventData":{"cardId":"c-1"}\#(more)}"#
    }

    /// The traffic once all that was noted is on disk.
    func trafficNow() async throws -> EmbedTraffic {
        traffic.finish()
        return try await stores.store.embedTraffic()
    }

    func events() async throws -> [StoredEvent] {
        let rows = try await stores.store.page(try Filter(parsing: ""), at: .newest, limit: 100).rows
        return try await stores.store.events(rows.sequences)
    }
}

/// A clock that a test moves.
final class MovableClock: Sendable {
    private let offset = Monitor(Duration.zero)
    var now: Timestamp { StoreFixture.now.advanced(by: offset.current) }
    func move(_ duration: Duration) { offset.withLock { $0 += duration } }
}
