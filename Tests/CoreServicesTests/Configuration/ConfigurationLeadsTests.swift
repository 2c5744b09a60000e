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
}
