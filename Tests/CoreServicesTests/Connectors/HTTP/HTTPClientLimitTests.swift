import CoreServices
import TestSupport
import Testing

struct HTTPClientLimitTests {
    @Test func `a server that never answers is given up when the time is over`() throws {
        let server = try ScriptedServer { $0.awaitEnd() }
        defer { server.stop() }
        let failure = try HTTPClient().failure(.local(server.url()) { $0.totalTimeout = .milliseconds(120) })
        let message = "127.0.0.1 did not answer within 120ms"
        #expect(failure == TransportFailure(.timeout, mayHaveBeenProcessed: true, message: message))
    }

    @Test func `a server that falls silent is given up before that`() throws {
        let server = try ScriptedServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            connection.awaitEnd()
        }
        defer { server.stop() }
        let failure = try HTTPClient().failure(.local(server.url()) { $0.idleTimeout = .milliseconds(120) })
        let message = "127.0.0.1 went silent for 120ms"
        #expect(failure == TransportFailure(.timeout, mayHaveBeenProcessed: true, message: message))
    }

    @Test func `a reply that drips without end is given up when the time is over`() throws {
        let server = try ScriptedServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n\r\n")
            // Each drop waits for a while in which nothing comes, as from a slow remote.
            while connection.send("x"), !connection.hasEnded(withinMilliseconds: 10) {}
        }
        defer { server.stop() }
        let failure = try HTTPClient().failure(
            .local(server.url()) {
                $0.totalTimeout = .milliseconds(400)
                $0.idleTimeout = .milliseconds(390)
            }
        )
        #expect(failure.message == "127.0.0.1 did not answer within 400ms")
    }

    @Test(arguments: ["", "Content-Length: 1073741824\r\n", "Transfer-Encoding: chunked\r\n"])
    func `a reply without end is cut off at its limit`(header: String) throws {
        let sent = Monitor(0)
        let server = try ScriptedServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n\(header)\r\n")
            let piece = String(repeating: "x", count: 0x8000)
            let text = header.hasPrefix("Transfer") ? "8000\r\n\(piece)\r\n" : piece
            while connection.send(text) { sent.withLock { $0 += text.utf8.count } }
        }
        defer { server.stop() }
        let failure = try HTTPClient().failure(.local(server.url()) { $0.responseLimitBytes = 100_000 })
        #expect(failure.kind == .tooLarge)
        #expect(failure.mayHaveBeenProcessed)
        #expect(failure.message == "127.0.0.1 sent more than 100000B")
        // What the system's buffers took does not count as received.
        #expect(sent.current < 64 << 20)
    }

    @Test(arguments: [(10, true), (9, false)])
    func `a reply of exactly its limit is taken`(limit: Int, fits: Bool) throws {
        let server = try LoopbackServer.start { _ in HTTPResponse(200, body: Array("0123456789".utf8)) }
        defer { server.stop() }
        let request = OutboundRequest.local("http://127.0.0.1:\(server.port)/") { $0.responseLimitBytes = limit }
        let body = try? HTTPClient().exchange(request).get().body
        #expect(body == (fits ? Array("0123456789".utf8) : nil))
    }

    @Test(arguments: ["X-More: 1\r\n", "\r\nHTTP/1.1 100 Continue\r\n"])
    func `headers without end are cut off`(line: String) throws {
        let server = try ScriptedServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 100 Continue\r\n")
            let lines = String(repeating: line, count: 100)
            while connection.send(lines) {}
        }
        defer { server.stop() }
        let failure = try HTTPClient().failure(.local(server.url()))
        #expect(failure.kind == .tooLarge)
        #expect(failure.message == "127.0.0.1 sent more than 64KiB of headers")
    }

    @Test func `a reply that is not compressed by request stays as it came`() throws {
        let server = try LoopbackServer.start { _ in
            HTTPResponse(200, headers: ["Content-Encoding": "gzip"], body: [0x1f, 0x8b, 0, 1])
        }
        defer { server.stop() }
        let reply = try HTTPClient().exchange(.local("http://127.0.0.1:\(server.port)/")).get()
        #expect(reply.body == [0x1f, 0x8b, 0, 1])
    }

    @Test(arguments: [
        "", "x", "/path", "//host/", "example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://127.0.0.1/",
        "http:example.com", "http:/example.com/", "http:///example.com/", "http://", "http://:80/",
        "http://example.com:0/", "http://example.com:99999/", "http://example.com:x/", "http://user@example.com/",
        "http://user:password@example.com/", "https://:password@example.com/", "http://exa mple.com/",
        "http://example.com/a b", "http://example.com/\r\nX-Injected: 1", "http://example.com/\u{0}",
        "http://example.com\\@127.0.0.1/", "http://[::1/", "http://example.com\t/", "http://example.com/\u{7f}",
    ])
    func `a URL that cannot be used is refused before anything is sent`(url: String) throws {
        let failure = try HTTPClient().failure(.local(url))
        #expect(failure.kind == .unusableRequest, "\(failure)")
        #expect(!failure.mayHaveBeenProcessed)
        #expect(!failure.message.contains("password"))
    }

    @Test(arguments: [
        ("X-A", "1\r\nX-Injected: 1"), ("X-A", "1\nX-Injected: 1"), ("X-A", "1\r"), ("X-A", "\u{0}"),
        ("X-A", "\u{1b}[2J"),
        ("X-A", "\u{7f}"), ("X-A\r\nX-Injected", "1"), ("X-A:", "1"), ("X A", "1"), ("", "1"), ("X-Ä", "1"),
        ("Content-Length", "0"), ("transfer-encoding", "chunked"), ("Host", "inner"), ("Connection", "close"),
    ])
    func `a header that would change the request is refused before anything is sent`(name: String, value: String) throws
    {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let url = "http://127.0.0.1:\(server.port)/"
        let failure = try HTTPClient().failure(.local(url, headers: [HeaderField(name: name, value: value)]))
        #expect(failure.kind == .unusableRequest, "\(failure)")
        #expect(failure.message.utf8.allSatisfy { $0 >= 0x20 })
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: ["", "PO ST", "POST / HTTP/1.1\r\nX: 1\r\n\r\nGET", "CONNECT", "P\u{0}", "ÄTZ"])
    func `a method that is no word is refused before anything is sent`(method: String) throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let failure = try HTTPClient().failure(.local("http://127.0.0.1:\(server.port)/", method: method))
        #expect(failure.kind == .unusableRequest)
        #expect(server.connectionCount == 0)
    }
}
