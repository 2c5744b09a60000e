import Primitives
import Testing

@testable import CoreServices

struct RequestActionTests {
    private static let values = TemplateValues(roots: [
        "contact": .object([
            "id": .string("c/1"), "email": .string("Urist.McVankab@freddiesjokes.com"),
            "first_name": .string("O'Brien"),
            "last_name": .string("L"),
        ]),
        "card": .object(["name": .string("Sponsor A")]), "site": .object([:]), "sponsor": .object([:]),
        "event": .object(["received_at": .string("2026-05-01T09:30:00Z"), "seq": .integer(7)]),
        "form_fields": .object([:]),
    ])

    private func decode(_ operation: CoreServices.Operation, _ keys: String) throws -> (RequestAction?, [String]) {
        var defaults = Configuration(dataDirectory: "/tmp")
        defaults.destinations = DestinationConfiguration.Kind.allCases.map(ConnectorFixture.destination)
        let kind = operation.kinds?.first ?? .http
        let text = "{ id: 'a', action: '\(operation.rawValue)', destination: '\(kind.rawValue)', \(keys) }"
        let surroundings = ConfigurationSurroundings(variables: [:], currentDirectory: "/tmp")
        let bytes = Array(text.utf8)
        var decoding = ConfigurationDecoding(
            bytes: bytes,
            file: "/tmp/a",
            surroundings: surroundings,
            defaults: defaults
        )
        let object = try #require(decoding.object(try JSON5Reader.read(bytes), key: ""))
        let action = decoding.decodeRequestAction(object, operation: operation)
        return (action, decoding.errors.map { "\($0.key): \($0.message)" })
    }

    @Test(arguments: [
        (
            CoreServices.Operation.salesforceCreate,
            "object: 'Lead', fields: { LastName: '{{ contact.last_name }}', Company: 'x' }",
            "POST /services/data/v61.0/sobjects/Lead", #"{"LastName":"L","Company":"x"}"#, false
        ),
        (
            .salesforceUpdate, "object: 'Lead', recordID: '{{ contact.id }}', fields: { A: true }",
            "PATCH /services/data/v61.0/sobjects/Lead/c%2F1", #"{"A":true}"#, true
        ),
        (
            .salesforceUpsert,
            "object: 'Lead', externalID: { field: 'Komo__c', value: 'k-{{ contact.id }}' }, fields: { A: 1 }",
            "PATCH /services/data/v61.0/sobjects/Lead/Komo__c/k-c%2F1", #"{"A":1}"#, true
        ),
        (
            .salesforceGet, "object: 'Lead', where: \"Name = '{{ contact.first_name }}'\"",
            "GET /services/data/v61.0/query?q=SELECT%20Id%20FROM%20Lead%20WHERE%20Name%20%3D%20%27O%5C%27Brien%27%20"
                + "LIMIT%2010", "", true
        ),
        (
            .mailchimpUpsertSubscriber, "fields: { FNAME: '{{ contact.first_name }}' }",
            "PUT /3.0/lists/abc123/members/62eeb292278cc15f5817cb78f7790b08",
            #"{"email_address":"Urist.McVankab@freddiesjokes.com","status_if_new":"subscribed","#
                + #""merge_fields":{"FNAME":"O'Brien"}}"#, true
        ),
        (
            .mailchimpTagSubscriber, "add: ['sponsor-a'], remove: ['old']",
            "POST /3.0/lists/abc123/members/62eeb292278cc15f5817cb78f7790b08/tags",
            #"{"tags":[{"name":"sponsor-a","status":"active"},{"name":"old","status":"inactive"}],"is_syncing":false}"#,
            true
        ),
        (
            .brazeTrackUser, "attributes: { komo_last_card: '{{ card.name }}' }", "POST /users/track",
            #"{"attributes":[{"email":"Urist.McVankab@freddiesjokes.com","komo_last_card":"Sponsor A"}]}"#, true
        ),
        (
            .brazeTrackUser, "events: [{ external_id: 'x', name: 'entry' }]", "POST /users/track",
            #"{"events":[{"external_id":"x","name":"entry","time":"2026-05-01T09:30:00Z"}]}"#, false
        ),
        (
            .hubSpotUpsertContact, "email: 'a@b.c', fields: { score: 3 }",
            "POST /crm/v3/objects/contacts/batch/upsert",
            #"{"inputs":[{"idProperty":"email","id":"a@b.c","properties":{"score":"3"}}]}"#, true
        ),
        (
            .zohoUpsertRecord, "fields: { Email: 'a@b.c' }", "POST /crm/v6/Leads/upsert",
            #"{"data":[{"Email":"a@b.c"}],"duplicate_check_fields":["Email"]}"#, true
        ),
        (
            .klaviyoUpsertProfile, "email: 'a@b.c', fields: { first_name: 'A' }", "POST /api/profile-import",
            #"{"data":{"type":"profile","attributes":{"email":"a@b.c","first_name":"A"}}}"#, true
        ),
        (
            .segmentTrack, "event: 'Entry', userID: 'u'", "POST /v1/track",
            #"{"userId":"u","event":"Entry","properties":{},"timestamp":"2026-05-01T09:30:00Z","#
                + #""messageId":"Entry 2026-05-01T09:30:00Z 7"}"#, true
        ),
        (
            .airtableCreateRecord, "fields: { Email: 'a@b.c' }", "POST /v0/abc123/abc123",
            #"{"records":[{"fields":{"Email":"a@b.c"}}],"typecast":true}"#, false
        ),
        (
            .airtableCreateRecord, "fields: { Email: 'a@b.c' }, table: 'My leads', mergeOn: ['Email']",
            "PATCH /v0/abc123/My%20leads",
            #"{"records":[{"fields":{"Email":"a@b.c"}}],"typecast":true,"performUpsert":{"fieldsToMergeOn":["Email"]}}"#,
            true
        ),
        (
            .slackPostMessage, "text: 'Hi {{ card.name }}'", "POST {destination}",
            #"{"text":"Hi Sponsor A","blocks":[{"type":"section","text":{"type":"plain_text","text":"Hi Sponsor A"}}]}"#,
            false
        ),
        (.httpRequest, "method: 'PUT', url: '/a', form: { b: 'c d' }", "PUT /a", "b=c%20d", true),
        (.httpRequest, "url: 'https://a.b/c', body: 'x', repeatable: 'keyed'", "POST https://a.b/c", "x", true),
        (.httpRequest, "url: '/c'", "POST /c", "", false),
    ])
    func `an action becomes the request that its system wants`(
        operation: CoreServices.Operation,
        keys: String,
        line: String,
        body: String,
        isSafe: Bool
    ) throws {
        let (decoded, mistakes) = try decode(operation, keys)
        #expect(mistakes == [])
        let action = try #require(decoded)
        let request = try action.rendered(Self.values)
        #expect("\(request.method) \(request.url)" == line)
        #expect(request.body == body)
        #expect(action.repeatability.isSafe == isSafe)
    }

    @Test(arguments: [
        (
            CoreServices.Operation.salesforceCreate, "object: 'Lead', fields: { LastName: 'x' }",
            "fields: a Lead needs Company"
        ),
        (.salesforceCreate, "object: 'Lead/../x', fields: { A: 'x' }", "object: expected a name of letters"),
        (
            .salesforceUpsert, "object: 'Lead', externalID: { field: 'K__c', value: 'v' }, fields: { k__c: 'x' }",
            "fields: Salesforce refuses an upsert"
        ),
        (.salesforceGet, "object: 'Lead'", "where: missing"),
        (.mailchimpUpsertSubscriber, "status: 'subscribed'", "status: status would subscribe again"),
        (.mailchimpUpsertSubscriber, "email: 'x@{{ contact.id }}'", "email: expected one place"),
        (.mailchimpTagSubscriber, "", ": changes no tags"), (.brazeTrackUser, "", ": tracks nothing"),
        (.brazeTrackUser, "events: { }", "events[0].name: missing"),
        (.httpRequest, "url: 'x'", "url: expected a path"), (.httpRequest, "", "url: missing"),
        (.httpRequest, "url: '/x', boddy: 1", "boddy: unknown key; did you mean 'body'"),
        (.httpRequest, "url: '/x', destination: 'braze', url: 'https://evil.example'", ""),
        (.slackPostMessage, "", "text: missing"), (.segmentTrack, "userID: 'x'", "event: missing"),
    ])
    func `a mistake in a step is told`(operation: CoreServices.Operation, keys: String, expected: String) throws {
        guard !expected.isEmpty else {
            #expect(throws: JSON5SyntaxError.self) { try decode(operation, keys) }
            return
        }
        let (_, mistakes) = try decode(operation, keys)
        #expect(mistakes.contains { $0.hasPrefix(expected) }, "\(mistakes)")
    }

    @Test func `quotes and braces inside a place stay whole`() {
        let source = "a'{{ contact.id | default: '}} | x' }}'b"
        let composed = TemplateComposition.appending("soql", to: source)
        #expect(composed == "a'{{ contact.id | default: '}} | x' | soql }}'b")
        #expect(TemplateComposition.percentEncodingText(of: source) == "a%27{{ contact.id | default: '}} | x' }}%27b")
        #expect(!TemplateComposition.isOnePlace(source))
        #expect(TemplateComposition.isOnePlace("{{ contact.email }}"))
        #expect(TemplateComposition.pieces(of: "{{ a") == [.init(text: "{{ a", isPlace: false)])
    }
}
