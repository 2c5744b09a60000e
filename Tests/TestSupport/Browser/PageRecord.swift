/// What a page has said and asked for since it was opened.
package struct PageRecord: Sendable {
    /// A line in the console of the page or one of its frames.
    package struct ConsoleLine: Sendable, Equatable {
        /// Such as `log`, `warning`, `error`; `exception` for what no script caught.
        package var level: String
        package var text: String

        package init(level: String, text: String) {
            self.level = level
            self.text = text
        }
    }

    /// Something that a content security policy kept the page from.
    package struct Violation: Sendable, Equatable {
        package var directive: String
        package var blocked: String
        package var document: String
    }

    package struct Request: Sendable, Equatable {
        var identifier: String
        package var method: String
        package var url: String
        /// Such as `Document`, `Script`, `Fetch`, `Ping`.
        package var kind: String
        package var headers: [String: String]
        package var body: String?
        /// `nil` until an answer has begun.
        package var status: Int?
        /// Why there was no answer.
        package var failure: String?
    }

    package internal(set) var console: [ConsoleLine] = []
    package internal(set) var violations: [Violation] = []
    package internal(set) var requests: [Request] = []
    /// The script contexts of the page's frames by frame.
    var contexts: [String: Int] = [:]

    /// Requests whose address does not begin with one of these origins; `data:`, `blob:` and `about:` never leave.
    package func requests(outside origins: [String]) -> [Request] {
        requests.filter { request in
            !(origins.map { $0 + "/" } + ["data:", "blob:", "about:"]).contains { request.url.hasPrefix($0) }
        }
    }

    mutating func take(_ event: BrowserConnection.Event) {
        let parameters = event.parameters
        switch event.method {
        case "Runtime.consoleAPICalled":
            let words = parameters["args"]?.array ?? []
            let text = words.map { $0["value"].map { $0.string ?? $0.text } ?? $0["description"]?.string ?? "" }
            console.append(
                ConsoleLine(level: parameters["type"]?.string ?? "", text: text.joined(separator: " "))
            )
        case "Runtime.exceptionThrown":
            let details = parameters["exceptionDetails"]
            let text = details?["exception"]?["description"]?.string ?? details?["text"]?.string ?? ""
            console.append(ConsoleLine(level: "exception", text: text))
        case "Log.entryAdded":
            let entry = parameters["entry"]
            console.append(
                ConsoleLine(level: entry?["level"]?.string ?? "", text: entry?["text"]?.string ?? "")
            )
        case "Runtime.bindingCalled":
            guard let payload = parameters["payload"]?.string, let told = try? BrowserJSON(text: payload) else {
                return
            }
            violations.append(
                Violation(
                    directive: told["directive"]?.string ?? "",
                    blocked: told["blocked"]?.string ?? "",
                    document: told["document"]?.string ?? ""
                )
            )
        case "Runtime.executionContextCreated":
            let context = parameters["context"]
            guard let frame = context?["auxData"]?["frameId"]?.string, context?["auxData"]?["isDefault"]?.bool == true,
                let number = context?["id"]?.number
            else { return }
            contexts[frame] = Int(number)
        case "Runtime.executionContextDestroyed":
            let number = parameters["executionContextId"]?.number
            contexts = contexts.filter { Double($0.value) != number }
        case "Runtime.executionContextsCleared":
            contexts = [:]
        default: takeTraffic(event)
        }
    }

    private mutating func takeTraffic(_ event: BrowserConnection.Event) {
        let parameters = event.parameters
        let identifier = parameters["requestId"]?.string ?? ""
        let last = requests.lastIndex { $0.identifier == identifier }
        switch event.method {
        case "Network.requestWillBeSent":
            if let last { requests[last].status = parameters["redirectResponse"]?["status"]?.number.map { Int($0) } }
            let request = parameters["request"]
            requests.append(
                Request(
                    identifier: identifier,
                    method: request?["method"]?.string ?? "",
                    url: request?["url"]?.string ?? "",
                    kind: parameters["type"]?.string ?? "",
                    headers: (request?["headers"]?.object ?? [:]).compactMapValues(\.string),
                    body: request?["postData"]?.string
                )
            )
        case "Network.responseReceived":
            if let last { requests[last].status = parameters["response"]?["status"]?.number.map { Int($0) } }
        case "Network.loadingFailed":
            if let last { requests[last].failure = parameters["errorText"]?.string }
        default: break
        }
    }
}
