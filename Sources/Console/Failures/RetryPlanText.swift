import CoreServices
import Primitives
import TerminalKit

/// What a retry of many would do, in the lines of a question.
struct RetryPlanText {
    let plan: RetryPlan
    let pace: Double
    let state: ConsoleState

    private var room: QuestionRoom { QuestionRoom(state) }
    private var isNarrow: Bool { room.columns < 50 }

    private var skippedCount: Int { plan.skipped.reduce(0) { $0 + $1.count } }

    var title: DisplayText {
        let count = Readable.count(Int64(plan.stepIDs.count))
        if plan.stepIDs.isEmpty { return "Nothing to retry" }
        if skippedCount > 0 { return "Retry \(count) of \(Readable.count(Int64(plan.stepIDs.count + skippedCount)))?" }
        return plan.stepIDs.count == 1 ? "Retry 1 step?" : "Retry \(count) steps?"
    }

    /// What is about to happen; what does not fit is counted, the pace is never left out.
    var lines: [StyledText] {
        let pace =
            plan.stepIDs.isEmpty
            ? []
            : labelled(
                "pace",
                0,
                "\(RetryPace.text(self.pace, count: plan.stepIDs.count))  (+/-)",
                .text
            )
        let scope = isNarrow ? [] : scopeText.map { labelled("of", 0, $0, .muted) } ?? []
        let risk =
            plan.includesRisky
            ? labelled("risk", 0, "includes what may be done twice (i leaves it out)", .levelWarning) : []
        var left = room.rows - scope.count - pace.count - risk.count
        let parts = fitting(plan.parts.map(part), left: &left)
        let skipped = fitting(plan.skipped.map(skip), left: &left)
        let lines = scope + parts + skipped + risk + pace
        return lines.isEmpty ? ["There is no failed step here any more."] : lines
    }

    private var scopeText: DisplayText? {
        switch plan.selection {
        case .steps(let steps): "the \(steps.count) marked"
        case .matching(let filter, _): "what passes \(filter.text)"
        case .group(let id):
            state.failures.list.rows.first { $0.id == id }.map {
                "all of \(FailureWords.title(destination: $0.destination, operation: $0.operation, .unicode))"
            }
        }
    }

    private func part(_ part: RetryPlan.Part) -> [StyledText] {
        let words = FailureWords(state)
        let title = FailureWords.title(destination: part.destination, operation: part.operation, .unicode)
        return labelled("eligible", part.count, "\(title), oldest \(words.when(part.oldest))", .text)
    }

    private func skip(_ skipped: RetryPlan.Skipped) -> [StyledText] {
        let hint: DisplayText = skipped.canBeIncluded ? " (i includes them)" : ""
        let title = OperationTitle.text(skipped.operation)
        return labelled("skipped", skipped.count, "\(title): \(skipped.reason)\(hint)", .levelWarning)
    }

    /// Blocks of lines as far as there is room, and how many are left out.
    private func fitting(_ blocks: [[StyledText]], left: inout Int) -> [StyledText] {
        var lines: [StyledText] = []
        for (index, block) in blocks.enumerated() {
            let isLast = index == blocks.count - 1
            guard block.count + (isLast ? 0 : 1) <= left else {
                left -= 1
                let count = blocks.count - index
                lines.append(StyledText("… and \(count) more \(count == 1 ? "kind" : "kinds")", .muted))
                break
            }
            lines += block
            left -= block.count
        }
        return lines
    }

    /// A word, a number and what there is to say, going on below itself.
    private func labelled(_ label: DisplayText, _ count: Int, _ text: DisplayText, _ slot: StyleSlot) -> [StyledText] {
        let number: DisplayText = count > 0 ? Readable.count(Int64(count)) : ""
        let head: DisplayText =
            isNarrow
            ? (count > 0 ? "\(number) \(label)  " : "\(label)  ")
            : "\(label.padded(to: 8))\(number.paddedLeft(to: 7))  "
        let indent = isNarrow ? 2 : head.width
        // The first line has less room than the others where the head stands out from them.
        let first = text.wrapped(to: max(8, room.columns - head.width)).first ?? ""
        let rest = text.dropping(columns: first.width).string.drop { $0 == " " }
        let others = rest.isEmpty ? [] : DisplayText(untrusted: rest).wrapped(to: max(8, room.columns - indent))
        let pad = DisplayText(" ").repeated(indent)
        return [StyledText(head, .dataKey) + StyledText(first, slot)]
            + others.map { StyledText(pad) + StyledText($0, slot) }
    }
}
