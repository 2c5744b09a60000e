import Foundation

/// The findings of one run, for a person or for a program.
struct DoctorReport: Sendable {
    private let findings: [DoctorFinding]

    init(_ findings: [DoctorFinding]) {
        self.findings = findings
    }

    /// Whether nothing is wrong; notes do not count.
    var isWell: Bool { findings.allSatisfy { $0.state != .wrong } }

    /// One line for each finding, and a last one that sums up.
    var lines: [String] {
        let width = findings.map(\.subject.count).max() ?? 0
        let rows = findings.map { finding in
            let state = finding.state.rawValue.padding(toLength: 5, withPad: " ", startingAt: 0)
            let subject = finding.subject.padding(toLength: width, withPad: " ", startingAt: 0)
            return "\(state)  \(subject)  \(finding.detail)"
        }
        return rows + ["", summary]
    }

    private var summary: String {
        let count = findings.count { $0.state == .wrong }
        return switch count {
        case 0: "Nothing is wrong."
        case 1: "One thing is wrong; its line says what to do."
        default: "\(count) things are wrong; their lines say what to do."
        }
    }

    /// `{"findings":[{"detail":…,"state":"ok","subject":…}],"ok":true}` on one line.
    func json() throws -> String {
        struct Document: Encodable {
            var ok: Bool
            var findings: [DoctorFinding]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Document(ok: isWell, findings: findings)), as: UTF8.self)
    }
}
