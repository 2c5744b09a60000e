import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct FilterParserTests {
    private static let understood: [(String, [Filter.Term])] = [
        ("", []),
        ("   ", []),
        ("acme", [word("acme")]),
        ("  acme   trivia ", [word("acme"), word("trivia")]),
        ("-acme", [word("acme", negated: true)]),
        ("-", [word("-")]),
        ("--", [word("-", negated: true)]),
        ("a - b", [word("a"), word("-"), word("b")]),
        (#""first prize""#, [word("first prize")]),
        (#"-"first prize""#, [word("first prize", negated: true)]),
        (#""a \"b\" \\c""#, [word(#"a "b" \c"#)]),
        (#"a"b"#, [word(#"a"b"#)]),
        ("card:trivia", [field(.card, "trivia")]),
        ("CARD:Trivia", [field(.card, "Trivia")]),
        ("-card:trivia", [field(.card, "trivia", negated: true)]),
        (#"card:"acme trivia" x"#, [field(.card, "acme trivia"), word("x")]),
        ("card:a:b", [field(.card, "a:b")]),
        ("09:30", [word("09:30")]),
        ("::1", [word("::1")]),
        (":x", [word(":x")]),
        ("body.a.0.b:kg", [.init(isNegated: false, condition: .bodyPath(["a", "0", "b"], "kg"))]),
        ("since:15m", [.init(isNegated: false, condition: .since(.ago(.seconds(900))))]),
        ("until:90s", [.init(isNegated: false, condition: .until(.ago(.seconds(90))))]),
        ("since:2h", [.init(isNegated: false, condition: .since(.ago(.seconds(7200))))]),
        ("since:3d", [.init(isNegated: false, condition: .since(.ago(.seconds(259_200))))]),
        (
            "since:2026-05-01T09:30Z",
            [.init(isNegated: false, condition: .since(.at(Timestamp(milliseconds: 1_777_627_800_000))))]
        ),
        (
            "since:2026-05-01T11:30+02:00",
            [.init(isNegated: false, condition: .since(.at(Timestamp(milliseconds: 1_777_627_800_000))))]
        ),
    ]

    private static func word(_ text: String, negated: Bool = false) -> Filter.Term {
        Filter.Term(isNegated: negated, condition: .anywhere(text))
    }

    private static func field(_ field: Filter.Field, _ text: String, negated: Bool = false) -> Filter.Term {
        Filter.Term(isNegated: negated, condition: .field(field, text))
    }

    @Test
    func `what is typed becomes terms`() throws {
        for (text, terms) in Self.understood {
            let filter = try Filter(parsing: text)
            #expect(filter.terms == terms, "\(text)")
            #expect(filter.text == text)
        }
    }

    @Test
    func `a time without an offset is meant in the zone given`() throws {
        let filter = try Filter(parsing: "since:2026-05-01T11:30", secondsFromUTC: 7200)

        #expect(
            filter.terms == [
                .init(isNegated: false, condition: .since(.at(Timestamp(milliseconds: 1_777_627_800_000))))
            ]
        )
    }

    private static let mistakes: [(text: String, column: Int, says: String)] = [
        (#"acme "open"#, 6, "quote opened here is not closed"),
        (#"card:"open"#, 6, "quote opened here is not closed"),
        (#"acme """#, 6, "word is missing"),
        ("card:", 6, "`card:` needs a value"),
        ("acme card: x", 11, "`card:` needs a value"),
        ("acme colour:red", 6, "there is no field `colour`"),
        ("-colour:red", 2, "there is no field `colour`"),
        ("http://example.com", 1, "there is no field `http`"),
        ("body:x", 1, "`body` needs a path"),
        ("body.:x", 1, "empty part"),
        ("body.a..b:x", 1, "empty part"),
        ("since:yesterday", 7, "is no time"),
        ("since:-5m", 7, "is no time"),
        ("until:2026-13-01", 7, "is no time"),
        ("x since:2026-05-01T25:00", 9, "is no time"),
        ("éé since:1x", 10, "is no time"),
    ]

    @Test
    func `a mistake is told with the column where it starts`() {
        for (text, column, says) in Self.mistakes {
            let error = #expect(throws: FilterError.self, "\(text)") { try Filter(parsing: text) }
            #expect(error?.column == column, "\(text)")
            #expect(error?.message.contains(says) == true, "\(text): \(error?.message ?? "")")
        }
    }

    @Test
    func `whatever is typed is understood or told where it is wrong`() {
        var random = SeededGenerator(seed: 7)
        let characters =
            Array("ab:.-\"\\ \t\n*%_09TZ+é東🎉\u{0}\u{200D}'();{}$") + ["since:", "body.", "card:"].flatMap(Array.init)
        for _ in 0..<5000 {
            let text = String(
                (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in characters.randomElement(using: &random)
                }
            )
            do {
                let filter = try Filter(parsing: text)
                #expect(filter.text == text)
            } catch {
                #expect((1...(text.count + 1)).contains(error.column), "\(text.debugDescription), \(random)")
                #expect(!error.message.isEmpty)
            }
        }
    }
}
