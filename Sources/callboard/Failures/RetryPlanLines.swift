import CoreServices
import Foundation
import Primitives

/// What a retry would do, for people and for programs.
enum RetryPlanLines {
    static func lines(_ plan: RetryPlan, pace: Double, _ reading: WorkflowReading) -> [String] {
        var lines: [String] = []
        for part in plan.parts {
            let place = "\(part.operation) to \(part.destination)"
            lines += FieldLines.lines([
                ("retry", "\(part.count)  \(place), the oldest failed \(reading.text(part.oldest))")
            ])
        }
        for skipped in plan.skipped {
            let advice = skipped.canBeIncluded ? " (--include-risky takes them in)" : ""
            lines += FieldLines.lines([("skip", "\(skipped.count)  \(skipped.operation): \(skipped.reason)\(advice)")])
        }
        guard plan.stepIDs.count > 1 else { return lines }
        let time = Duration.seconds(Int((Double(plan.stepIDs.count) / pace).rounded(.up)))
        let rate = pace == pace.rounded() ? "\(Int(pace))" : "\(pace)"
        return lines + FieldLines.lines([("pace", "\(rate)/s, about \(time.unitText), the first one alone as a probe")])
    }

    static func json(_ plan: RetryPlan, pace: Double) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("eligible", .count(plan.stepIDs.count))
        line.add("steps", .array(plan.stepIDs.map { .integer($0) }))
        line.add("oldest_failed_at", .time(plan.parts.map(\.oldest).min()))
        line.add("pace", .number(pace))
        line.add("seconds", .number(Double(plan.stepIDs.count) / pace))
        line.add(
            "parts",
            .array(
                plan.parts.map {
                    .object([
                        "destination": .string($0.destination), "action": .string($0.operation),
                        "count": .count($0.count), "oldest_failed_at": .time($0.oldest),
                    ])
                }
            )
        )
        line.add(
            "skipped",
            .array(
                plan.skipped.map {
                    .object([
                        "action": .string($0.operation), "count": .count($0.count), "reason": .string($0.reason),
                        "can_be_included": .bool($0.canBeIncluded),
                    ])
                }
            )
        )
        return line
    }

    static func line(_ bulk: BulkRetry) -> String {
        let tally =
            "\(bulk.released) of \(bulk.total) handed out, \(bulk.succeeded) succeeded, \(bulk.failedAgain) failed again"
        return switch bulk.state {
        case .probing: "retry \(bulk.id): trying one step first; \(tally)"
        case .running: "retry \(bulk.id): under way; \(tally)"
        case .probeFailed: "retry \(bulk.id): the first step failed again, so nothing more was sent; \(tally)"
        case .stopped: "retry \(bulk.id): stopped; \(tally)"
        case .done: "retry \(bulk.id): all handed out; \(tally)"
        }
    }

    static func json(_ bulk: BulkRetry) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("retry", .number(bulk.id))
        line.add("state", .string(bulk.state.rawValue))
        line.add("pace", .number(bulk.pace))
        line.add("total", .count(bulk.total))
        line.add("released", .count(bulk.released))
        line.add("succeeded", .count(bulk.succeeded))
        line.add("failed_again", .count(bulk.failedAgain))
        line.add("begun", .note(bulk.note))
        return line
    }
}
