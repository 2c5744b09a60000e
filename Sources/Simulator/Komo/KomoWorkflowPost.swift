import Primitives

/// The body that the HTTP Request action of a Komo workflow posts when it is filled in with every placeholder that
/// the recipes and their pattern give: nested, numbers and booleans as JSON has them.
struct KomoWorkflowPost {
    let visit: Visit
    let occurredAt: Timestamp
    /// Stands where a person could type something, when somebody means harm.
    let hostileText: String?

    /// The triggers that a workflow tells of, by their names on the wire.
    enum Name: String {
        case dataCaptured = "Gameplay.DataCaptured"
        case dataCapturedQualified = "Gameplay.DataCapturedQualified"
        case ended = "Gameplay.Ended"
    }

    func body(_ name: Name) -> [UInt8] {
        let person = visit.person
        var contact: KomoWebhook.Members = [
            ("id", .string(person.contactID)), ("email", .string(person.email)),
            ("first_name", .string(hostileText ?? person.firstName)), ("last_name", .string(person.lastName)),
            ("session_id", .string(person.sessionID)),
        ]
        var members: KomoWebhook.Members = [
            ("event", .string(name.rawValue)), ("timestamp", .string(occurredAt.iso8601)),
            (
                "site",
                .object([
                    ("id", .string(SimulatedSponsor.site.id)), ("name", .string(SimulatedSponsor.site.name)),
                ])
            ),
            (
                "card",
                .object([
                    ("id", .string(visit.card.id)), ("name", .string(visit.card.name)),
                    ("type", .string(visit.card.type)),
                ])
            ),
        ]
        if name == .ended {
            members.append(("contact", .object(contact)))
        } else {
            contact += [("phone", .string(person.phone)), ("optin", .bool(person.optedIn))]
            members += [
                ("contact", .object(contact)),
                ("form_fields", .object([("company", .string(person.company))])),
            ]
        }
        members += [
            (
                "gameplay",
                .object([
                    ("score", .integer(visit.score)), ("correct", .integer(visit.correct)),
                    ("qualified", .bool(visit.isQualified)),
                ])
            ),
            ("extension_data", .object([("ticket_type", .string(person.ticketType))])),
            (
                "entry",
                .object([
                    ("competition_entry_id", .string(visit.entryID)), ("submission_id", .string(visit.submissionID)),
                ])
            ),
        ]
        return OrderedJSON.object(members).bytes
    }
}
