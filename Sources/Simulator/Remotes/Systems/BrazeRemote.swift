import Foundation
import WebServer

/// `/braze/users/track`: attributes, events and purchases of people.
struct BrazeRemote: Remote {
    let name = "braze"
    private let key: String

    private static let arrays = ["attributes", "events", "purchases"]
    private static let identifiers = ["external_id", "user_alias", "braze_id", "email", "phone"]
    private static let arrayLimit = 75

    init(_ credentials: RemoteCredentials) {
        key = credentials.brazeKey
    }

    var endpoints: [RemoteEndpoint] { [RemoteEndpoint("POST", "/users/track", answer: track)] }

    func refusal(_ status: Int, headers: [HTTPHeader]) -> HTTPResponse {
        message(status, status == 429 ? "You have reached your rate limit" : "simulated fault", headers: headers)
    }

    @Sendable private func track(_ call: RemoteCall) -> RemoteAnswer {
        guard call.bearer == key else { return RemoteAnswer(message(401, "Invalid API Key")) }
        guard call.isContent("application/json"), let fields = JSONFields(call.body) else {
            return RemoteAnswer(message(400, "The request body is not valid JSON"))
        }
        if call.isInMaintenance { return .processed(message(202, "queued")) }
        guard Self.arrays.contains(where: { fields.members[$0] != nil }) else {
            return RemoteAnswer(message(400, "Provide at least one of attributes, events and purchases"))
        }
        var members: [(key: String, value: OrderedJSON)] = [("message", .string("success"))]
        var errors: [OrderedJSON] = []
        var resources: [String] = []
        for array in Self.arrays where fields.members[array] != nil {
            guard let items = fields.objects(array) else {
                return RemoteAnswer(message(400, "'\(array)' must be an array of objects"))
            }
            guard items.count <= Self.arrayLimit else {
                return RemoteAnswer(message(400, "'\(array)' has more than \(Self.arrayLimit) objects"))
            }
            var processed = 0
            for (index, item) in items.enumerated() {
                if let problem = Self.problem(item, array) {
                    errors.append(
                        .object([
                            ("type", .string(problem)), ("input_array", .string(array)), ("index", .integer(index)),
                        ])
                    )
                } else {
                    processed += 1
                    resources.append("\(array)/\(Self.identity(item) ?? "")")
                }
            }
            members.append(("\(array)_processed", .integer(processed)))
        }
        if !errors.isEmpty { members.append(("errors", .array(errors))) }
        var answer = RemoteAnswer(.json(201, .object(members)))
        answer.isProcessed = !resources.isEmpty
        answer.resources = resources
        return answer
    }

    /// Of several identifiers Braze takes the first in this order, and e-mail before phone.
    private static func identity(_ item: JSONFields) -> String? {
        for name in identifiers {
            if let text = item.text(name) { return "\(name)=\(text)" }
            if let alias = item.object(name), let text = alias.text("alias_name"), alias.text("alias_label") != nil {
                return "\(name)=\(text)"
            }
        }
        return nil
    }

    private static func problem(_ item: JSONFields, _ array: String) -> String? {
        guard identity(item) != nil else {
            return "'external_id' or 'braze_id' or 'user_alias' or 'email' or 'phone' is required"
        }
        let strong = ["external_id", "user_alias", "braze_id"].filter { item.members[$0] != nil }
        if strong.count > 1 { return "only one of 'external_id', 'user_alias' and 'braze_id' may be given" }
        switch array {
        case "events":
            if item.text("name") == nil { return "'name' is required" }
        case "purchases":
            if item.text("product_id") == nil { return "'product_id' is required" }
            if item.text("currency") == nil { return "'currency' is required" }
            if !(item.members["price"] is NSNumber) { return "'price' is required" }
        default: return nil
        }
        guard let time = item.text("time"), time.wholeMatch(of: Self.isoTime) != nil else {
            return "'time' must be an ISO 8601 time"
        }
        return nil
    }

    private static var isoTime: Regex<Substring> {
        #/\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)/#
    }

    private func message(_ status: Int, _ text: String, headers: [HTTPHeader] = []) -> HTTPResponse {
        .json(status, .object([("message", .string(text))]), headers: headers)
    }
}
