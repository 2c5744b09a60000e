import Foundation
import TestSupport
import Testing

extension BrowserProofs {
    /// The browser itself: without it, what the other suites prove would be worth nothing.
    struct BrowserHarnessTests {
        @Test func `a page is opened, read, typed into and clicked`() async throws {
            let server = try LoopbackServer.start(SamplePages.answer)
            defer { server.stop() }
            let page = try await Browser.shared().newPage()
            try await page.navigate("http://127.0.0.1:\(server.port)/form")
            try await page.type("Zoë </script> O'Neil", into: "#name")
            try await page.click("#greet")
            try await page.waitFor("document.title === 'greeted'")
            #expect(try await page.text(of: "#greeting") == "Hello Zoë </script> O'Neil")
            #expect(
                try await page.evaluate("Promise.resolve({ list: [1, 'two', null, true] })")["list"] == [
                    1, "two", .null, true,
                ]
            )
            #expect(page.console == [.init(level: "log", text: "greeting {\"to\":\"someone\"}")])
            await page.close()
        }

        @Test func `a script that fails says how`() async throws {
            let page = try await Browser.shared().newPage()
            await #expect(throws: TestFailure.self) { try await page.evaluate("nobody.home()") }
            await #expect(throws: TestFailure.self) { try await page.waitFor("false", within: .milliseconds(20)) }
            await page.close()
        }

        @Test func `requests are kept with their bodies, and nothing outside is reached`() async throws {
            let server = try LoopbackServer.start(SamplePages.answer)
            defer { server.stop() }
            let own = "http://127.0.0.1:\(server.port)"
            let page = try await Browser.shared().newPage()
            try await page.navigate("\(own)/form")
            try await page.evaluate("fetch('/echo', { method: 'POST', body: 'seven' }).then(answer => answer.text())")
            let post = try #require(page.requests.first { $0.url == "\(own)/echo" })
            #expect(post.method == "POST" && post.body == "seven" && post.status == 200)
            #expect(page.requests(outside: [own]).isEmpty)

            let reached = try await page.evaluate("fetch('http://example.com/').then(() => 'reached', () => 'refused')")
            #expect(reached == "refused")
            #expect(page.requests(outside: [own]).map(\.url) == ["http://example.com/"])
            await page.close()
        }

        @Test func `what a content security policy forbids is told`() async throws {
            let server = try LoopbackServer.start(SamplePages.answer)
            defer { server.stop() }
            let page = try await Browser.shared().newPage()
            try await page.navigate("http://127.0.0.1:\(server.port)/strict")
            try await waitUntil("the violation") { () async in !page.violations.isEmpty }
            #expect(page.violations.map(\.directive) == ["script-src-elem"])
            #expect(try await page.evaluate("document.title") == "strict")
            await page.close()
        }

        @Test func `a page is cut off, slowed down and connected again`() async throws {
            let server = try LoopbackServer.start(SamplePages.answer)
            defer { server.stop() }
            let page = try await Browser.shared().newPage()
            try await page.navigate("http://127.0.0.1:\(server.port)/form")
            let ask = "fetch('/echo', { method: 'POST', body: 'x' }).then(() => 'there', () => 'cut off')"
            try await page.setOffline(true)
            #expect(try await page.evaluate(ask) == "cut off")
            #expect(try await page.evaluate("navigator.onLine") == false)
            try await page.setOffline(false)
            #expect(try await page.evaluate(ask) == "there")
            try await page.throttle(latency: .milliseconds(300), bytesPerSecond: 100_000)
            let clock = ContinuousClock()
            let taken = try await clock.measure { try await page.evaluate(ask) }
            #expect(taken >= .milliseconds(300))
            await page.close()
        }

        @Test func `a frame of another origin is read and clicked in`() async throws {
            let inner = try LoopbackServer.start(SamplePages.answer)
            defer { inner.stop() }
            let address = "http://hub.localhost:\(inner.port)/form"
            let outer = try LoopbackServer.start { _ in
                SamplePages.html(
                    "<body style='margin: 200px 0 0 30px'><iframe width=300 height=300 src='\(address)'></iframe>"
                )
            }
            defer { outer.stop() }
            let page = try await Browser.shared().newPage()
            try await page.navigate("http://127.0.0.1:\(outer.port)/")
            try await page.type("Kit", into: "#name", inFrame: address)
            try await page.click("#greet", inFrame: address)
            try await page.waitFor("document.title === 'greeted'", inFrame: address)
            #expect(try await page.text(of: "#greeting", inFrame: address) == "Hello Kit")
            // The browser keeps the two apart as it does for people.
            let peek = "(() => { try { return frames[0].document.title } catch (error) { return error.name } })()"
            #expect(try await page.evaluate(peek) == "SecurityError")
            await page.close()
        }

        @Test func `pages do not see each other's storage`() async throws {
            let server = try LoopbackServer.start(SamplePages.answer)
            defer { server.stop() }
            let first = try await Browser.shared().newPage()
            try await first.navigate("http://127.0.0.1:\(server.port)/form")
            try await first.evaluate("localStorage.setItem('name', 'Ada')")
            try await first.reload()
            #expect(try await first.evaluate("localStorage.getItem('name')") == "Ada")
            let second = try await Browser.shared().newPage()
            try await second.navigate("http://127.0.0.1:\(server.port)/form")
            #expect(try await second.evaluate("localStorage.getItem('name')") == .null)
            await first.close()
            await second.close()
        }

        @Test func `a stopped browser leaves neither a process nor a file`() async throws {
            let browser = try Browser.launch()
            defer { browser.stop() }
            let page = try await browser.newPage()
            #expect(processes(ofSession: browser.identifier).count > 1)
            browser.stop()
            try await waitUntil("the end of all its processes") { () async in
                processes(ofSession: browser.identifier).isEmpty
            }
            #expect(browser.exit == .signalled(SIGKILL))
            #expect(!FileManager.default.fileExists(atPath: browser.profilePath))
            await #expect(throws: TestFailure.self) { try await page.evaluate("1") }
        }

        @Test func `a browser whose test process is gone ends by itself`() async throws {
            let browser = try Browser.launch()
            defer { browser.stop() }
            _ = try await browser.newPage()
            browser.hangUp()
            try await waitUntil("the end of the browser") { () async in browser.exit == .exited(0) }
            #expect(!FileManager.default.fileExists(atPath: browser.profilePath))
            try await waitUntil("the end of all its processes") { () async in
                processes(ofSession: browser.identifier).isEmpty
            }
        }

        /// The processes of a session that are more than an entry in the table.
        private func processes(ofSession session: pid_t) -> [pid_t] {
            let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return all.compactMap { pid_t($0) }.filter { process in
                getsid(process) == session
                    && (try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline")))?.isEmpty == false
            }
        }
    }
}
