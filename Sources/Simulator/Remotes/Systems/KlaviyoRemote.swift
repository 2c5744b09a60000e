import WebServer

/// `/klaviyo/api/events` and `/klaviyo/api/profile-import`, by the rules of JSON:API.
struct KlaviyoRemote: Remote {
    let name = "klaviyo"
    private let key: String

    init(_ credentials: RemoteCredentials) {
        key = credentials.klaviyoKey
    }

    var endpoints: [RemoteEndpoint] {
        [
            RemoteEndpoint("POST", "/api/events", answer: event),
            RemoteEndpoint("POST", "/api/profile-import", answer: profile),
        ]
    }

    func refusal(_ status: Int, headers: [HTTPHeader]) -> HTTPResponse {
        error(status, "throttled", "simulated fault", pointer: "/data", headers: headers)
    }

    @Sendable private func event(_ call: RemoteCall) -> RemoteAnswer {
        if let refused = refused(call) { return RemoteAnswer(refused) }
        guard let attributes = attributes(call, type: "event") else { return invalid("/data") }
        guard attributes.object("metric")?.object("data")?.object("attributes")?.text("name") != nil else {
            return invalid("/data/attributes/metric")
        }
        guard let email = attributes.object("profile")?.object("data")?.object("attributes")?.text("email"),
            EmailAddress.isValid(email)
        else { return invalid("/data/attributes/profile") }
        let accepted = HTTPResponse(status: 202, body: "", contentType: nil)
        return .processed(accepted, [attributes.text("unique_id") ?? email])
    }

    @Sendable private func profile(_ call: RemoteCall) -> RemoteAnswer {
        if let refused = refused(call) { return RemoteAnswer(refused) }
        guard let email = attributes(call, type: "profile")?.text("email"), EmailAddress.isValid(email) else {
            return invalid("/data/attributes/email")
        }
        let data: OrderedJSON = .object([("type", .string("profile")), ("id", .string(BodyDigest.md5(email)))])
        return .processed(.json(201, .object([("data", data)]), type: "application/vnd.api+json"), [email])
    }

    private func attributes(_ call: RemoteCall, type: String) -> JSONFields? {
        guard let data = JSONFields(call.body)?.object("data"), data.text("type") == type else { return nil }
        return data.object("attributes")
    }

    private func refused(_ call: RemoteCall) -> HTTPResponse? {
        guard call.authorisation(after: "Klaviyo-API-Key ") == key else {
            return error(401, "not_authenticated", "Authentication credentials were not provided.", pointer: "/data")
        }
        guard call.header("revision")?.wholeMatch(of: #/\d{4}-\d\d-\d\d/#) != nil else {
            return error(400, "invalid", "the revision header is missing", pointer: "/data")
        }
        guard call.isContent("application/vnd.api+json") || call.isContent("application/json") else {
            return error(415, "unsupported_media_type", "unsupported media type", pointer: "/data")
        }
        return nil
    }

    private func invalid(_ pointer: String) -> RemoteAnswer {
        RemoteAnswer(error(400, "invalid", "Invalid input.", pointer: pointer))
    }

    private func error(
        _ status: Int,
        _ code: String,
        _ detail: String,
        pointer: String,
        headers: [HTTPHeader] = []
    ) -> HTTPResponse {
        let error: OrderedJSON = .object([
            ("id", .string("00000000-0000-4000-8000-000000000000")), ("status", .integer(status)),
            ("code", .string(code)), ("title", .string(detail)), ("detail", .string(detail)),
            ("source", .object([("pointer", .string(pointer))])),
        ])
        return .json(status, .object([("errors", .array([error]))]), type: "application/vnd.api+json", headers: headers)
    }
}
