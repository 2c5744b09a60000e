import Synchronization
import WebServer

/// `/hubspot/crm/v3/objects/contacts`: one new contact, or up to a hundred new or known ones.
final class HubSpotRemote: Remote {
    let name = "hubspot"
    private let token: String
    /// Ids by e-mail address in lower case.
    private let contacts = Mutex<[String: Int]>([:])

    init(_ credentials: RemoteCredentials) {
        token = credentials.hubSpotToken
    }

    var endpoints: [RemoteEndpoint] {
        let contacts = "/crm/v3/objects/contacts"
        return [
            RemoteEndpoint("POST", contacts, answer: { self.create($0) }),
            RemoteEndpoint("POST", contacts + "/batch/upsert", answer: { self.upsert($0) }),
        ]
    }

    func refusal(_ status: Int, headers: [HTTPHeader]) -> HTTPResponse {
        error(status, status == 429 ? "RATE_LIMITS" : "INTERNAL_ERROR", "simulated fault", headers: headers)
    }

    private func create(_ call: RemoteCall) -> RemoteAnswer {
        guard call.bearer == token else { return RemoteAnswer(unauthorised) }
        guard let properties = JSONFields(call.body)?.object("properties") else {
            return invalid("properties is missing")
        }
        guard let email = properties.text("email"), EmailAddress.isValid(email) else {
            return invalid("Property values were not valid: email")
        }
        guard properties.members.values.allSatisfy({ $0 is String }) else { return invalid("values must be strings") }
        return contacts.withLock { contacts in
            if let id = contacts[email.lowercased()] {
                return RemoteAnswer(error(409, "CONFLICT", "Contact already exists. Existing ID: \(id)"))
            }
            let id = contacts.count + 1
            contacts[email.lowercased()] = id
            return .processed(.json(201, Self.contact(id, email, extra: [("archived", .bool(false))])), ["\(id)"])
        }
    }

    private func upsert(_ call: RemoteCall) -> RemoteAnswer {
        guard call.bearer == token else { return RemoteAnswer(unauthorised) }
        guard let inputs = JSONFields(call.body)?.objects("inputs"), (1...100).contains(inputs.count) else {
            return invalid("inputs must hold 1 to 100 objects")
        }
        var emails: [String] = []
        for input in inputs {
            guard input.text("idProperty") == "email", let email = input.text("id"), EmailAddress.isValid(email) else {
                return invalid("idProperty must be email and id an address")
            }
            guard let properties = input.object("properties"), properties.members.values.allSatisfy({ $0 is String })
            else { return invalid("properties must be strings") }
            emails.append(email)
        }
        let results = contacts.withLock { contacts in
            emails.map { email in
                let known = contacts[email.lowercased()]
                let id = known ?? contacts.count + 1
                contacts[email.lowercased()] = id
                return Self.contact(id, email, extra: [("new", .bool(known == nil))])
            }
        }
        let answer: OrderedJSON = .object([("status", .string("COMPLETE")), ("results", .array(results))])
        return .processed(.json(200, answer), emails.map { $0.lowercased() })
    }

    private static func contact(
        _ id: Int,
        _ email: String,
        extra: [(key: String, value: OrderedJSON)]
    ) -> OrderedJSON {
        .object([("id", .string("\(id)")), ("properties", .object([("email", .string(email))]))] + extra)
    }

    private var unauthorised: HTTPResponse {
        error(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.")
    }

    private func invalid(_ message: String) -> RemoteAnswer {
        RemoteAnswer(error(400, "VALIDATION_ERROR", message))
    }

    private func error(
        _ status: Int,
        _ category: String,
        _ message: String,
        headers: [HTTPHeader] = []
    ) -> HTTPResponse {
        .json(
            status,
            .object([
                ("status", .string("error")), ("message", .string(message)),
                ("correlationId", .string("00000000-0000-4000-8000-000000000000")), ("category", .string(category)),
            ]),
            headers: headers
        )
    }
}
