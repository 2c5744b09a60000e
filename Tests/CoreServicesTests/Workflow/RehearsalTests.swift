import Foundation
import Primitives
import Testing

@testable import CoreServices

/// What a dry run says of each step on its way.
struct RehearsalTests {
    private func definition(_ steps: String, scope: String = "'workspace'") throws -> WorkflowDefinition {
        let text = "{ name: 'Test', trigger: 'Gameplay.DataCaptured', scope: \(scope), steps: [\(steps)] }"
        return try WorkflowLoader(configuration: Self.configuration).read(text, file: "test.json5").get()
    }

    private static let configuration: Configuration = {
        var configuration = Configuration(dataDirectory: "/nowhere")
        configuration.destinations = [
            DestinationConfiguration(
                name: "crm",
                kind: .http,
                baseURL: "https://crm.example",
                authorisation: .bearer(Secret("hush-hush-hush"))
            ),
            DestinationConfiguration(
                name: "crew",
                kind: .slack,
                baseURL: "https://hooks.example",
                authorisation: .secretURL(Secret("https://hooks.example/T0/hush-hush-hush"))
            ),
        ]
        return configuration
    }()

    private func rehearse(_ definition: WorkflowDefinition, body: String = Self.body) throws -> WorkflowRehearsal {
        let delivery = Delivery(
            endpoint: "main",
            headers: [],
            signature: .init(profile: "none", secretIndex: nil),
            remoteAddress: "127.0.0.1",
            receivedAt: Timestamp(milliseconds: 1_777_626_000_000)
        )
        var event = try EventNormaliser.event(from: Array(body.utf8), of: delivery)
        event.source = .komo
        var rehearsing = Rehearsing(
            definition,
            event: event,
            sequence: 7,
            contact: nil,
            configuration: Self.configuration,
            now: Timestamp(milliseconds: 1_777_626_000_000)
        )
        return rehearsing.rehearse()
    }

    private static let body =
        #"{"event":"CompetitionEntrySuccess","submission_id":"s","email":"ada@example.com","card_name":"Acme Trivia"}"#

    @Test func `a request has its whole URL, dots for its secret, and words for replies that do not come`() throws {
        let rehearsal = try rehearse(
            definition(
                """
                { id: 'a', action: 'http.request', destination: 'crm', method: 'POST', url: '/leads',
                  body: { email: '{{ contact.email }}' } },
                { id: 'b', action: 'http.request', destination: 'crm', method: 'PUT',
                  url: '/leads/{{ steps.a.body.id }}?x={{ steps.a.status }}', body: { id: '{{ steps.a.body.id }}' } }
                """
            )
        )
        #expect(rehearsal.obstacle == nil)
        let requests = rehearsal.steps.compactMap { step -> RenderedRequest? in
            if case .request(let request) = step.outcome { request } else { nil }
        }
        try #require(requests.count == 2)
        #expect(requests[0].url == "https://crm.example/leads")
        #expect(requests[0].headers.last == HeaderField(name: "Authorization", value: "Bearer •••"))
        #expect(requests[1].url == "https://crm.example/leads/‹steps.a.body.id›?x=‹steps.a.status›")
        #expect(requests[1].body == #"{"id":"‹steps.a.body.id›"}"#)
    }

    @Test func `a URL that is the secret stays hidden`() throws {
        let rehearsal = try rehearse(
            definition("{ id: 'a', action: 'http.request', destination: 'crew', method: 'POST', url: '{destination}' }")
        )
        let text = try #require(rehearsal.steps.first?.outcome.text)
        #expect(text.hasPrefix("POST {destination}"))
        #expect(!text.contains("hush"))
    }

    @Test func `later steps see what a contact step would have changed`() throws {
        let rehearsal = try rehearse(
            definition(
                """
                { id: 'tag', action: 'contact.update', addTags: ['lead'], setProperties: { card: '{{ card.name }}' } },
                { id: 'tell', action: 'http.request', destination: 'crm', method: 'POST', url: '/x',
                  body: { tags: '{{ contact.tags }}', card: '{{ contact.properties.card }}' } }
                """
            )
        )
        #expect(rehearsal.steps.map(\.node) == ["tag", "tell"])
        #expect(rehearsal.steps.first?.outcome.text == "adds the tag lead\nsets card to Acme Trivia")
        #expect(rehearsal.steps.last?.outcome.text.hasSuffix(#"{"tags":"lead","card":"Acme Trivia"}"#) == true)
    }

    @Test func `a decision leads the way its answer says, save where it asks for a reply that does not come`() throws {
        let steps = """
            { id: 'find', action: 'http.request', destination: 'crm', method: 'GET', url: '/x' },
            { id: 'known', action: 'decision', where: 'steps.find.body.total:1', onSuccess: 'acme' },
            { id: 'acme', action: 'decision', where: 'card:Other', onSuccess: 'end', onFailure: 'tag' },
            { id: 'tag', action: 'contact.update', addTags: ['lead'] }
            """
        let rehearsal = try rehearse(definition(steps))
        #expect(rehearsal.steps.map(\.node) == ["find", "known", "acme", "tag"])
        guard case .undecided(let sentence) = rehearsal.steps[1].outcome else {
            Issue.record("\(rehearsal.steps[1].outcome)")
            return
        }
        #expect(sentence.contains("'find', which is not sent"))
        #expect(rehearsal.steps[2].outcome == .decision(false))
    }

    @Test func `a missing value is a sentence at its step, and the rest is shown all the same`() throws {
        let rehearsal = try rehearse(
            definition(
                """
                { id: 'a', action: 'http.request', destination: 'crm', method: 'POST', url: '/x', onFailure: 'end',
                  body: { company: '{{ form_fields.company }}' } },
                { id: 'b', action: 'contact.update', addTags: ['lead'] }
                """
            )
        )
        guard case .failure(let sentence) = rehearsal.steps.first?.outcome else {
            Issue.record("\(rehearsal.steps)")
            return
        }
        #expect(sentence.contains("{{ form_fields.company }}: is missing"))
        #expect(sentence.hasSuffix("the run would end here"))
        #expect(rehearsal.steps.count == 2)
    }

    @Test(arguments: [
        ("'workspace'", #""event":"CompetitionEntrySuccess""#, nil),
        ("{ card: 'Acme *' }", #""event":"CompetitionEntrySuccess""#, nil),
        ("{ card: 'Other' }", #""event":"CompetitionEntrySuccess""#, "outside the workflow's scope"),
        ("'workspace'", #""event":"something else""#, "the workflow waits for Gameplay.DataCaptured"),
    ])
    func `an event that would start no run says why`(scope: String, name: String, obstacle: String?) throws {
        let definition = try definition("{ id: 'a', action: 'contact.update', addTags: ['x'] }", scope: scope)
        let body = Self.body.replacing(#""event":"CompetitionEntrySuccess""#, with: name)
        let found = try rehearse(definition, body: body).obstacle
        #expect((found == nil) == (obstacle == nil))
        if let obstacle { #expect(found?.contains(obstacle) == true, "\(found ?? "")") }
    }

    @Test func `the day begins at midnight where the event is`() throws {
        let sydney = try #require(TimeZone(identifier: "Australia/Sydney"))
        // 2026-05-01T15:30Z is 01:30 of the next day in Sydney.
        let midnight = WorkflowInspection.startOfDay(Timestamp(milliseconds: 1_777_649_400_000), zone: sydney)
        #expect(midnight.iso8601 == "2026-05-01T14:00:00.000Z")
    }
}
