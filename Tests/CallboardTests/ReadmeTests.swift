import CommandKit
import CoreServices
import Foundation
import Testing

@testable import callboard

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

    @Test func `the line that installs and runs the tests is the last of the checks`() throws {
        #expect(text.contains("    .ci/install-libraries && swift run -c release callboard demo\n"))
        let tests = ".ci/install-libraries --with-tests && swift test\n"
        #expect(text.contains("    \(tests)"))
        #expect(checks.hasSuffix("\n\(tests)"))
    }
}
