import Glibc
import TestSupport
import Testing

@Suite(.serialized)
struct SimulatorCommandTests {
    @Test
    func `prints the same lines for the same seed`() throws {
        let command = try ChildCommand.product("callboard-sim", ["komo", "--print", "--seed", "7", "--count", "300"])

        let first = try ChildProcess.run(command)
        let second = try ChildProcess.run(command)

        #expect(first.exit == .exited(0))
        #expect(first.output.split(separator: "\n").count == 300)
        #expect(first.output == second.output)
    }

    @Test
    func `posts so many requests with the secret of the environment and reports them`() throws {
        let server = try LoopbackServer.start { HTTPResponse($0.headers["Authorization"] == "Bearer xyz" ? 200 : 401) }
        defer { server.stop() }

        let result = try ChildProcess.run(
            .product(
                "callboard-sim",
                ["komo", "--url", "http://127.0.0.1:\(server.port)/webhooks/komo", "--rate=0", "--count=40"]
                    + ["--profile", "static-header", "--secret-env", "KOMO_SECRET", "--bad-signatures", "0%"],
                environment: ["KOMO_SECRET": "xyz"]
            )
        )

        #expect(result.exit == .exited(0), "\(result.error)")
        #expect(server.requests.count == 40)
        #expect(result.output.contains("40 × 200"))
        #expect(!result.output.contains("xyz"))
    }

    @Test
    func `an interrupt ends it with its report`() throws {
        let server = try LoopbackServer.start()
        defer { server.stop() }
        let url = "http://127.0.0.1:\(server.port)/webhooks/komo"
        let child = try ChildProcess.start(.product("callboard-sim", ["komo", "--url", url, "--rate", "500"]))
        defer { child.stop() }
        try server.waitForRequests("the first requests") { $0.count >= 10 }

        child.send(signal: SIGINT)

        #expect(try child.waitForExit() == .exited(0))
        #expect(child.outputText.hasPrefix("Sent "))
    }

    @Test
    func `the systems run until a signal and end with what they saw`() throws {
        let child = try ChildProcess.start(.product("callboard-sim", ["remotes", "--fault", "http/a:503@2-2"]))
        defer { child.stop() }
        try waitUntil("the address is printed") { child.outputText.contains("\n") }
        let address = try #require(child.outputText.firstMatch(of: #/http://127\.0\.0\.1:(\d+)/#))
        let port = try #require(UInt16(address.1))
        let request = HTTPRequest("POST", "/http/a", headers: ["Idempotency-Key": "k"])
        #expect(try HTTPConnection.exchange(request, port: port).status == 200)
        #expect(try HTTPConnection.exchange(request, port: port).status == 503)

        child.send(signal: SIGTERM)

        #expect(try child.waitForExit() == .exited(0))
        #expect(child.outputText.contains("http/a: 2 requests (1 × 200, 1 × 503), 1 processed, 1 keys"))
    }

    @Test(arguments: [
        ["komoo"], ["komo"], ["komo", "--nonsense"], ["komo", "--url"], ["komo", "--url", "x", "--rate", "-1"],
        ["komo", "--url", "x", "--late", "101%"], ["komo", "--url", "x", "--profile", "hmac-sha256"],
        ["komo", "--url", "x", "--profile", "hmac-sha256", "--secret-env", "NOT_SET"],
        ["komo", "--print", "--count", "0"], ["remotes", "--port", "70000"], ["remotes", "--fault", "braze:nonsense"],
    ])
    func `a wrong command line is refused in one sentence`(words: [String]) throws {
        let result = try ChildProcess.run(.product("callboard-sim", words))

        #expect(result.exit == .exited(2))
        #expect(result.output.isEmpty)
        #expect(result.error.hasPrefix("callboard-sim: "))
        #expect(result.error.split(separator: "\n").count == 1)
    }
}
