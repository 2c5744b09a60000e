import CoreServices
import Foundation
import TestSupport
import Testing

struct HTTPClientFaultTests {
    /// A phase of an exchange in which the server does something wrong.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let kinds: [TransportFailure.Kind]
        let script: @Sendable (ScriptedConnection) -> Void

        init(
            _ description: String,
            _ kinds: TransportFailure.Kind...,
            script: @escaping @Sendable (ScriptedConnection) -> Void
        ) {
            testDescription = description
            self.kinds = kinds
            self.script = script
        }
    }

    @Test(arguments: [
        Fault("closes before a reply", .reset) { $0.readRequest() },
        Fault("resets before a reply", .reset) { connection in
            connection.readRequest()
            connection.reset()
        },
        Fault("closes amid the status line", .reset, .malformed) { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 20")
        },
        Fault("closes amid the headers", .reset, .malformed) { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Le")
        },
        Fault("ends the body early", .malformed) { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
        },
        Fault("resets amid the body", .reset) { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\nshort")
            connection.reset()
        },
        Fault("ends amid the chunks", .malformed) { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
        },
        Fault("sends a chunk without size", .malformed) { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n")
        },
        Fault("sends something else than HTTP", .malformed) { connection in
            connection.readRequest()
            connection.send("220 mail.example ESMTP\r\n")
        },
        Fault("sends two lengths that differ", .malformed) { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello")
        },
    ])
    func `a connection that fails after the request went out may have done its work`(fault: Fault) throws {
        let server = try ScriptedServer(script: fault.script)
        defer { server.stop() }
        let failure = try HTTPClient().failure(.local(server.url("/secret-path")))
        #expect(fault.kinds.contains(failure.kind), "\(failure.kind): \(failure)")
        #expect(failure.mayHaveBeenProcessed)
        #expect(failure.message.contains("127.0.0.1"))
        #expect(!failure.message.contains("secret") && !failure.message.hasSuffix("."))
        #expect(server.connectionCount == 1)
    }

    @Test func `a port on which nobody listens is told, and nothing was sent`() throws {
        let port = try RefusingPort()
        defer { port.release() }
        let failure = try HTTPClient().failure(.local("http://127.0.0.1:\(port.number)/"))
        let message = "cannot connect to 127.0.0.1, port \(port.number): Connection refused"
        #expect(failure == TransportFailure(.connect, mayHaveBeenProcessed: false, message: message))
    }

    @Test(arguments: ["name.invalid", "no-such-host.test."]) func `a name without address is told`(name: String) throws
    {
        let failure = try HTTPClient().failure(.local("http://\(name)/"))
        #expect(failure.kind == .unresolvable)
        #expect(!failure.mayHaveBeenProcessed)
    }

    @Test func `a kept-alive connection that breaks under a request is not tried again`() throws {
        let requests = Monitor(0)
        let server = try ScriptedServer { connection in
            while connection.readRequest() {
                let count = requests.withLock { count in
                    count += 1
                    return count
                }
                if count == 2 { return connection.reset() }
                connection.reply("fine")
            }
        }
        defer { server.stop() }
        let client = try HTTPClient()
        #expect(try client.exchange(.local(server.url())).get().status == 200)
        let failure = try client.failure(.local(server.url()))
        #expect(failure.kind == .reset)
        #expect(failure.mayHaveBeenProcessed)
        #expect(requests.current == 2)
        #expect(try client.exchange(.local(server.url())).get().status == 200)
    }

    @Test func `a kept-alive connection that the server closed in between is replaced`() throws {
        let server = try ScriptedServer { connection in
            connection.readRequest()
            connection.reply("fine")
        }
        defer { server.stop() }
        let client = try HTTPClient()
        for _ in 0..<3 {
            guard case .failure(let failure) = try client.exchange(.local(server.url())) else { continue }
            // The close may come just as the next request leaves.
            #expect(failure.kind == .reset && failure.mayHaveBeenProcessed)
        }
        #expect(server.connectionCount >= 2)
    }

    @Test(arguments: [
        "HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-Last: 1\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 103 Early Hints\r\nX-Interim: 1\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nX-Last: 1\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nX-Last:\r\n 1\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "1\r\no\r\n1;x=y\r\nk\r\n0\r\nX-Last: 2\r\nX-Trailer: 1\r\n\r\n",
        "HTTP/1.0 200 OK\r\nX-Last: 1\r\n\r\nok",
    ])
    func `of several blocks of headers the last counts, and trailers do not`(text: String) throws {
        let server = try ScriptedServer { connection in
            connection.readRequest()
            connection.send(text)
        }
        defer { server.stop() }
        let reply = try HTTPClient().exchange(.local(server.url())).get()
        #expect(reply.status == 200)
        #expect(reply.headers.filter { $0.name.hasPrefix("X-") } == [HeaderField(name: "X-Last", value: "1")])
        #expect(reply.body == Array("ok".utf8))
    }

    @Test func `a self-signed certificate is refused unless it is trusted`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("callboard-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let key = folder.appendingPathComponent("key.pem").path
        let certificate = folder.appendingPathComponent("certificate.pem").path
        _ = try Shell.run([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2", "-subj", "/CN=secure.test", "-addext", "subjectAltName=DNS:secure.test", "-keyout", key, "-out",
            certificate,
        ])
        let fixture = try ListenerFixture {
            $0.certificateFile = certificate
            $0.privateKeyFile = key
        }
        let port = try #require(fixture.listener.boundPort)
        let addresses: @Sendable (String) -> [String]? = { _ in ["127.0.0.1"] }
        let url = "https://secure.test:\(port)/webhooks/komo"

        let failure = try HTTPClient(addresses: addresses).failure(.local(url))
        #expect(failure.kind == .tls)
        #expect(!failure.mayHaveBeenProcessed)
        #expect(failure.message.hasPrefix("no secure connection to secure.test: SSL certificate problem: self"))

        let trusting = try HTTPClient(trustedCertificates: certificate, addresses: addresses)
        #expect(try trusting.exchange(.local(url, body: #"{"event":"SiteViewed"}"#)).get().status == 200)
        let other = try trusting.failure(.local("https://other.test:\(port)/webhooks/komo"))
        #expect(other.kind == .tls)
        #expect(!other.mayHaveBeenProcessed)
    }
}
