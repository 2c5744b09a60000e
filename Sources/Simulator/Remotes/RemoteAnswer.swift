import WebServer

/// What a simulated system says to a request, and what the ledger notes of it.
struct RemoteAnswer {
    var response: HTTPResponse
    /// Whether the request changed something.
    var isProcessed = false
    /// What it changed, such as `Lead/00Q000000000001`.
    var resources: [String] = []
    /// What a careful client would not have sent, in words.
    var violations: [String] = []

    /// An answer that changed nothing.
    init(_ response: HTTPResponse, violations: [String] = []) {
        self.response = response
        self.violations = violations
    }

    /// An answer after something was changed.
    static func processed(
        _ response: HTTPResponse,
        _ resources: [String] = [],
        violations: [String] = []
    ) -> RemoteAnswer {
        var answer = RemoteAnswer(response, violations: violations)
        answer.isProcessed = true
        answer.resources = resources
        return answer
    }
}

extension HTTPResponse {
    /// An answer with a JSON body.
    static func json(
        _ status: Int,
        _ body: OrderedJSON,
        type: String = "application/json",
        headers: [HTTPHeader] = []
    ) -> HTTPResponse {
        HTTPResponse(
            status: status,
            body: String(decoding: body.bytes, as: UTF8.self),
            contentType: type,
            headers: headers
        )
    }

    /// An answer of plain words.
    static func words(_ status: Int, _ text: String) -> HTTPResponse {
        HTTPResponse(status: status, body: text, contentType: "text/plain; charset=utf-8")
    }

    /// 204 without a body.
    static let noContent = HTTPResponse(status: 204, body: "", contentType: nil)
}
