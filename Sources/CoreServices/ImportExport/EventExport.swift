import Foundation
import Primitives

/// A stored event as one line of JSON, from which `EventImport` restores it on another machine.
///
/// The line holds what the store keeps (source, endpoint, times, key, signature, headers, address, and the body byte
/// for byte as `body_text`, or as `body_base64` where it is not UTF-8) and, for reading, what the body says.
package enum EventExport {
    /// The line without its line feed; only printable characters, whatever the event holds.
    package static func line(_ stored: StoredEvent) -> String {
        let event = try? EventNormaliser.event(from: stored.body, of: stored.delivery)
        let item = stored.item
        var line = JSONObjectText()
        line.add("sequence", .integer(item.sequence))
        line.add("source", .string(item.source.rawValue))
        line.add("endpoint", .string(item.endpoint))
        line.add("name", .string(item.name))
        line.add("trigger", text(item.trigger))
        line.add("occurred_at", text(item.occurredAt?.iso8601))
        line.add("received_at", .string(item.receivedAt.iso8601))
        line.add("site", object(["id": stored.siteID, "name": item.siteName]))
        line.add("card", object(["id": item.cardID, "name": item.cardName, "type": event?.card?.type]))
        line.add("contact", event.map { contact($0.contact) } ?? .null)
        line.add("form_fields", .object(event?.formFields ?? [:]))
        line.add("gameplay", event.map { gameplay($0.gameplay) } ?? .null)
        line.add("prize", event?.prize.map { object(["id": $0.id, "name": $0.name, "recipient_id": $0.recipientID]) })
        line.add(
            "coupon",
            event?.coupon.map {
                object(["id": $0.id, "code": $0.code, "offer_id": $0.offerID, "offer_name": $0.offerName])
            }
        )
        line.add("extension_data", .object(event?.extensionData ?? [:]))
        line.add("competition_entry_id", text(event?.competitionEntryID))
        line.add("submission_id", text(event?.submissionID))
        line.add("deduplication_key", .string(stored.deduplicationKey))
        line.add("signature", signature(stored.signature))
        line.add("remote_address", .string(stored.remoteAddress))
        line.add(
            "headers",
            .array(stored.headers.map { .object(["name": .string($0.name), "value": .string($0.value)]) })
        )
        if let body = String(validating: stored.body, as: UTF8.self) {
            line.add("body_text", .string(body))
        } else {
            line.add("body_base64", .string(Data(stored.body).base64EncodedString()))
        }
        return line.text
    }

    private static func contact(_ contact: Event.Contact) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": text(contact.id), "email": text(contact.email), "phone": text(contact.phone),
            "first_name": text(contact.firstName), "last_name": text(contact.lastName),
            "profile_id": text(contact.profileID), "session_id": text(contact.sessionID),
        ]
        if !contact.tags.isEmpty { members["tags"] = .array(contact.tags.map { .string($0) }) }
        if let optedIn = contact.optedIn { members["opted_in"] = .bool(optedIn) }
        return .object(members.filter { $0.value != .null })
    }

    private static func gameplay(_ gameplay: Event.Gameplay) -> JSONValue {
        var members: [String: JSONValue] = [:]
        members["score"] = gameplay.score.map(number)
        members["correct"] = gameplay.correct.map(number)
        members["qualified"] = gameplay.qualified.map { .bool($0) }
        return .object(members)
    }

    private static func signature(_ signature: SignatureCheck) -> JSONValue {
        .object([
            "profile": .string(signature.profile),
            "secret": signature.secretIndex.map { .integer(Int64($0)) } ?? .null,
        ])
    }

    /// A whole number without a fraction that says nothing.
    private static func number(_ value: Double) -> JSONValue {
        Int64(exactly: value).map { .integer($0) } ?? .number(value)
    }

    private static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

    /// The members that are known; `null` where none is.
    private static func object(_ members: [String: String?]) -> JSONValue {
        let known = members.compactMapValues { $0.map { JSONValue.string($0) } }
        return known.isEmpty ? .null : .object(known)
    }
}

extension StoredEvent {
    /// What was known of the request besides its body.
    package var delivery: Delivery {
        Delivery(
            endpoint: item.endpoint,
            headers: headers,
            signature: signature,
            remoteAddress: remoteAddress,
            receivedAt: item.receivedAt
        )
    }
}
