import Primitives
import TestSupport
import Testing
import WebServer

struct HTTPServerAnswerTests {
    /// A server on a port of its own, stopped when the test lets go of it.
    private final class Fixture {
        let port: UInt16
        private let server: HTTPServer

        init(_ handler: @escaping Route.Handler) throws {
            server = HTTPServer(
                options: HTTPServerOptions(),
                routes: RouteTable([Route("GET", "/it", handler: handler)]),
                clock: .system
            ) { _ in }
            try server.start()
            port = try #require(server.boundPort)
        }

        deinit { server.stop() }

        func get(_ target: String = "/it") throws -> TestSupport.HTTPResponse {
            try HTTPConnection.exchange(TestSupport.HTTPRequest("GET", target), port: port)
        }
    }

    @Test func `an answer may be of any type`() throws {
        let fixture = try Fixture { _, responder in
            responder.respond(HTTPResponse(status: 200, body: "ok", contentType: "text/plain"))
        }
        let answer = try fixture.get()
        #expect(answer.text == "ok")
        #expect(answer.headers["Content-Type"] == "text/plain")
    }

    @Test func `an answer may have no body`() throws {
        let fixture = try Fixture { _, responder in
            responder.respond(HTTPResponse(status: 204, body: "", contentType: nil))
        }
        let connection = try HTTPConnection(port: fixture.port)
        try connection.send("GET /it HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        #expect(String(decoding: try connection.readToEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 204 "))
    }

    @Test func `an argument of the address is decoded`() throws {
        let fixture = try Fixture { request, responder in
            responder.respond(HTTPResponse(status: 200, body: request.argument("q") ?? "-", contentType: "text/plain"))
        }
        #expect(try fixture.get("/it?p=1&q=a%40b+c").text == "a@b c")
        #expect(try fixture.get().text == "-")
    }

    @Test func `a long answer is made while it is sent`() throws {
        let fixture = try Fixture { _, responder in
            responder.respond(
                HTTPResponse(status: 200, announcing: 3 << 20, sending: 3 << 20, contentType: "text/plain")
            )
        }
        #expect(try fixture.get().body.count == 3 << 20)
    }

    @Test func `an answer that is cut short ends the connection before its announced end`() throws {
        let fixture = try Fixture { _, responder in
            responder.respond(HTTPResponse(status: 200, announcing: 100, sending: 7, contentType: "text/plain"))
        }
        let connection = try HTTPConnection(port: fixture.port)
        try connection.send("GET /it HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let text = String(decoding: try connection.readToEnd(), as: UTF8.self)
        #expect(text.contains("Content-Length: 100\r\n"))
        #expect(text.hasSuffix("\r\n\r\n" + String(repeating: " ", count: 7)))
    }

    @Test(arguments: [false, true])
    func `a dropped connection gives no answer and leaves the server serving`(isLater: Bool) throws {
        let fixture = try Fixture { request, responder in
            if request.argument("whole") != nil {
                responder.respond(HTTPResponse(status: 200, json: "{}"))
            } else if isLater {
                Task { responder.drop() }
            } else {
                responder.drop()
            }
        }
        #expect(throws: (any Error).self) { try fixture.get() }
        #expect(try fixture.get("/it?whole=1").status == 200)
    }
}
