import CommandKit
import CoreServices
import Foundation
import TestSupport
import Testing

@testable import callboard

@Suite(.serialized)
struct ReadmeTests {
    private let text: String
    private let checks: String

    init() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        checks = try String(contentsOf: root.appending(path: ".ci/run"), encoding: .utf8)
    }

    @Test func `the configuration shown is the one that init writes`() {
        #expect(text.contains("```json5\n\(ConfigurationTemplate.configuration)```\n"))
    }

    @Test func `the workflow body shown is the one that is understood`() {
        let body = KomoWorkflowBody.template.trimmingCharacters(in: .newlines)
        #expect(text.contains("```json\n\(body)\n```\n"))
    }

    @Test func `every command, common option and exit code is named`() {
        for chain in CallboardProgramTests.chains where chain.last?.action != nil {
            #expect(text.contains("| `\(chain.map(\.name).joined(separator: " "))` |"))
        }
        for option in SharedOptions.all.map(\.declaration) {
            #expect(text.contains("`--\(option.name)\(option.placeholder.map { " \($0)" } ?? "")`"))
        }
        let codes = Set(CallboardProgramTests.chains.compactMap(\.last).flatMap(\.exitCodes))
        let rows = text.matches(of: /\n\| ([0-9]+) \| (.*) \|/).map { "\($0.1) \($0.2)" }
        #expect(rows.sorted() == codes.map { "\($0.rawValue) \($0.meaning)" }.sorted())
    }

    @Test func `the destinations and the workflow shown load without a mistake`() throws {
        let folder = try TemporaryDirectory()
        try folder.write(sample("destinations"), to: "callboard.json5")
        let environment = [
            "HOME": folder.path, "SALESFORCE_SECRET": "0123456789abcdef", "MAILCHIMP_KEY": "0123456789abcdef-us6",
            "BRAZE_KEY": "0123456789abcdef", "SLACK_URL": "https://hooks.slack.example/services/T/B/x",
            "GLOBEX_SECRET": "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3", "OFFICE_KEY": "0123456789abcdef",
        ]
        let surroundings = ConfigurationSurroundings(variables: environment, currentDirectory: folder.path)
        let loaded = try ConfigurationLoader(surroundings: surroundings).load(file: folder.path + "/callboard.json5")
        #expect(loaded.configuration.destinations.map(\.name) == ["crm", "news", "braze", "crew", "globex", "office"])

        let loader = WorkflowLoader(configuration: loaded.configuration, surroundings: surroundings)
        let workflow = try loader.read(sample("workflow"), file: "acme.json5").get()
        #expect(workflow.name == "Acme to Salesforce")
        #expect(workflow.steps.map(\.id) == ["tag", "lookup", "isNew", "create", "tell"])
    }

    @Test func `the embedded pages shown load without a mistake`() throws {
        let folder = try TemporaryDirectory()
        try folder.write(sample("embed"), to: "callboard.json5")
        let surroundings = ConfigurationSurroundings(variables: ["HOME": folder.path], currentDirectory: folder.path)
        let loaded = try ConfigurationLoader(surroundings: surroundings).load(file: folder.path + "/callboard.json5")
        #expect(loaded.configuration.embed.pages.map(\.name) == ["expo", "hub"])
        for form in EmbedPage.Variant.allCases { #expect(text.contains("`\(form.rawValue)`")) }
        for method in EmbedIdentity.Method.allCases { #expect(text.contains("`\(method.rawValue)`")) }
    }

    @Test func `the schedules shown load without a mistake`() throws {
        let folder = try TemporaryDirectory()
        try folder.write(sample("schedules"), to: "callboard.json5")
        let surroundings = ConfigurationSurroundings(variables: ["HOME": folder.path], currentDirectory: folder.path)
        let loaded = try ConfigurationLoader(surroundings: surroundings).load(file: folder.path + "/callboard.json5")
        #expect(loaded.configuration.leads.schedules.count == 4)
    }

    @Test func `every action, kind of destination and trigger is named`() {
        for action in ["contact.update", "decision"] + CoreServices.Operation.allCases.map(\.rawValue) {
            #expect(text.contains("\n| `\(action)` |"), "\(action)")
        }
        for kind in DestinationConfiguration.Kind.allCases {
            #expect(text.contains("\n| `\(kind.rawValue)` |"), "\(kind)")
        }
        for trigger in Trigger.all { #expect(text.contains("`\(trigger.name)`"), "\(trigger.name)") }
    }

    /// The block of JSON5 between the marks of this name.
    private func sample(_ name: String) throws -> String {
        let start = try #require(text.firstRange(of: "<!-- sample: \(name) begin -->\n```json5\n"))
        let end = try #require(text.firstRange(of: "```\n<!-- sample: \(name) end -->\n"))
        return String(text[start.upperBound..<end.lowerBound])
    }

    @Test func `the line that installs and runs the tests is the last of the checks`() throws {
        #expect(text.contains("    .ci/install-libraries && swift run -c release callboard demo\n"))
        let tests = ".ci/install-libraries --with-tests && swift test\n"
        #expect(text.contains("    \(tests)"))
        #expect(checks.hasSuffix("\n\(tests)"))
    }
}
