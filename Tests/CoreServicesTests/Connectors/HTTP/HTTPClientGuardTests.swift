import CoreServices
import TestSupport
import Testing

struct HTTPClientGuardTests {
    private static let onlyFirst = [AddressRange(bytes: [127, 0, 0, 1], prefixLength: 32)]

    @Test(arguments: [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0.0.1", "0177.0.0.1",
        "017700000001", "0177.1", "127.0.0.1.", "localhost", "localhost.", "LOCALHOST", "a.localhost",
        "0.0.0.0", "0", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
        "127.0.0.2", "%31%32%37.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1",
    ])
    func `no spelling of this machine reaches it`(host: String) throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let client = try HTTPClient()
        let failure = try client.failure(.local("http://\(host):\(server.port)/", allowed: []))
        #expect([.refusedAddress, .unusableRequest, .unresolvable].contains(failure.kind), "\(failure)")
        #expect(!failure.mayHaveBeenProcessed)
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: [
        ("10.1.2.3", "10.1.2.3 is a private address"), ("0x0a010203", "10.1.2.3 is a private address"),
        ("012.1.2.3", "10.1.2.3 is a private address"), ("167838211", "10.1.2.3 is a private address"),
        ("192.168.1.1", "192.168.1.1 is a private address"),
        ("169.254.169.254", "169.254.169.254 is a cloud metadata address"),
        ("0xa9fea9fe", "169.254.169.254 is a cloud metadata address"),
        ("[fd00:ec2::254]", "fd00:ec2::254 is a cloud metadata address"),
        ("[64:ff9b::a01:203]", "64:ff9b::a01:203 is a translated form of a private address"),
        ("224.0.0.1", "224.0.0.1 is a multicast address"),
        ("255.255.255.255", "255.255.255.255 is the broadcast address"),
        ("metadata.test", "metadata.test resolves to a cloud metadata address 169.254.169.254"),
        ("inner.test", "inner.test resolves to a private address 10.1.2.3"),
        ("six.test", "six.test resolves to a private address fd00::1"),
        ("mapped.test", "mapped.test resolves to a loopback address ::ffff:127.0.0.1"),
        ("all.test", "all.test resolves to a private address 10.1.2.3"),
    ])
    func `a refusal says which address it is and why`(host: String, message: String) throws {
        let client = try HTTPClient(addresses: { name in
            [
                "metadata.test": ["169.254.169.254"], "inner.test": ["10.1.2.3"], "six.test": ["fd00::1"],
                "mapped.test": ["::ffff:127.0.0.1"], "all.test": ["10.1.2.3", "192.168.0.1", "127.0.0.1"],
            ][name]
        })
        let failure = try client.failure(.local("http://\(host)/", allowed: []))
        #expect(failure == .init(.refusedAddress, mayHaveBeenProcessed: false, message: "refused: \(message)"))
    }

    @Test func `a name that changes its address between two requests is judged anew`() throws {
        let server = try LoopbackServer.start { _ in HTTPResponse(200, headers: ["Connection": "close"]) }
        defer { server.stop() }
        let hidden = try ScriptedServer(on: "127.0.0.2", port: server.port) { $0.awaitEnd() }
        defer { hidden.stop() }
        let answers = Monitor([["127.0.0.1"], ["127.0.0.2"]])
        let client = try HTTPClient(addresses: { _ in answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } })
        let request = OutboundRequest.local("http://rebound.test:\(server.port)/", allowed: Self.onlyFirst)
        #expect(try client.exchange(request).get().status == 200)
        let failure = try client.failure(request)
        #expect(failure.message == "refused: rebound.test resolves to a loopback address 127.0.0.2")
        #expect(server.connectionCount == 1)
        #expect(hidden.connectionCount == 0)
    }

    @Test(arguments: [["127.0.0.2", "127.0.0.1"], ["127.0.0.1", "127.0.0.2"]])
    func `of several addresses only those that may be reached are tried`(addresses: [String]) throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let hidden = try ScriptedServer(on: "127.0.0.2", port: server.port) { $0.awaitEnd() }
        defer { hidden.stop() }
        let client = try HTTPClient(addresses: { _ in addresses })
        let request = OutboundRequest.local("http://both.test:\(server.port)/", allowed: Self.onlyFirst)
        #expect(try client.exchange(request).get().status == 200)
        #expect(hidden.connectionCount == 0)
    }

    @Test func `where the address that may be reached is down, the other is still not tried`() throws {
        let hidden = try ScriptedServer(on: "127.0.0.2") { $0.awaitEnd() }
        defer { hidden.stop() }
        let client = try HTTPClient(addresses: { _ in ["127.0.0.1", "127.0.0.2"] })
        let failure = try client.failure(.local("http://both.test:\(hidden.port)/", allowed: Self.onlyFirst))
        #expect(failure.kind == .connect)
        #expect(hidden.connectionCount == 0)
    }

    @Test func `a connection kept alive for one allow list serves no request with another`() throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let client = try HTTPClient(addresses: { _ in ["127.0.0.1"] })
        let url = "http://shared.test:\(server.port)/"
        #expect(try client.exchange(.local(url)).get().status == 200)
        let failure = try client.failure(.local(url, allowed: []))
        #expect(failure.message == "refused: shared.test resolves to a loopback address 127.0.0.1")
        #expect(!failure.mayHaveBeenProcessed)
        #expect(server.requests.count == 1)
        #expect(try client.exchange(.local(url, allowed: Self.onlyFirst)).get().status == 200)
    }

    @Test func `a request that may not use a kept-alive connection gets one of its own`() throws {
        let second = try ScriptedServer(on: "127.0.0.2") { connection in
            while connection.readRequest() { connection.reply("second") }
        }
        defer { second.stop() }
        let first = try ScriptedServer(on: "127.0.0.1", port: second.port) { connection in
            while connection.readRequest() { connection.reply("first") }
        }
        defer { first.stop() }
        let answers = Monitor([["127.0.0.2"], ["127.0.0.1"]])
        let client = try HTTPClient(addresses: { _ in answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } })
        let url = "http://moving.test:\(first.port)/"
        #expect(try client.exchange(.local(url)).get().body == Array("second".utf8))
        #expect(try client.exchange(.local(url, allowed: Self.onlyFirst)).get().body == Array("first".utf8))
    }

    @Test func `a redirect is handed back and not followed`() throws {
        let hidden = try LoopbackServer.start()
        defer { hidden.stop() }
        let target = "http://127.0.0.1:\(hidden.port)/"
        let server = try LoopbackServer.start { _ in HTTPResponse(302, headers: ["Location": target]) }
        defer { server.stop() }
        let reply = try HTTPClient().exchange(.local("http://127.0.0.1:\(server.port)/")).get()
        #expect(reply.status == 302)
        #expect(reply.header("location") == target)
        #expect(hidden.connectionCount == 0)
    }
}
