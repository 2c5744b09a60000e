import Testing

@testable import CoreServices

struct SponsorRuleTextTests {
    @Test func `all parts of a rule are read, in any order`() throws {
        let rule = try SponsorRuleText.parse(
            " Initech ; goal 500; cards Initech *, Hall quiz;tag sponsor:ini ; id = 7 "
        )
        #expect(
            rule
                == SponsorRule(
                    name: "Initech",
                    tag: "sponsor:ini",
                    cards: ["Initech *", "Hall quiz"],
                    extensionData: ExtensionDataMatch(key: "id", value: "7"),
                    goal: 500
                )
        )
    }

    @Test func `the example that people are shown can be read`() throws {
        #expect(try SponsorRuleText.parse(SponsorRuleText.example).name == "Initech")
    }

    @Test(arguments: [
        ("", "begin with the sponsor's name"), (";cards x", "begin with the sponsor's name"),
        ("Initech", "say which entries are its"), ("Initech; goal 5", "say which entries are its"),
        ("Initech; cards", "after cards"), ("Initech; cards ,", "after cards"), ("Initech; tag", "after tag"),
        ("Initech; cards x; goal many", "after goal"), ("Initech; cards x; goal -1", "after goal"),
        ("Initech; colour red", "'colour' is no part of a rule"), ("Initech; id=", "write both sides"),
    ])
    func `a mistake is told in a sentence`(text: String, sentence: String) {
        let mistake = #expect(throws: SponsorRuleText.Mistake.self) { try SponsorRuleText.parse(text) }
        #expect(mistake?.description.contains(sentence) == true)
    }
}
