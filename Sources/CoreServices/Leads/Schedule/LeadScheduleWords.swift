import Primitives

extension LeadSchedule {
    /// Such as `csv of each sponsor`.
    package var productWords: String {
        let whose = sponsor ?? "each sponsor"
        switch product {
        case .export(let format): return "\(format.rawValue) of \(whose)"
        case .report: return "report on \(whose)"
        case .workflow(let name): return "workflow \(name) for \(whose)"
        }
    }

    /// Such as `every 15 min`.
    package var timeWords: String {
        switch time {
        case .every(let interval): return "every \(interval.unitText)"
        case .daily(let minute):
            let digits = [minute / 60, minute % 60].map { ($0 < 10 ? "0" : "") + String($0) }
            return "at \(digits.joined(separator: ":"))"
        case .atClose: return "when the event closes"
        }
    }
}

extension LeadScheduleRun {
    /// What came of it, with the due times for which it stands too.
    package var outcomeWords: String {
        let words: String
        switch state {
        case .running: words = "under way"
        case .done: words = detail
        case .failed: words = "failed: \(detail)"
        case .interrupted: words = detail
        }
        guard missed > 0 else { return words }
        return "\(words); stands for \(missed == 1 ? "one" : "\(missed)") that was missed before it"
    }
}
