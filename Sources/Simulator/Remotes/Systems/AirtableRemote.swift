import Primitives
import Synchronization
import WebServer

/// `/airtable/v0/{base}/{table}`: up to ten records at once, made or, with `performUpsert`, changed.
final class AirtableRemote: Remote {
    let name = "airtable"
    private let token: String
    private let count = Atomic(0)

    init(_ credentials: RemoteCredentials) {
        token = credentials.airtableToken
    }

    var endpoints: [RemoteEndpoint] {
        ["POST", "PATCH"].map { method in RemoteEndpoint(method, "/v0/{base}/{table}") { self.receive($0) } }
    }

    func refusal(_ status: Int, headers: [HTTPHeader]) -> HTTPResponse {
        error(status, "SIMULATED_FAULT", "simulated fault", headers: headers)
    }

    private func receive(_ call: RemoteCall) -> RemoteAnswer {
        guard call.bearer == token else {
            return RemoteAnswer(error(401, "AUTHENTICATION_REQUIRED", "Authentication required"))
        }
        guard call.parameters[0].hasPrefix("app") else {
            return RemoteAnswer(.json(404, .object([("error", .string("NOT_FOUND"))])))
        }
        guard let fields = JSONFields(call.body) else {
            return RemoteAnswer(error(422, "INVALID_REQUEST_BODY", "Could not parse request body"))
        }
        if call.method == "PATCH", fields.object("performUpsert")?.members["fieldsToMergeOn"] as? [String] == nil {
            return RemoteAnswer(
                error(422, "INVALID_REQUEST_MISSING_FIELDS", "performUpsert.fieldsToMergeOn is missing")
            )
        }
        let isSingle = fields.object("fields") != nil
        let records = isSingle ? [fields] : fields.objects("records") ?? []
        guard (1...10).contains(records.count), records.allSatisfy({ $0.object("fields") != nil }) else {
            return RemoteAnswer(error(422, "INVALID_RECORDS", "records must hold 1 to 10 objects with fields"))
        }
        let ids = records.map { _ in "rec\(count.add(1, ordering: .relaxed).newValue + 10_000_000_000_000)" }
        let made = ids.map { id in
            OrderedJSON.object([
                ("id", .string(id)), ("createdTime", .string(call.now.iso8601)), ("fields", .object([])),
            ])
        }
        return .processed(.json(200, isSingle ? made[0] : .object([("records", .array(made))])), ids)
    }

    private func error(_ status: Int, _ type: String, _ message: String, headers: [HTTPHeader] = []) -> HTTPResponse {
        .json(
            status,
            .object([("error", .object([("type", .string(type)), ("message", .string(message))]))]),
            headers: headers
        )
    }
}
