import Testing

@testable import CoreServices

struct SponsorRuleTests {
    @Test(arguments: [
        ("card-1", true), ("CARD-1", true), ("card-10", false), ("Acme Trivia", true), ("acme ", true), ("acme", false),
        ("Spin by Globex today", true), ("Globex", true), ("Glob ex", false), ("", false), ("aXbXc", true),
        ("abc", true), ("acb", false),
    ])
    func `a card is the sponsor's by id or by pattern`(name: String, expected: Bool) {
        let rule = SponsorRule(name: "S", cards: ["card-1", "Acme *", "*globex*", "a*b*c"])
        #expect(rule.owns(Event.Card(id: nil, name: name, type: nil)) == expected)
        #expect(rule.owns(Event.Card(id: name, name: "no such card", type: nil)) == expected)
    }

    @Test func `the first rule that fits wins and some cards have no sponsor`() {
        let rules = [SponsorRule(name: "First", cards: ["Acme *"]), SponsorRule(name: "Rest", cards: ["*"])]
        #expect(rules.sponsor(of: Event.Card(id: "1", name: "Acme Quiz", type: nil))?.name == "First")
        #expect(rules.sponsor(of: Event.Card(id: "1", name: "Other", type: nil))?.name == "Rest")
        #expect(rules.sponsor(of: Event.Card(id: nil, name: nil, type: nil)) == nil)
    }

    @Test func `a pattern of many stars stays cheap`() {
        let rule = SponsorRule(name: "S", cards: [String(repeating: "*a", count: 100) + "b"])
        #expect(!rule.owns(Event.Card(id: nil, name: String(repeating: "a", count: 2000), type: nil)))
    }
}
