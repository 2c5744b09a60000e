import CoreServices
import TestSupport
import Testing

/// Templates and files that were once good, spoilt in random places.
struct WorkflowFuzzTests {
    private static let morsels = [
        "{{", "}}", "{", "}", "|", ":", "'", "\"", "\\", ".", "[", "]", ",", "contact", "email", "steps", "a", "0", "-",
        "default", "date",
        "json", "optional", " ", "\n", "\r\n", "\u{0}", "\u{202e}", "é", "e\u{301}", "🎉",
        "{{ contact.email | default: 'x' }}", "'yyyy'",
        "\\u", "\\ud83c", "\\x4", "//", "/*", "1e999", "null", "where: 'steps.a.b:1',", "onSuccess: 'end',",
    ]

    @Test func `any text is a template or is refused with a column inside it`() {
        var random = SeededGenerator(seed: UInt64.random(in: 0...UInt64.max))
        var accepted = 0
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                Self.morsels.randomElement(using: &random) ?? ""
            }.joined()
            do {
                let template = try Template(parsing: text)
                accepted += 1
                #expect(template.source == text, "\(random)")
                for place in [TemplatePlace.plain, .url, .header, .jsonString] {
                    _ = try? template.render(TemplateTests.values, for: place)
                }
            } catch {
                #expect(
                    (1...text.unicodeScalars.count + 1).contains(error.column),
                    "\(text.debugDescription), \(random)"
                )
                #expect(!error.message.isEmpty)
            }
        }
        #expect(accepted > 0)
    }

    @Test func `a spoilt file is read or refused with a place, and never has a cycle`() {
        var random = SeededGenerator(seed: UInt64.random(in: 0...UInt64.max))
        var configuration = Configuration(dataDirectory: "/nowhere")
        configuration.destinations = ["crm", "sponsor"].map {
            DestinationConfiguration(name: $0, kind: .http, baseURL: "https://\($0).example")
        }
        let loader = WorkflowLoader(configuration: configuration)
        for round in 0..<300 {
            var text = Array(
                [WorkflowSample.lead, WorkflowSample.webhook, WorkflowSample.tag][round % 3].unicodeScalars
            )
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: 0..<max(text.count, 1), using: &random)
                if Bool.random(using: &random) {
                    text.removeSubrange(index..<min(text.count, index + Int.random(in: 0...8, using: &random)))
                } else {
                    text.insert(
                        contentsOf: (Self.morsels.randomElement(using: &random) ?? "").unicodeScalars,
                        at: index
                    )
                }
            }
            var spoilt = String.UnicodeScalarView()
            spoilt.append(contentsOf: text)
            switch loader.read(String(spoilt), file: "w") {
            case .failure(let error):
                #expect(
                    !error.problems.isEmpty && error.problems.allSatisfy { $0.line ?? 0 > 0 && $0.column ?? 0 > 0 },
                    "\(random)"
                )
            case .success(let workflow):
                let ids = workflow.steps.map(\.id)
                for (index, step) in workflow.steps.enumerated() {
                    for case .step(let target)? in [step.onSuccess, step.onFailure] {
                        #expect(ids.firstIndex(of: target) ?? -1 > index, "\(random)")
                    }
                }
            }
        }
    }
}
