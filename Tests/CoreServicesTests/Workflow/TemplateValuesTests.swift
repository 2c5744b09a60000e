import CoreServices
import Primitives
import Testing

struct TemplateValuesTests {
    private static let body = """
        {"event":"Gameplay.DataCaptured","timestamp":"2026-05-01T09:30:00Z","site":{"id":"s1","name":"Expo"},
        "card":{"id":"c1","name":"Acme Trivia","type":"trivia"},
        "contact":{"id":"p1","email":"ada@example.com","first_name":"Ada","tags":["vip","new"],"optin":"true"},
        "form_fields":{"first_name":"Augusta","company":"KG"},"gameplay":{"score":"3","qualified":"true"},
        "prize":{"id":"z1","name":"First","recipient_id":"r1"},"coupon":{"code":"C-1","offer_name":"Half price"},
        "extension_data":{"session":"x"},"entry":{"submission_id":"sub1","id":"e1"}}
        """

    private static func values() throws -> TemplateValues {
        let event = try Event.parsed(Array(body.utf8))
        return TemplateValues(
            of: event,
            sequence: 41,
            sponsor: SponsorRule(name: "Acme", tag: "sponsor:acme", cards: ["Acme *"]),
            contact: ContactRecord(tags: ["kept", "vip"], properties: ["tier": "gold"])
        )
    }

    @Test(arguments: [
        ("contact.id", "p1"), ("contact.email", "ada@example.com"), ("contact.first_name", "Ada"),
        ("contact.tags", "vip, new, kept"), ("contact.opted_in", "true"), ("contact.properties.tier", "gold"),
        ("card.id", "c1"), ("card.name", "Acme Trivia"), ("card.type", "trivia"), ("site.id", "s1"),
        ("site.name", "Expo"), ("form_fields.first_name", "Augusta"), ("form_fields.company", "KG"),
        ("gameplay.score", "3"), ("gameplay.qualified", "true"), ("prize.id", "z1"), ("prize.name", "First"),
        ("prize.recipient_id", "r1"), ("coupon.code", "C-1"), ("coupon.offer_name", "Half price"),
        ("extension.session", "x"), ("event.seq", "41"), ("event.name", "Gameplay.DataCaptured"),
        ("event.trigger", "Gameplay.DataCaptured"), ("event.source", "komo"), ("event.endpoint", "main"),
        ("event.occurred_at", "2026-05-01T09:30:00.000Z"), ("event.submission_id", "sub1"),
        ("event.competition_entry_id", "e1"), ("sponsor.name", "Acme"), ("sponsor.tag", "sponsor:acme"),
    ])
    func `what an event says is read by these names`(path: String, expected: String) throws {
        #expect(try Template(parsing: "{{ \(path) }}").render(Self.values(), for: .plain) == expected)
    }

    @Test(arguments: ["contact.phone", "coupon.id", "gameplay.correct", "sponsor.x", "steps.a"])
    func `what an event does not say is missing`(path: String) throws {
        let values = try Self.values()
        #expect(throws: TemplateError.self) { try Template(parsing: "{{ \(path) }}").render(values, for: .plain) }
    }

    @Test func `every root can be named in a template`() throws {
        let values = try Self.values()
        #expect(Set(values.roots.keys) == Set(TemplateValues.rootNames))
    }
}
