import Primitives

/// Turns a request body into an event.
///
/// Three shapes are understood, and told apart by what they contain:
/// - the flat webhook of developers.komo.tech/webhook-events, one level of snake_case keys, form fields among them;
/// - the nested body that a workflow's HTTP Request action posts, see `KomoWorkflowBody`;
/// - the object that the embed script hands to its listeners, `eventName` and `eventData`.
///
/// Unknown events and fields are kept, never refused. The body is kept byte for byte whatever it holds.
package enum EventNormaliser {
    /// The event in `body`; throws what is wrong with it when it is not one JSON object.
    package static func event(from body: [UInt8], of delivery: Delivery) throws(MalformedBody) -> Event {
        let value = try JSONReader.read(body)
        guard case .object(let members) = value else { throw .notAnObject(found: value.kindName) }
        var fields = PayloadFields(members)
        var event = Event(body: body, delivery: delivery)
        if fields["eventData"]?.members != nil || fields["eventName"]?.text != nil {
            EmbedPayload.read(&fields, into: &event)
        } else {
            KomoPayload.read(&fields, into: &event)
        }
        if event.trigger == .dataCapturedQualified, event.gameplay.qualified == nil {
            event.gameplay.qualified = true
        }
        event.deduplicationKey = DeduplicationKey.key(of: event, componentID: members["id"]?.text)
        return event
    }
}

extension Event {
    /// An event that knows its bytes and where they came from, and nothing of what they mean.
    fileprivate init(body: [UInt8], delivery: Delivery) {
        self.init(
            source: .komo,
            endpoint: delivery.endpoint,
            name: "",
            receivedAt: delivery.receivedAt,
            contact: Contact(),
            formFields: [:],
            gameplay: Gameplay(),
            extensionData: [:],
            deduplicationKey: "",
            body: body,
            headers: delivery.headers,
            signature: delivery.signature,
            remoteAddress: delivery.remoteAddress
        )
    }
}

extension JSONValue {
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer, .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
