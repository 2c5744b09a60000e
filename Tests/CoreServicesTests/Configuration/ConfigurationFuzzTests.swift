import Foundation
import TestSupport
import Testing

@testable import CoreServices

struct ConfigurationFuzzTests {
    /// Values of every kind, to stand where another kind is expected.
    private static let values = [
        "null", "true", "-1", "1e300", "NaN", "''", "'x'", "[]", "[[]]", "{}", "{ a: 1 }", "'30s'", "'1MiB'", "65536",
        "'standard-webhooks'", "[{ env: 'HOME' }]", "'0.0.0.0'", "[{ name: 'x' }]", "'\\u202e'",
    ]

    @Test func `a configuration changed at random is read or told what is wrong, never a trap`() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write("komo-main = \(ConfigurationFixture.secret)", to: "callboard.secrets")
        let template = ConfigurationTemplate.configuration.replacing(/(?m)^(\s*)\/\/ (\w+: [^\s].*,)$/) {
            "\($0.1)\($0.2)"
        }
        let lines = template.utf8.count { $0 == 0x0a } + 1
        var generator = SeededGenerator(seed: 8787)
        var refused = 0
        for _ in 0..<200 {
            var text = template
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let places = text.matches(of: /: [^\s{\[].*,/)
                guard let place = places.randomElement(using: &generator) else { continue }
                text.replaceSubrange(place.range, with: ": \(Self.values.randomElement(using: &generator) ?? ""),")
            }
            var bytes = Array(text.utf8)
            if Bool.random(using: &generator) { JSON5Sample.mutate(&bytes, using: &generator) }
            do {
                _ = try fixture.loader.read(bytes, file: "\(fixture.root)/callboard.json5")
            } catch {
                refused += 1
                #expect(!error.problems.isEmpty, "\(generator)")
                for problem in error.problems {
                    #expect((1...lines + 8).contains(problem.line ?? 0), "\(generator): \(problem)")
                    #expect((problem.column ?? 0) >= 1, "\(generator): \(problem)")
                    #expect(!problem.description.contains(ConfigurationFixture.secret), "\(generator): \(problem)")
                }
            }
        }
        #expect(refused > 50)
    }
}
