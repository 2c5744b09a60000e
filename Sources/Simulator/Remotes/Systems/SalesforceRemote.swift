import Synchronization
import WebServer

/// `/salesforce`: OAuth tokens, leads and contacts.
final class SalesforceRemote: Remote {
    let name = "salesforce"
    private let tokens: SalesforceTokens
    private let records = Mutex(SalesforceRecords())

    init(_ credentials: RemoteCredentials) {
        tokens = SalesforceTokens(credentials)
    }

    var endpoints: [RemoteEndpoint] {
        let data = "/services/data/{version}"
        let object = data + "/sobjects/{type}"
        return [
            RemoteEndpoint("POST", "/services/oauth2/token") { [tokens] in RemoteAnswer(tokens.grant($0)) },
            RemoteEndpoint("GET", "/services/data") { _ in
                RemoteAnswer(.json(200, .array([.object([("version", .string("61.0"))])])))
            },
            RemoteEndpoint("POST", object) { call in
                self.allowed(call) { records, fields in
                    records.create(call.parameters[1], fields, allowsDuplicate: call.allowsDuplicate)
                }
            },
            RemoteEndpoint("PATCH", object + "/{id}") { call in
                self.allowed(call) { records, fields in
                    records.update(call.parameters[1], id: call.parameters[2], fields)
                }
            },
            RemoteEndpoint("GET", object + "/{id}") { call in
                self.allowed(call, hasBody: false) { records, _ in
                    RemoteAnswer(records.show(call.parameters[1], id: call.parameters[2]))
                }
            },
            RemoteEndpoint("PATCH", object + "/{field}/{value}") { call in
                self.allowed(call) { records, fields in
                    records.upsert(
                        call.parameters[1],
                        by: (call.parameters[2], call.parameters[3]),
                        fields,
                        allowsDuplicate: call.allowsDuplicate
                    )
                }
            },
            RemoteEndpoint("GET", data + "/query") { call in
                self.allowed(call, hasBody: false) { records, _ in
                    RemoteAnswer(records.query(call.argument("q") ?? ""))
                }
            },
        ]
    }

    func expireTokens() { tokens.expire() }

    func refusal(_ status: Int, headers: [HTTPHeader]) -> HTTPResponse {
        let (code, message) =
            switch status {
            case 401: ("INVALID_SESSION_ID", "Session expired or invalid")
            case 403, 429: ("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
            case 503: ("SERVER_UNAVAILABLE", "The service is temporarily unavailable.")
            default: ("UNKNOWN_EXCEPTION", "An unexpected error occurred.")
            }
        return .salesforce(status, code, message, headers: headers)
    }

    private func allowed(
        _ call: RemoteCall,
        hasBody: Bool = true,
        _ change: (inout SalesforceRecords, JSONFields) -> RemoteAnswer
    ) -> RemoteAnswer {
        guard call.parameters[0].hasPrefix("v"), Double(call.parameters[0].dropFirst()) != nil else {
            return RemoteAnswer(.salesforce(404, "NOT_FOUND", "The requested resource does not exist"))
        }
        guard let token = call.bearer, tokens.isValid(token) else {
            return RemoteAnswer(.salesforce(401, "INVALID_SESSION_ID", "Session expired or invalid"))
        }
        guard hasBody else { return records.withLock { change(&$0, JSONFields([:])) } }
        guard call.isContent("application/json") else {
            return RemoteAnswer(.salesforce(415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json"))
        }
        guard let fields = JSONFields(call.body) else {
            return RemoteAnswer(.salesforce(400, "JSON_PARSER_ERROR", "Unexpected character in the body"))
        }
        return records.withLock { change(&$0, fields) }
    }
}

extension RemoteCall {
    fileprivate var allowsDuplicate: Bool {
        header("Sforce-Duplicate-Rule-Header")?.lowercased().contains("allowsave=true") ?? false
    }
}

extension HTTPResponse {
    /// An error as Salesforce tells it: an array of one.
    static func salesforce(
        _ status: Int,
        _ code: String,
        _ message: String,
        fields: [String] = [],
        headers: [HTTPHeader] = []
    ) -> HTTPResponse {
        var members: [(key: String, value: OrderedJSON)] = [
            ("message", .string(message)), ("errorCode", .string(code)),
        ]
        if !fields.isEmpty { members.append(("fields", .array(fields.map { .string($0) }))) }
        let usage = HTTPHeader(name: "Sforce-Limit-Info", value: "api-usage=18/5000")
        return .json(status, .array([.object(members)]), headers: headers + [usage])
    }
}
