import Primitives
import Synchronization
import TestSupport
import Testing
import WebServer

@testable import CoreServices

/// The read API on a port of its own, over a store whose events are counted.
final class LeadAPIFixture {
    static let acme = SponsorRule(name: "Acme Corp", tag: "sponsor:acme", cards: ["Acme *"], goal: 10)
    static let globex = SponsorRule(name: "Globex", cards: ["Globex *"])
    static let acmeToken = "acme-0123456789abcdef"
    static let acmeNextToken = "acme-next-0123456789abcdef"
    static let allToken = "all-0123456789abcdef"

    let leads: LeadFixture
    let server: HTTPServer
    let rejections = RejectionBox()

    init(consent: ConsentRule = .notRefused, rateLimit: RateLimit = RateLimit(perSecond: 1000, burst: 1000)) throws {
        leads = try LeadFixture([Self.acme, Self.globex])
        var configuration = Configuration(dataDirectory: leads.store.directory.path)
        configuration.timeZone = "Australia/Sydney"
        configuration.leads.consent = consent
        configuration.leads.api.rateLimit = rateLimit
        configuration.leads.api.readers = [
            .init(name: "acme", sponsor: "Acme Corp", secrets: [Secret(Self.acmeToken), Secret(Self.acmeNextToken)]),
            .init(name: "all", sponsor: "*", secrets: [Secret(Self.allToken)]),
            .init(name: "later", sponsor: "Hooli", secrets: [Secret("hooli-0123456789abcdef")]),
        ]
        let box = rejections
        var listener = ListenerConfiguration()
        listener.port = 0
        server = HTTPServer(
            options: HTTPServerOptions(listener),
            routes: RouteTable(
                try LeadAPIRoutes(store: leads.store, configuration: configuration) { box.add($0) }.routes
            ),
            clock: WallClock { LeadFixture.now },
            refused: { _ in }
        )
        try server.start()
    }

    deinit { server.stop() }

    func get(
        _ target: String,
        token: String? = LeadAPIFixture.allToken,
        method: String = "GET",
        headers: HTTPHeaders = [:]
    ) throws -> TestSupport.HTTPResponse {
        var headers = headers
        if let token { headers.append("Authorization", "Bearer \(token)") }
        let request = TestSupport.HTTPRequest(method, target, headers: headers)
        return try HTTPConnection.exchange(request, port: try #require(server.boundPort))
    }

    /// The answer's JSON.
    func json(_ target: String, token: String? = LeadAPIFixture.allToken) throws -> JSONValue {
        try JSONReader.read(try get(target, token: token).body)
    }

    /// Who refused what, one line for each.
    func refusal(_ target: String, token: String? = LeadAPIFixture.allToken, headers: HTTPHeaders = [:]) throws
        -> (status: Int, detail: String)
    {
        let answer = try get(target, token: token, headers: headers)
        #expect(answer.headers["Content-Type"] == "application/problem+json")
        #expect(answer.headers["Cache-Control"] == "no-store")
        let problem = try JSONReader.read(answer.body)
        #expect(problem["status"] == .integer(Int64(answer.status)))
        return (answer.status, problem["detail"]?.string ?? "")
    }
}

extension JSONValue {
    /// The elements of a list.
    var list: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
}

/// What the API told of as refused.
final class RejectionBox: Sendable {
    private let kept = Mutex<[Rejection]>([])
    var all: [Rejection] { kept.withLock { $0 } }
    func add(_ rejection: Rejection) { kept.withLock { $0.append(rejection) } }
}
