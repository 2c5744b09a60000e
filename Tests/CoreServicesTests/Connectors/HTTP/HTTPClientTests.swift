import CoreServices
import Foundation
import TestSupport
import Testing

struct HTTPClientTests {
    @Test func `a request arrives as it was given, and its reply comes back`() throws {
        let server = try LoopbackServer.start { _ in
            HTTPResponse(201, headers: ["X-One": "1", "x-two": " 2 ", "X-One": "3"], body: Array("done".utf8))
        }
        defer { server.stop() }
        let headers = [
            HeaderField(name: "Content-Type", value: "application/json"), HeaderField(name: "X-Empty", value: ""),
            HeaderField(name: "Authorization", value: "Bearer t0ken"), HeaderField(name: "X-Text", value: "Zoë"),
        ]
        let url = "http://127.0.0.1:\(server.port)/a%20b?c=d%2Fe#fragment"
        let reply = try HTTPClient().exchange(.local(url, method: "PATCH", headers: headers, body: "Zoë\0!")).get()
        #expect(reply.status == 201)
        #expect(reply.headers.prefix(3).map(\.name) == ["X-One", "x-two", "X-One"])
        #expect(reply.headers.prefix(3).map(\.value) == ["1", "2", "3"])
        #expect(reply.header("X-TWO") == "2")
        #expect(reply.body == Array("done".utf8))
        let request = try #require(server.requests.first)
        #expect(request.method == "PATCH")
        #expect(request.target == "/a%20b?c=d%2Fe")
        #expect(request.body == Array("Zoë\0!".utf8))
        for header in headers { #expect(request.headers[header.name] == header.value) }
        #expect(request.headers["Host"] == "127.0.0.1:\(server.port)")
        for name in ["Expect", "Accept-Encoding", "Cookie"] { #expect(request.headers[name] == nil) }
    }

    @Test(arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    func `a request without body is sent with any method`(method: String) throws {
        let server = try LoopbackServer.start { _ in HTTPResponse(200) }
        defer { server.stop() }
        let url = "http://127.0.0.1:\(server.port)/"
        #expect(try HTTPClient().exchange(.local(url, method: method, body: "")).get().status == 200)
        let request = try #require(server.requests.first)
        #expect(request.method == method)
        #expect(request.body.isEmpty)
        #expect(request.headers["Content-Type"] == nil)
        #expect(request.headers["Content-Length"] == (["POST", "PUT", "PATCH"].contains(method) ? "0" : nil))
    }

    @Test func `a large body arrives whole`() throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let body = String(repeating: "0123456789", count: 300_000)
        let url = "http://127.0.0.1:\(server.port)/"
        #expect(try HTTPClient().exchange(.local(url, body: body)).get().status == 200)
        #expect(server.requests.first?.body == Array(body.utf8))
    }

    @Test func `requests one after another share a connection`() throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let client = try HTTPClient()
        let url = "http://127.0.0.1:\(server.port)/"
        for _ in 0..<20 { #expect(try client.exchange(.local(url)).get().status == 200) }
        #expect(server.requests.count == 20)
        #expect(server.connectionCount == 1)
    }

    @Test func `200 requests at once all get their own reply over no more connections than allowed`() throws {
        let server = try LoopbackServer.start { HTTPResponse(200, body: $0.body) }
        defer { server.stop() }
        let client = try HTTPClient(connectionLimitPerHost: 16)
        let bodies = Monitor<[Int: String]>([:])
        for index in 0..<200 {
            client.send(.local("http://127.0.0.1:\(server.port)/", body: "body \(index)")) { outcome in
                let body = (try? outcome.get())?.body ?? []
                bodies.withLock { $0[index] = String(decoding: body, as: UTF8.self) }
            }
        }
        #expect(bodies.wait(within: patience) { $0.count == 200 })
        #expect(bodies.current.allSatisfy { $0.value == "body \($0.key)" })
        #expect(server.connectionCount <= 16)
    }

    @Test func `a completion may send the next request`() throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let client = try HTTPClient()
        let request = OutboundRequest.local("http://127.0.0.1:\(server.port)/")
        let statuses = Monitor<[Int?]>([])
        client.send(request) { first in
            statuses.withLock { $0.append((try? first.get())?.status) }
            client.send(request) { second in statuses.withLock { $0.append((try? second.get())?.status) } }
        }
        #expect(statuses.wait(within: patience) { $0.count == 2 })
        #expect(statuses.current == [200, 200])
    }

    @Test func `stopping ends what is under way, what waits and what comes later`() throws {
        let server = try ScriptedServer { connection in
            connection.readRequest()
            connection.awaitEnd()
        }
        defer { server.stop() }
        let client = try HTTPClient(connectionLimitPerHost: 2)
        let outcomes = Monitor<[TransportFailure?]>([])
        for _ in 0..<5 {
            client.send(.local(server.url())) { outcome in
                outcomes.withLock { $0.append(outcome.failure) }
            }
        }
        try waitUntil("both connections") { server.connectionCount == 2 }
        client.stop()
        #expect(outcomes.current.count == 5)
        #expect(outcomes.current.allSatisfy { $0?.kind == .cancelled })
        client.stop()
        let late = try client.failure(.local(server.url()))
        #expect(late.kind == .cancelled)
        #expect(!late.mayHaveBeenProcessed)
        #expect(server.connectionCount == 2)
    }

    @Test func `a completion may stop the client`() throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let client = try HTTPClient()
        let isDone = Monitor(false)
        client.send(.local("http://127.0.0.1:\(server.port)/")) { _ in
            client.stop()
            isDone.withLock { $0 = true }
        }
        #expect(isDone.wait(within: patience) { $0 })
        #expect(try client.failure(.local("http://127.0.0.1:\(server.port)/")).kind == .cancelled)
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
