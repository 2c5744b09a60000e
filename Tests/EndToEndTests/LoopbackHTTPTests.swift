import TestSupport
import Testing

@Suite(.serialized)
struct LoopbackHTTPTests {
    @Test
    func `one connection carries several requests, whole, chunked and in pieces`() throws {
        let server = try LoopbackServer.start { HTTPResponse(201, headers: ["X-Seen": $0.target], body: $0.body) }
        defer { server.stop() }
        let connection = try HTTPConnection(port: server.port)
        let request = HTTPRequest("POST", "/a?b=c", headers: ["Content-Type": "text/plain"], body: Array("hello".utf8))

        for bytes in [request.bytes, request.chunkedBytes(ofSize: 2)] {
            try connection.send(bytes)
            let response = try connection.readResponse()
            #expect(response.status == 201)
            #expect(response.headers["x-seen"] == "/a?b=c")
            #expect(response.text == "hello")
        }
        try connection.send(request.bytes, inPiecesOf: 7, every: .milliseconds(1))
        #expect(try connection.readResponse().text == "hello")

        #expect(server.requests.map(\.body) == Array(repeating: Array("hello".utf8), count: 3))
        #expect(server.connectionCount == 1)
    }

    @Test
    func `a half-closed connection still brings the answer and then the end`() throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let connection = try HTTPConnection(port: server.port)

        try connection.send(HTTPRequest("GET", "/").bytes)
        connection.finishSending()

        #expect(try connection.readResponse().status == 200)
        #expect(try connection.readToEnd() == [])
    }

    @Test
    func `a server that hangs up is reported and does not hang the test`() throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let connection = try HTTPConnection(port: server.port)

        try connection.send("nonsense\r\n\r\n")

        #expect(throws: TestFailure.self) { try connection.readResponse() }
    }

    @Test
    func `a missing server is reported with its port`() throws {
        let port = try RefusingPort()
        defer { port.release() }

        let failure = #expect(throws: TestFailure.self) { try HTTPConnection(port: port.number) }

        #expect(failure?.description.contains("\(port.number)") == true)
    }
}
