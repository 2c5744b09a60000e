import Simulator

/// A report as people read it.
enum ReportText {
    static func lines(_ report: SimulationReport, seed: UInt64) -> [String] {
        let answers = report.answers.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
        let failures = report.failures.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
        return [
            "Sent \(report.sent) requests (seed \(seed)): \((answers + failures).joined(separator: ", "))",
            "Among them: \(report.duplicates) duplicates, \(report.late) late, \(report.outOfOrder) out of order, "
                + "\(report.hostile) hostile, \(report.badlySigned) badly signed",
        ]
    }
}
