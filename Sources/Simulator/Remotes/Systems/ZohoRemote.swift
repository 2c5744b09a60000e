import WebServer

/// `/zoho/crm/v{N}/{module}/upsert`, such as `/zoho/crm/v6/Leads/upsert`: up to a hundred records.
struct ZohoRemote: Remote {
    let name = "zoho"
    private let token: String

    init(_ credentials: RemoteCredentials) {
        token = credentials.zohoToken
    }

    var endpoints: [RemoteEndpoint] {
        [
            RemoteEndpoint("POST", "/crm/{version}/{module}/upsert", answer: receive),
            RemoteEndpoint("POST", "/crm/{version}/{module}", answer: receive),
        ]
    }

    @Sendable private func receive(_ call: RemoteCall) -> RemoteAnswer {
        guard call.authorisation(after: "Zoho-oauthtoken ") == token else {
            return RemoteAnswer(error(401, "INVALID_TOKEN", "invalid oauth token"))
        }
        guard let records = JSONFields(call.body)?.objects("data"), (1...100).contains(records.count) else {
            return RemoteAnswer(error(400, "INVALID_DATA", "data must hold 1 to 100 records"))
        }
        var resources: [String] = []
        let results = records.enumerated().map { index, record -> OrderedJSON in
            guard record.text("Last_Name") != nil else {
                return result("MANDATORY_NOT_FOUND", "error", ("api_name", .string("Last_Name")))
            }
            resources.append(record.text("Email")?.lowercased() ?? "record \(index)")
            return result("SUCCESS", "success", ("id", .string("5000000000\(index)")))
        }
        var answer = RemoteAnswer(.json(resources.isEmpty ? 202 : 200, .object([("data", .array(results))])))
        answer.isProcessed = !resources.isEmpty
        answer.resources = resources
        return answer
    }

    private func result(_ code: String, _ status: String, _ detail: (key: String, value: OrderedJSON)) -> OrderedJSON {
        .object([("code", .string(code)), ("details", .object([detail])), ("status", .string(status))])
    }

    private func error(_ status: Int, _ code: String, _ message: String) -> HTTPResponse {
        .json(
            status,
            .object([("code", .string(code)), ("message", .string(message)), ("status", .string("error"))])
        )
    }
}
