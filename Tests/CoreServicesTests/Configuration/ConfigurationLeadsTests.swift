import Primitives
import Testing

@testable import CoreServices

struct ConfigurationLeadsTests {
    private func load(_ text: String) throws -> Configuration {
        var fixture = try ConfigurationFixture()
        fixture.variables["ACME"] = "acme-0123456789abcdef"
        fixture.variables["NEXT"] = "next-0123456789abcdef"
        try fixture.write(text, to: "callboard.json5")
        return try fixture.loader.load().configuration
    }

    @Test func `sponsors may have a tag, extension data and a goal instead of cards`() throws {
        let configuration = try load(
            """
            { sponsors: [
              { name: 'Acme', cards: ['Acme *'], goal: 2500 },
              { name: 'Globex', tag: 'sponsor:globex' },
              { name: 'Initech', extensionData: { key: 'sponsor_id', value: 'ini' } },
            ] }
            """
        )
        #expect(
            configuration.sponsors == [
                SponsorRule(name: "Acme", cards: ["Acme *"], goal: 2500),
                SponsorRule(name: "Globex", tag: "sponsor:globex", cards: []),
                SponsorRule(
                    name: "Initech",
                    cards: [],
                    extensionData: ExtensionDataMatch(key: "sponsor_id", value: "ini")
                ),
            ]
        )
    }

    @Test(arguments: ConsentRule.allCases)
    func `the rule of consent is chosen by its name`(rule: ConsentRule) throws {
        #expect(try load("{ leads: { consent: '\(rule.rawValue)' } }").leads.consent == rule)
    }

    @Test func `readers have a sponsor and secrets, and a name where they need one`() throws {
        let api = try load(
            """
            { leads: { api: { rateLimit: 7, readers: [
              { sponsor: 'Acme', secrets: [{ env: 'ACME' }, { env: 'NEXT' }] },
            ] } } }
            """
        ).leads.api
        #expect(api.rateLimit == RateLimit(perSecond: 7, burst: 14))
        let secrets = [Secret("acme-0123456789abcdef"), Secret("next-0123456789abcdef")]
        #expect(api.readers == [.init(name: "Acme", sponsor: "Acme", secrets: secrets)])
    }

    @Test func `two readers with one secret are a mistake`() throws {
        var fixture = try ConfigurationFixture()
        fixture.variables["ACME"] = "acme-0123456789abcdef"
        let mistakes = try fixture.mistakes(
            in: """
                { leads: { api: { readers: [
                  { sponsor: 'Acme', secrets: [{ env: 'ACME' }] }, { sponsor: '*', secrets: [{ env: 'ACME' }] },
                ] } } }
                """
        )
        #expect(mistakes.count == 1)
        #expect(mistakes.first?.contains("another reader has one of these secrets") == true)
    }

    @Test func `schedules say when, what, for whom and where`() throws {
        let configuration = try load(
            """
            { timeZone: 'Australia/Sydney', leads: { eventClosesAt: '2026-05-02T18:00', schedules: [
              { name: 'quarters', every: '15m', make: 'export', format: 'ndjson', sponsor: 'Acme', folder: '/srv/acme' },
              { name: 'evening', at: '18:05', make: 'report' },
              { name: 'crm', at: 'close', make: 'workflow', workflow: 'Acme to CRM', sponsor: 'Acme', where: 'card:Spin',
                consent: 'opted-in' },
            ] } }
            """
        )
        #expect(configuration.leads.eventClosesAt == LocalTime.parse("2026-05-02T08:00Z", secondsFromUTC: 0))
        #expect(
            configuration.leads.schedules == [
                LeadSchedule(
                    name: "quarters",
                    time: .every(.seconds(900)),
                    product: .export(.ndjson),
                    sponsor: "Acme",
                    folder: "/srv/acme"
                ),
                LeadSchedule(name: "evening", time: .daily(minute: 1_085), product: .report),
                LeadSchedule(
                    name: "crm",
                    time: .atClose,
                    product: .workflow(name: "Acme to CRM"),
                    sponsor: "Acme",
                    filter: try Filter(parsing: "card:Spin"),
                    consent: .optedIn
                ),
            ]
        )
    }

    @Test(arguments: [
        ("{ name: 'a', make: 'report' }", "expected either every, such as '15m', or at, such as '18:00' or 'close'"),
        ("{ name: 'a', every: '15m', at: '18:00', make: 'report' }", "expected either every"),
        ("{ name: 'a', every: '5s', make: 'report' }", "expected a time such as '30s' or '5m', from 1m to"),
        (
            "{ name: 'a', at: '25:00', make: 'report' }",
            "expected a time of day such as '18:00', or 'close', found '25:00'"
        ),
        ("{ name: 'a', at: 'close', make: 'report' }", "nothing says when the event closes; set leads.eventClosesAt"),
        ("{ name: 'a', at: '18:00' }", "make: missing; expected export, report or workflow"),
        ("{ name: 'a', at: '18:00', make: 'reprot' }", "did you mean 'report'"),
        ("{ at: '18:00', make: 'report' }", "a schedule needs a name"),
        ("{ name: 'a', at: '18:00', make: 'report', format: 'csv' }", "only make: 'export' has a format"),
        ("{ name: 'a', at: '18:00', make: 'report', where: 'x' }", "a report tells of all leads and has no filter"),
        (
            "{ name: 'a', at: '18:00', make: 'workflow' }",
            "expected the name of a workflow with the trigger 'Leads.Scheduled'"
        ),
        (
            "{ name: 'a', at: '18:00', make: 'workflow', workflow: 'W', folder: 'x' }",
            "make: 'workflow' writes no files"
        ),
        ("{ name: 'a', at: '18:00', make: 'export', where: 'since:nonsense' }", "where:"),
    ])
    func `a schedule that cannot work is a mistake`(schedule: String, message: String) throws {
        let mistakes = try ConfigurationFixture().mistakes(in: "{ leads: { schedules: [\(schedule)] } }")
        #expect(mistakes.count == 1)
        #expect(mistakes.first?.contains(message) == true, "\(mistakes)")
    }
}
