import CoreServices
import Testing

struct RequestRenderingTests {
    private static let values = TemplateTests.values

    private static func action(
        method: String = "POST",
        url: String = "/leads",
        headers: [(String, String)] = [],
        body: BodyTemplate = .none
    ) throws -> RequestAction {
        RequestAction(
            operation: .httpRequest,
            destination: "crm",
            method: method,
            url: try Template(parsing: url),
            headers: try headers.map { HeaderTemplate(name: $0.0, value: try Template(parsing: $0.1)) },
            body: body,
            repeatability: .safe
        )
    }

    private static func object(_ members: [(String, String)]) throws -> JSONTemplate {
        .object(try members.map { JSONTemplateMember(name: $0.0, value: .template(try Template(parsing: $0.1))) })
    }

    @Test func `a JSON body keeps the order written and puts values in as text, or raw`() throws {
        let body = JSONTemplate.object([
            JSONTemplateMember(name: "Email", value: .template(try Template(parsing: "{{ contact.email | lower }}"))),
            JSONTemplateMember(name: "Company", value: .template(try Template(parsing: "{{ form_fields.company }}"))),
            JSONTemplateMember(name: "A\"b", value: .value(.null)),
            JSONTemplateMember(name: "Score", value: .template(try Template(parsing: "{{ gameplay.score | json }}"))),
            JSONTemplateMember(
                name: "Phone",
                value: .template(try Template(parsing: "{{ contact.phone | optional }}"))
            ),
            JSONTemplateMember(
                name: "Zero",
                value: .template(try Template(parsing: "{{ contact.phone | default: 0 | json }}"))
            ),
            JSONTemplateMember(
                name: "Gone",
                value: .template(try Template(parsing: "{{ contact.phone | json | optional }}"))
            ),
            JSONTemplateMember(
                name: "tags",
                value: .array([
                    .template(try Template(parsing: "{{ contact.phone | optional }}")),
                    .template(try Template(parsing: "{{ contact.tags | json }}")),
                    .template(try Template(parsing: "n {{ gameplay.score | json }}")),
                    .value(.integer(4)),
                ])
            ),
            JSONTemplateMember(name: "empty", value: try Self.object([("x", "{{ contact.phone | optional }}")])),
        ])
        let request = try Self.action(body: .json(body)).rendered(Self.values)
        #expect(
            request.body == #"{"Email":"ada+expo@example.com","Company":"O'Hara & \"Söhne\"\n","A\"b":null,"#
                + #""Score":3,"Zero":0,"tags":[["a","b"],"n 3",4],"empty":{}}"#
        )
        #expect(request.headers == [HeaderField(name: "Content-Type", value: "application/json")])
    }

    @Test func `a form is percent-encoded and leaves out what is optional and missing`() throws {
        let pairs = [
            ("e mail", "{{ contact.email }}"), ("tel", "{{ contact.phone | optional }}"),
            ("s", "a&{{ gameplay.score }}"),
        ]
        let form = try pairs.map { HeaderTemplate(name: $0.0, value: try Template(parsing: $0.1)) }
        let request = try Self.action(body: .form(form)).rendered(Self.values)
        #expect(request.body == "e%20mail=Ada%2Bexpo%40Example.com&s=a%263")
        #expect(request.headers.map(\.value) == ["application/x-www-form-urlencoded"])
    }

    @Test func `headers come as written, a content type of one's own wins, an optional one is left out`() throws {
        let request = try Self.action(
            headers: [
                ("content-type", "text/csv"), ("X-Person", "{{ contact.email }}"),
                ("X-Tel", "{{ contact.phone | optional }}"),
            ],
            body: .text(try Template(parsing: "{{ contact.email }},{{ form_fields.loop }}"))
        ).rendered(Self.values)
        #expect(request.headers.map(\.name) == ["content-type", "X-Person"])
        #expect(request.body == "Ada+expo@Example.com,{{ contact.email }}")
    }

    @Test func `a request without a body has no content type`() throws {
        let request = try Self.action(method: "GET", url: "/leads/{{ steps.create.body.id }}").rendered(Self.values)
        #expect(request == RenderedRequest(method: "GET", url: "/leads/00Q1"))
    }

    @Test(arguments: [("X-A", "{{ form_fields.company }}"), ("X-A\r\nX-B", "1"), ("", "1"), ("X A", "1")])
    func `a header that would end early is refused`(name: String, value: String) throws {
        let action = try Self.action(headers: [(name, value)])
        #expect(throws: TemplateError.self) { try action.rendered(Self.values) }
    }

    @Test(arguments: ["get", "", "CONNECT", "TRACE", "POST /x HTTP/1.1\r\nA:", "ПОСТ"])
    func `a method that is none is refused`(method: String) throws {
        let action = try Self.action(method: method)
        #expect(throws: TemplateError.self) { try action.rendered(Self.values) }
    }

    @Test func `a body above one mebibyte is refused although each of its values is small enough`() throws {
        let values = TemplateValues(roots: [
            "form_fields": .object(["a": .string(String(repeating: "x", count: 600_000))])
        ])
        let template = try Self.object([("a", "{{ form_fields.a }}"), ("b", "{{ form_fields.a }}")])
        #expect(throws: TemplateError.self) { try Self.action(body: .json(template)).rendered(values) }
    }

    @Test func `what a person sees of a rendered request reads back as the same request`() throws {
        let request = try Self.action(
            headers: [("X-Person", "{{ contact.email }}")],
            body: .json(try Self.object([("Company", "{{ form_fields.company }}")]))
        ).rendered(Self.values)
        #expect(try RenderedRequest(text: request.text) == request)
    }

    @Test func `a contact change gives tags once, and leaves out what is optional and missing`() throws {
        let change = ContactChange(
            addTags: try ["sponsor:{{ contact.first_name | lower }}", "{{ contact.phone | optional }}", "vip", "vip"]
                .map {
                    try Template(parsing: $0)
                },
            removeTags: [Template(literal: "new")],
            setProperties: [
                "company": try Template(parsing: "{{ form_fields.company | trim }}"),
                "tel": try Template(parsing: "{{ contact.phone | optional }}"),
            ]
        )
        #expect(
            try change.rendered(Self.values)
                == ContactChange.Rendered(
                    addTags: ["sponsor:adâ", "vip"],
                    removeTags: ["new"],
                    setProperties: ["company": "O'Hara & \"Söhne\""]
                )
        )
    }

    @Test func `an empty tag is refused`() throws {
        let change = ContactChange(addTags: [try Template(parsing: "{{ contact.last_name }}")])
        #expect(throws: TemplateError.self) { try change.rendered(Self.values) }
    }
}
