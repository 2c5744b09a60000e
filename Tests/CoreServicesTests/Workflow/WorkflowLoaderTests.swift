import Foundation
import TestSupport
import Testing

@testable import CoreServices

struct WorkflowLoaderTests {
    private static var loader: WorkflowLoader {
        var configuration = Configuration(dataDirectory: "/nowhere")
        configuration.destinations = ["crm", "sponsor"].map {
            DestinationConfiguration(name: $0, kind: .http, baseURL: "https://\($0).example")
        }
        return WorkflowLoader(configuration: configuration)
    }

    private static func mistakes(in text: String) -> [String] {
        switch loader.read(text, file: "w") {
        case .success: []
        case .failure(let error): error.problems.map { $0.description.replacing("w:", with: "", maxReplacements: 1) }
        }
    }

    @Test func `a workflow reads as it is written`() throws {
        let workflow = try Self.loader.read(WorkflowSample.lead, file: "w").get()
        #expect(workflow.name == "Leads to the CRM")
        #expect(workflow.trigger == .dataCaptured)
        #expect(workflow.scope == .card("Acme *"))
        #expect(workflow.condition.text == "-email:@acme.example")
        #expect(workflow.steps.map(\.id) == ["lookup", "known", "create", "tag"])
        #expect(workflow.steps.map(\.onSuccess) == [.step("known"), .step("create"), .step("tag"), .end])
        #expect(workflow.steps.map(\.onFailure) == [nil, .step("tag"), nil, nil])
        #expect(
            workflow.steps.map(\.title) == [
                "http.request crm", "Is the Lead there?", "http.request crm", "Update contact",
            ]
        )
        guard case .request(let create)? = workflow.step("create")?.work else {
            Issue.record("create is no request")
            return
        }
        let request = try create.rendered(TemplateTests.values)
        #expect(
            request.body
                == #"{"Email":"ada+expo@example.com","Score":3,"Company":"O'Hara & \"Söhne\"\n","Rating":5,"Tags":["expo"]}"#
        )
        #expect(request.headers.first == HeaderField(name: "X-Source", value: "expo"))
    }

    @Test(arguments: [WorkflowSample.webhook, WorkflowSample.tag])
    func `the other samples read too`(text: String) throws {
        #expect(try !Self.loader.read(text, file: "w").get().steps.isEmpty)
    }

    /// A file whose one mistake is put in place of `HERE`.
    private static func file(
        head: String = "trigger: 'Prize.Won',",
        steps: String = "{ id: 'a', action: 'contact.update', addTags: ['x'] }"
    ) -> String {
        "{ name: 'n', \(head)\nsteps: [\(steps)\n] }"
    }

    private static let request = "action: 'http.request', destination: 'crm', url: '/x'"

    @Test(arguments: [
        ("", "1:1: expected a value"),
        ("{ name: 'n'", "expected"),
        ("[]", "1:1: expected an object"),
        ("{}", "1:1: name: missing"),
        (
            file(head: "trigger: 'Prize.Wonn',"),
            "1:23: trigger: there is no trigger 'Prize.Wonn'; did you mean 'Prize.Won'"
        ),
        (file(head: ""), "trigger: missing"),
        (file(head: "trigger: 'Prize.Won', triger: 1,"), "triger: unknown key; did you mean 'trigger'"),
        (file(head: "trigger: 'Prize.Won', scope: { hub: 'x' },"), "scope.hub: unknown key"),
        (file(head: "trigger: 'Prize.Won', scope: { site: 'x', card: 'y' },"), "either site or card"),
        (file(head: "trigger: 'Prize.Won', scope: 'everywhere',"), "expected 'workspace'"),
        (file(head: "trigger: 'Prize.Won',\nwhere: 'é\\u0041 colour:red',"), "2:17: where: there is no field `colour`"),
        (
            file(head: "trigger: 'Prize.Won',\nwhere: 'steps.a.status:1',"),
            "2:9: where: there is no field `steps.a.status` here"
        ),
        (file(steps: ""), "2:8: steps: expected at least one step"),
        ("{ name: 'n', trigger: 'Prize.Won' }", "steps: missing"),
        (file(steps: "1"), "2:9: steps[0]: expected an object"),
        (file(steps: "{ id: 'a', action: 'contact.updat', addTags: ['x'] }"), "did you mean 'contact.update'"),
        (file(steps: "{ id: 'a' }"), "steps[0].action: missing"),
        (file(steps: "{ action: 'contact.update', addTags: ['x'] }"), "steps[0].id: missing"),
        (file(steps: "{ id: 'a b', action: 'contact.update', addTags: ['x'] }"), "steps[0].id: expected letters"),
        (file(steps: "{ id: 'end', action: 'contact.update', addTags: ['x'] }"), "not the word end"),
        (file(steps: "{ id: 'a', action: 'contact.update' }"), "changes nothing"),
        (file(steps: "{ id: 'a', action: 'contact.update', addTags: ['x'], url: '/' }"), "url: unknown key"),
        (file(steps: "{ id: 'a', action: 'decision' }"), "steps[0].where: missing"),
        (
            file(steps: "{ id: 'a', action: 'contact.update', addTags: [\n'ok {{ contat.email }}'] }"),
            "3:8: steps[0].addTags[0]: there is no `contat`; did you mean `contact`"
        ),
        (
            file(steps: "{ id: 'a', action: 'contact.update', addTags: [\n'\\u00e9\\\n\\x41{{ contact.email'] }"),
            "4:5: steps[0].addTags[0]: the `{{` opened here is not closed"
        ),
        (file(steps: "{ id: 'a', action: 'http.request', url: '/x' }"), "steps[0].destination: missing"),
        (file(steps: "{ id: 'a', action: 'http.request', destination: 'crn', url: '/x' }"), "did you mean 'crm'"),
        (file(steps: "{ id: 'a', \(request), method: 'FETCH' }"), "method: expected one of GET"),
        (file(steps: "{ id: 'a', \(request), headers: { 'Content-Length': 1 } }"), "callboard sets this header itself"),
        (file(steps: "{ id: 'a', \(request), headers: { 'A B': '1' } }"), "expected a header name"),
        (file(steps: "{ id: 'a', \(request), headers: { A: 'x\\r\\nB: 1' } }"), "cannot hold a line break"),
        (file(steps: "{ id: 'a', \(request), body: {}, form: {} }"), "one body"),
        (file(steps: "{ id: 'a', \(request), body: { a: Infinity } }"), "expected a number that JSON knows"),
        (
            file(steps: "{ id: 'a', \(request) },\n{ id: 'a', \(request) }"),
            "3:7: steps[1].id: the step 'a' is given twice"
        ),
        (file(steps: "{ id: 'a', \(request), onSuccess: 'b' }"), "there is no step 'b'"),
        (file(steps: "{ id: 'a', \(request), onSuccess: 'a' }"), "leads back to 'a'"),
        (
            file(steps: "{ id: 'a', \(request) },\n{ id: 'b', \(request), onFailure: 'a' }"),
            "steps[1].onFailure: leads back to 'a'"
        ),
        (
            file(steps: "{ id: 'a', \(request), onSuccess: 'end' },\n{ id: 'b', \(request) }"),
            "3:1: steps[1]: no route leads to the step 'b'"
        ),
        (
            file(
                steps:
                    "{ id: 'a', action: 'contact.update', addTags: ['{{ steps.b.body }}'] },\n{ id: 'b', \(request) }"
            ),
            "steps[0].addTags[0]: reads the step 'b', which cannot have run before"
        ),
        (
            file(steps: "{ id: 'a', action: 'contact.update', addTags: ['{{ steps.zz.body }}'] }"),
            "2:57: steps[0].addTags[0]: reads the step 'zz', which is not there"
        ),
        (
            file(steps: "{ id: 'a', action: 'decision', where: 'steps.a.status:1' }"),
            "steps[0].where: reads the step 'a'"
        ),
    ])
    func `a mistake is told with its place`(text: String, expected: String) {
        let mistakes = Self.mistakes(in: text)
        #expect(mistakes.contains { $0.contains(expected) }, "\(mistakes)")
    }

    @Test func `all mistakes of a file are listed, from top to bottom`() {
        let mistakes = Self.mistakes(in: "{ name: '', trigger: 'x',\nwhere: '\"',\nsteps: [{ id: 1, action: 'y' }] }")
        #expect(mistakes.map { $0.prefix { $0 != " " } } == ["1:9:", "1:22:", "2:9:", "3:15:", "3:26:"], "\(mistakes)")
    }

    @Test func `a text of many continued lines and many places is read in one walk`() {
        let text = String(repeating: "\\\n", count: 10_000) + String(repeating: "{{ steps.z.a }}", count: 200)
        let file = Self.file(steps: "{ id: 'a', \(Self.request), body: '\(text)' }")
        let mistakes = Self.mistakes(in: file)
        #expect(mistakes.count == 200)
        #expect(
            mistakes.first?.hasPrefix("10002:1: steps[0].body: reads the step 'z'") == true,
            "\(mistakes.prefix(1))"
        )
    }

    @Test func `a step on one branch may not read a step of the other`() {
        let text = Self.file(
            steps: """
                { id: 'q', action: 'decision', where: 'x', onSuccess: 'a', onFailure: 'b' },
                { id: 'a', \(Self.request), onSuccess: 'c' },
                { id: 'b', \(Self.request), body: '{{ steps.a.status }}' },
                { id: 'c', \(Self.request), body: '{{ steps.a.status }}{{ steps.b.status }}{{ steps.q.status }}' }
                """
        )
        #expect(Self.mistakes(in: text).count == 1)
        #expect(Self.mistakes(in: text).first?.contains("steps[2].body: reads the step 'a', which cannot") == true)
    }

    @Test func `a bad file of a folder never stops the good ones`() throws {
        let folder = try TemporaryDirectory()
        defer { folder.remove() }
        for (name, text) in [
            ("b.json5", WorkflowSample.lead), ("a.json5", WorkflowSample.webhook), ("bad.json5", "{"),
            ("empty.json5", ""),
            ("z.json5", WorkflowSample.tag), ("zz.json5", WorkflowSample.tag), ("notes.txt", "no workflow"),
            (".hidden.json5", "{"), ("large.json5", String(repeating: " ", count: 1 << 20 + 1)),
        ] { try folder.write(text, to: name) }
        try Data([0x7b, 0xff, 0x7d]).write(to: URL(filePath: folder.path("binary.json5")))
        try FileManager.default.createDirectory(atPath: folder.path("folder.json5"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: folder.path("gone.json5"), withDestinationPath: "nowhere")

        let loaded = Self.loader.load(folder: folder.path)
        #expect(loaded.workflows.map(\.definition.name) == ["Leads to the CRM", "Tag everybody", "Tell the sponsor"])
        #expect(loaded.workflows.first?.text == WorkflowSample.lead)
        #expect(loaded.workflows.last?.file == folder.path + "/a.json5")
        let files = loaded.problems.map { URL(filePath: $0.file).lastPathComponent }
        #expect(files == ["bad", "binary", "empty", "folder", "gone", "large", "zz"].map { $0 + ".json5" })
        #expect(loaded.problems.last?.message.contains("z.json5 already") == true)
    }

    @Test func `a folder that is not there holds nothing`() {
        #expect(Self.loader.load(folder: "/nowhere/at/all") == WorkflowLoader.Folder())
    }

    @Test func `a folder tells when its workflows changed, and only then`() throws {
        let folder = try TemporaryDirectory()
        defer { folder.remove() }
        var watch = WorkflowFolderWatch(folder: folder.path)
        var answers = [watch.hasChanged()]
        try folder.write("{}", to: "a.json5")
        answers += [watch.hasChanged(), watch.hasChanged()]
        try folder.write("{ }", to: "a.json5")
        answers.append(watch.hasChanged())
        try folder.write("x", to: "notes.txt")
        answers.append(watch.hasChanged())
        try FileManager.default.removeItem(atPath: folder.path("a.json5"))
        answers.append(watch.hasChanged())
        #expect(answers == [false, true, false, true, false, true])
        #expect(WorkflowFolderWatch.fingerprint(of: "/nowhere") == WorkflowFolderWatch.fingerprint(of: "/elsewhere"))
    }
}
