/// One page of a ``Browser``, with cookies and storage of its own.
package final class BrowserPage: Sendable {
    private let browser: Browser
    private let context: String
    private let target: String
    private let session: String
    private let record = Monitor(PageRecord())

    private init(browser: Browser, context: String, target: String, session: String) {
        self.browser = browser
        self.context = context
        self.target = target
        self.session = session
    }

    static func open(in browser: Browser) async throws -> BrowserPage {
        let connection = browser.connection
        let context = try await connection.call("Target.createBrowserContext")["browserContextId"]?.string ?? ""
        let target =
            try await connection.call(
                "Target.createTarget",
                ["url": "about:blank", "browserContextId": .string(context), "width": 390, "height": 844]
            )["targetId"]?.string ?? ""
        let session =
            try await connection.call("Target.attachToTarget", ["targetId": .string(target), "flatten": true])[
                "sessionId"
            ]?.string ?? ""
        let page = BrowserPage(browser: browser, context: context, target: target, session: session)
        let record = page.record
        connection.listen(to: session) { event in record.withLock { $0.take(event) } }
        for domain in ["Page", "Runtime", "Log", "Network", "DOM"] { _ = try await page.call("\(domain).enable") }
        // Heard in a world of its own, so that the page's scripts neither see it nor get in its way.
        _ = try await page.call("Runtime.addBinding", ["name": "tellViolation", "executionContextName": "harness"])
        _ = try await page.call(
            "Page.addScriptToEvaluateOnNewDocument",
            ["source": .string(violationListener), "worldName": "harness"]
        )
        return page
    }

    private static let violationListener = """
        document.addEventListener('securitypolicyviolation', event => tellViolation(JSON.stringify({
            directive: event.effectiveDirective, blocked: event.blockedURI, document: event.documentURI
        })))
        """

    /// Closes the page and forgets its cookies and storage.
    package func close() async {
        _ = try? await browser.connection.call("Target.closeTarget", ["targetId": .string(target)])
        _ = try? await browser.connection.call("Target.disposeBrowserContext", ["browserContextId": .string(context)])
        browser.connection.forget(session)
    }

    // MARK: - What was seen

    package var console: [PageRecord.ConsoleLine] { record.current.console }
    package var violations: [PageRecord.Violation] { record.current.violations }
    package var requests: [PageRecord.Request] { record.current.requests }

    /// Requests to other origins than these.
    package func requests(outside origins: [String]) -> [PageRecord.Request] {
        record.current.requests(outside: origins)
    }

    // MARK: - Going somewhere

    /// Goes to an address and waits until its document is there; scripts that are `async` may come later.
    package func navigate(_ url: String) async throws {
        let result = try await call("Page.navigate", ["url": .string(url)])
        if let reason = result["errorText"]?.string { throw TestFailure("could not open \(url): \(reason)") }
        try await waitFor("document.readyState !== 'loading' && location.href !== 'about:blank'")
    }

    /// Loads the page once more.
    package func reload() async throws {
        _ = try await evaluate("window.harnessBeforeReload = true")
        _ = try await call("Page.reload")
        try await waitFor("window.harnessBeforeReload === undefined && document.readyState !== 'loading'")
    }

    // MARK: - Asking

    /// Runs JavaScript and gives its value; a promise is awaited.
    ///
    /// - Parameter frame: Part of the address of the frame to run in; the page itself when left out.
    /// - Throws: ``TestFailure`` with the exception that it throws.
    @discardableResult
    package func evaluate(_ script: String, inFrame frame: String? = nil) async throws -> BrowserJSON {
        try await run(script, inFrame: frame, byValue: true)["value"] ?? .null
    }

    /// Runs JavaScript until it gives something true.
    package func waitFor(
        _ condition: String,
        inFrame frame: String? = nil,
        within limit: Duration = patience
    ) async throws {
        let deadline = ContinuousClock.now + limit
        var last = "it was never true"
        repeat {
            do {
                if try await evaluate("!!(\(condition))", inFrame: frame) == true { return }
                last = "it was never true"
            } catch {
                // The document may be on its way out; the next one is asked.
                last = "\(error)"
            }
            try await Task.sleep(for: .milliseconds(10))
        } while ContinuousClock.now < deadline
        let lines = console.suffix(10).map { "\($0.level): \($0.text)" }.joined(separator: "\n")
        throw TestFailure("waited \(limit) in vain for \(condition): \(last); the console says:\n\(lines)")
    }

    /// The text of an element as a person reads it.
    package func text(of selector: String, inFrame frame: String? = nil) async throws -> String {
        let name = BrowserJSON.string(selector).text
        return try await evaluate("document.querySelector(\(name)).innerText", inFrame: frame).string ?? ""
    }

    // MARK: - Acting

    /// Waits for an element and clicks in its middle, with the mouse, as a person does.
    package func click(_ selector: String, inFrame frame: String? = nil) async throws {
        let element = "document.querySelector(\(BrowserJSON.string(selector).text))"
        try await waitFor("\(element) && \(element).getClientRects().length > 0", inFrame: frame)
        _ = try await evaluate(
            "\(element).scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'})",
            inFrame: frame
        )
        let object = try await run(element, inFrame: frame, byValue: false)["objectId"] ?? .null
        let quads = try await call("DOM.getContentQuads", ["objectId": object])["quads"]
        let corners = (quads?[0]?.array ?? []).compactMap(\.number)
        guard corners.count == 8 else { throw TestFailure("\(selector) is not to be seen") }
        let x = (corners[0] + corners[4]) / 2
        let y = (corners[1] + corners[5]) / 2
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            _ = try await call(
                "Input.dispatchMouseEvent",
                [
                    "type": .string(kind), "x": .number(x), "y": .number(y),
                    "button": kind == "mouseMoved" ? "none" : "left", "clickCount": kind == "mouseMoved" ? 0 : 1,
                ]
            )
        }
    }

    /// Clicks into a field, empties it and types a text.
    package func type(_ text: String, into selector: String, inFrame frame: String? = nil) async throws {
        try await click(selector, inFrame: frame)
        _ = try await evaluate("document.activeElement.select && document.activeElement.select()", inFrame: frame)
        _ = try await call("Input.insertText", ["text": .string(text)])
    }

    // MARK: - The network

    /// Cuts the page off from the network, or connects it again.
    package func setOffline(_ isOffline: Bool) async throws {
        try await emulateNetwork(offline: isOffline, latency: .zero, bytesPerSecond: nil)
    }

    /// Slows the network down, as a venue's Wi-Fi is.
    package func throttle(latency: Duration, bytesPerSecond: Int) async throws {
        try await emulateNetwork(offline: false, latency: latency, bytesPerSecond: bytesPerSecond)
    }

    private func emulateNetwork(offline: Bool, latency: Duration, bytesPerSecond: Int?) async throws {
        let speed = BrowserJSON.number(Double(bytesPerSecond ?? -1))
        _ = try await call(
            "Network.emulateNetworkConditions",
            [
                "offline": .bool(offline), "latency": .number(latency.inSeconds * 1000),
                "downloadThroughput": speed, "uploadThroughput": speed,
            ]
        )
    }

    // MARK: - Commands

    /// Sends any command of the browser's protocol to this page.
    @discardableResult
    package func call(_ method: String, _ parameters: BrowserJSON = [:]) async throws -> BrowserJSON {
        try await browser.connection.call(method, parameters, session: session)
    }

    private func run(_ script: String, inFrame frame: String?, byValue: Bool) async throws -> BrowserJSON {
        var parameters: [String: BrowserJSON] = [
            "expression": .string(script), "awaitPromise": true, "returnByValue": .bool(byValue), "userGesture": true,
        ]
        if let frame { parameters["contextId"] = .number(Double(try await scriptContext(ofFrame: frame))) }
        let answer = try await call("Runtime.evaluate", .object(parameters))
        if let details = answer["exceptionDetails"] {
            let reason = details["exception"]?["description"]?.string ?? details["exception"]?["value"]?.text
            throw TestFailure("the script failed: \(reason ?? details["text"]?.string ?? ""); it was: \(script)")
        }
        return answer["result"] ?? [:]
    }

    private func scriptContext(ofFrame address: String) async throws -> Int {
        var trees = [try await call("Page.getFrameTree")["frameTree"] ?? .null]
        while let tree = trees.popLast() {
            let frame = tree["frame"]
            if frame?["url"]?.string?.contains(address) == true, frame?["parentId"] != nil,
                let found = record.current.contexts[frame?["id"]?.string ?? ""]
            {
                return found
            }
            trees += tree["childFrames"]?.array ?? []
        }
        throw TestFailure("no frame of the page is at \(address)")
    }
}
