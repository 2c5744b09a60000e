import WebServer

/// `/slack/services/…`: an incoming webhook, which answers in plain words.
struct SlackRemote: Remote {
    let name = "slack"
    private let path: String

    init(_ credentials: RemoteCredentials) {
        path = credentials.slackPath
    }

    var endpoints: [RemoteEndpoint] {
        [RemoteEndpoint("POST", "/services/{team}/{hook}/{secret}", answer: receive)]
    }

    func refusal(_ status: Int, headers: [HTTPHeader]) -> HTTPResponse {
        let text = status == 429 ? "rate_limited" : status == 410 ? "channel_is_archived" : "rollup_error"
        return HTTPResponse(status: status, body: text, contentType: "text/plain", headers: headers)
    }

    @Sendable private func receive(_ call: RemoteCall) -> RemoteAnswer {
        guard call.parameters.joined(separator: "/") == path else { return RemoteAnswer(.words(404, "no_service")) }
        guard let fields = JSONFields(call.body) else { return RemoteAnswer(.words(400, "invalid_payload")) }
        guard fields.text("text") != nil || fields.objects("blocks") != nil else {
            return RemoteAnswer(.words(400, "no_text"))
        }
        return .processed(.words(200, "ok"))
    }
}
