import CoreServices
import Testing

struct TemplateTests {
    static let values = TemplateValues(roots: [
        "contact": .object([
            "email": .string("Ada+expo@Example.com"), "first_name": .string("Adâ"),
            "tags": .array(["a", "b"].map(JSONValue.string)),
            "last_name": .string(""), "phone": .null, "opted_in": .bool(true),
        ]),
        "form_fields": .object([
            "company": .string("O'Hara & \"Söhne\"\n"), "Job title": .string("Engineer"),
            "loop": .string("{{ contact.email }}"), "nested": .object(["list": .array([.integer(7), .null])]),
            "back": .string(#"a\b"#), "mark": .string("x'\u{301} OR 1"),
        ]),
        "gameplay": .object(["score": .number(3), "correct": .number(2.5)]),
        "event": .object([
            "occurred_at": .string("2026-05-01T09:30:15.250Z"), "ms": .integer(1_777_627_815_250), "seq": .integer(12),
        ]),
        "steps": .object(["create": .object(["body": .object(["id": .string("00Q1")])])]),
    ])

    @Test(arguments: [
        ("", ""),
        ("plain { text } }}", "plain { text } }}"),
        ("{{contact.email}}", "Ada+expo@Example.com"),
        ("<{{ contact.email | lower }}>", "<ada+expo@example.com>"),
        ("{{ contact.first_name | upper }}", "ADÂ"),
        ("{{ contact.last_name }}", ""),
        ("{{ contact.last_name | default: 'Unknown' }}", "Unknown"),
        ("{{ contact.phone | default: \"none\" }}", "none"),
        ("{{ contact.nobody | default: 0 }}", "0"),
        ("{{ contact.nobody | default: -1.5 }}", "-1.5"),
        ("{{ contact.nobody | default: false }}", "false"),
        ("{{ contact.nobody | default: '' }}", ""),
        ("{{ contact.nobody | upper | default: 'x' | upper }}", "X"),
        ("{{ contact.nobody | default: 'it\\'s' }}", "it's"),
        ("{{ contact.nobody | default: '}} | {{' }}", "}} | {{"),
        ("a{{ contact.nobody | optional }}b", "ab"),
        ("{{ contact.tags }}", "a, b"),
        ("{{ contact.tags.1 }}{{ contact.tags[0] }}", "ba"),
        ("{{ contact.tags | json }}", #"["a","b"]"#),
        ("{{ contact.opted_in }}", "true"),
        ("{{ form_fields['Job title'] }} {{ form_fields.nested.list.0 }}", "Engineer 7"),
        ("{{ form_fields.nested | json }}", #"{"list":[7,null]}"#),
        ("{{ form_fields.loop }}", "{{ contact.email }}"),
        ("{{ form_fields.company | trim }}!", "O'Hara & \"Söhne\"!"),
        ("{{ form_fields.company | trim | soql }}", #"O\'Hara & "Söhne""#),
        ("{{ form_fields.mark | soql }}", "x\\'\u{301} OR 1"),
        ("{{ form_fields.back | soql }}", #"a\\b"#),
        ("{{ form_fields.company | trim | json }}", #""O'Hara & \"Söhne\"""#),
        ("{{ contact.email | url }}", "Ada%2Bexpo%40Example.com"),
        ("{{ contact.email | lower | md5 }}", "6ae1e5b5485de745a5dbfdb291ffd1f9"),
        ("{{ gameplay.score }} {{ gameplay.correct }}", "3 2.5"),
        ("{{ event.occurred_at | date: 'yyyy-MM-dd' }}", "2026-05-01"),
        ("{{ event.occurred_at | date: 'dd/MM/yyyy HH:mm:ss.SSS' }}", "01/05/2026 09:30:15.250"),
        ("{{ event.ms | date: 'iso' }}", "2026-05-01T09:30:15.250Z"),
        ("{{ event.occurred_at | date: 'unix' }} {{ event.ms | date: 'unix-ms' }}", "1777627815 1777627815250"),
        ("{{ steps.create.body.id }}", "00Q1"),
        ("{{ '{{' }} {{ \"it's\" | upper }}", "{{ IT'S"),
        ("{{\n  contact.email\n  | lower\n}}", "ada+expo@example.com"),
    ])
    func `a template gives its text`(source: String, expected: String) throws {
        #expect(try Template(parsing: source).render(Self.values, for: .plain) == expected)
    }

    @Test(arguments: [
        ("{{", 1, "not closed"),
        ("ab {{ contact.email", 4, "not closed"),
        ("ab {{ contact.email {{ x }}", 4, "not closed"),
        ("{{ }}", 4, "a path is missing"),
        ("{{ | upper }}", 4, "a path is missing"),
        ("{{ contact. }}", 12, "expected a name"),
        ("{{ contact.email } x", 18, "single `}`"),
        ("{{ contact email }}", 12, "expected `|` or `}}`"),
        ("{{ contat.email }}", 4, "did you mean `contact`"),
        ("{{ zzzzzzz.email }}", 4, "there are contact, card"),
        ("é{{ contact.email | uper }}", 21, "did you mean `upper`"),
        ("{{ contact.email | upper: 'x' }}", 20, "takes nothing"),
        ("{{ contact.email | default }}", 20, "needs a value"),
        ("{{ contact.email | default: x }}", 29, "expected a text in quotes"),
        ("{{ contact.email | default: 'x }}", 29, "not closed"),
        ("{{ contact.email | date: 'yyyy-QQ' }}", 20, "no such date pattern"),
        ("{{ contact['email }}", 12, "not closed"),
        ("{{ contact['email' }}", 20, "expected `]`"),
        ("{{ contact.email | }}", 20, "expected a name"),
    ])
    func `a mistake is told with its column`(source: String, column: Int, words: String) {
        let error = #expect(throws: TemplateError.self) { try Template(parsing: source) }
        #expect(error?.column == column)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    @Test(arguments: [
        ("{{ contact.nobody }}", "contact.nobody", "is missing"),
        ("{{ contact.phone }}", "contact.phone", "is missing"),
        ("{{ steps.lookup.body }}", "steps.lookup.body", "is missing"),
        ("{{ form_fields['A b'].c }}", "form_fields['A b'].c", "is missing"),
        ("{{ form_fields.nested }}", "form_fields.nested", "an object"),
        ("{{ contact.email | date: 'iso' }}", "contact.email", "is no time"),
    ])
    func `a value that cannot be rendered is named and never shown`(source: String, path: String, words: String) throws
    {
        let template = try Template(parsing: source)
        let error = #expect(throws: TemplateError.self) { try template.render(Self.values, for: .plain) }
        #expect(error?.path == path && error?.column == 1)
        #expect(error?.message.contains(words) == true)
        #expect(error?.description.contains("Example.com") == false)
    }

    @Test(arguments: [
        ("/c/{{ contact.email }}?q={{ form_fields.back }}&r=a b", "/c/Ada%2Bexpo%40Example.com?q=a%5Cb&r=a b"),
        ("/c/{{ contact.email | lower | url }}", "/c/ada%2Bexpo%40example.com"),
        ("/c?x={{ contact.last_name }}", "/c?x="),
        ("/{{ event.seq }}~{{ contact.first_name }}", "/12~Ad%C3%A2"),
    ])
    func `values in a URL are percent-encoded and the text around them is not`(source: String, expected: String) throws
    {
        #expect(try Template(parsing: source).render(Self.values, for: .url) == expected)
    }

    @Test(arguments: ["..", ".", ""])
    func `a value cannot change where a URL leads`(value: String) throws {
        let values = TemplateValues(roots: ["contact": .object(["id": .string(value)])])
        let template = try Template(parsing: "/contacts/{{ contact.id }}/tags")
        #expect(throws: TemplateError.self) { try template.render(values, for: .url) }
    }

    @Test(arguments: ["a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "a\u{7f}", "a\u{85}b", "a\tb"])
    func `a header refuses a value with a control character`(value: String) throws {
        let values = TemplateValues(roots: ["contact": .object(["id": .string(value)])])
        let template = try Template(parsing: "Token {{ contact.id }}")
        let error = #expect(throws: TemplateError.self) { try template.render(values, for: .header) }
        #expect(error?.path == "contact.id")
    }

    @Test func `text in a JSON string is escaped, the template's own as well`() throws {
        let template = try Template(parsing: "say \"{{ form_fields.company }}\"")
        let expected = #"say \"O'Hara & \"Söhne\"\n\""#
        #expect(try template.render(Self.values, for: .jsonString) == expected)
    }

    @Test func `a template whose every value is optional and missing is left out`() throws {
        func rendered(_ source: String) throws -> String? {
            try Template(parsing: source).renderUnlessMissing(Self.values, for: .plain)
        }
        #expect(try rendered("Tel {{ contact.phone | optional }}") == nil)
        #expect(try rendered("{{ contact.last_name | optional }}") == nil)
        #expect(try rendered("{{ contact.phone | optional }}{{ contact.email }}") == "Ada+expo@Example.com")
        #expect(try rendered("Tel") == "Tel")
        #expect(try rendered("") == "")
    }

    @Test func `a rendered text above one mebibyte is refused, and a huge value that shrinks is not`() throws {
        let huge = String(repeating: "é\"\n", count: 1_250_000)
        let values = TemplateValues(roots: ["form_fields": .object(["essay": .string(huge)])])
        for place in [TemplatePlace.plain, .url, .jsonString] {
            #expect(throws: TemplateError.self) {
                try Template(parsing: "{{ form_fields.essay }}").render(values, for: place)
            }
        }
        #expect(try Template(parsing: "{{ form_fields.essay | md5 }}").render(values, for: .plain).count == 32)
    }

    @Test func `the paths that a template reads are known`() throws {
        let template = try Template(parsing: "é {{ contact.email }} {{ 'x' }} {{ steps.create.body['id'] }}")
        #expect(template.paths.map(\.names) == [["contact", "email"], ["steps", "create", "body", "id"]])
        #expect(template.paths.map(\.column) == [3, 33])
    }
}
