import CoreServices
import Primitives
import TerminalKit

/// The steps and attempts of a run, line by line.
struct RunTimeline {
    /// A step, or one of several attempts of it, which can be selected.
    struct Item: Equatable {
        var node: String
        /// Counted from 1; `nil` for the step itself.
        var attempt: Int?
        /// The first of its lines.
        var line: Int
    }

    private(set) var lines: [StyledText] = []
    private(set) var items: [Item] = []
    private let clock: ClockText
    private let isRevealed: Bool
    private let width: Int
    private let glyphs: Glyphs

    /// Narrower timelines say less at the right of a step.
    private static let narrowColumns = 60

    init(_ detail: RunDetail, state: ConsoleState, glyphs: Glyphs = .unicode) {
        clock = ClockText(zone: state.setting.zone)
        isRevealed = state.isRevealed
        width = max(10, state.layout.detail.columns - 4)
        self.glyphs = glyphs
        for (index, step) in detail.steps.enumerated() { add(step, number: index + 1) }
    }

    private mutating func add(_ step: RunStep, number: Int) {
        items.append(Item(node: step.node, attempt: nil, line: lines.count))
        let title = StyledText(DisplayText(untrusted: step.title), step.step == nil ? .muted : .strong)
        let left = RunText.sign(of: step.step, glyphs) + StyledText(" \(number) ", .muted) + title
        guard let row = step.step else {
            let note = DisplayText(untrusted: step.note.isEmpty ? "not reached" : step.note)
            lines.append(spread(left, StyledText(note, .muted)))
            return
        }
        lines.append(spread(left, standing(row, step.attempts.last)))
        if let last = step.attempts.last { addRequest(of: last, destination: step.destination) }
        if let due = row.dueAt, row.state == .ready {
            lines.append(indented("due \(clock.full(due))", .statusWaiting))
        }
        if row.revision > 0 { lines.append(indented("request edited, revision \(row.revision)", .levelWarning)) }
        if let failure = row.failure { addFailure(failure) }
        if step.attempts.count > 1 { addAttempts(step) }
    }

    /// The right end of a step's line.
    private func standing(_ row: StepRow, _ last: AttemptRow?) -> StyledText {
        var text = RunText.word(of: row)
        let isPlain = row.state == .succeeded && row.attempt <= 1
        if !isPlain, row.maximumAttempts > 0, row.attempt > 0 {
            let attempts: DisplayText =
                width < Self.narrowColumns
                ? "\(row.attempt)/\(row.maximumAttempts)" : "attempt \(row.attempt) of \(row.maximumAttempts)"
            text += StyledText("  \(attempts)", .muted)
        }
        if let last {
            text += StyledText("  \(Readable.latency(milliseconds: last.durationMilliseconds))", .muted)
        }
        return text
    }

    private mutating func addRequest(of attempt: AttemptRow, destination: String?) {
        let first = attempt.request.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard !first.isEmpty else { return }
        let place = destination.map { "  to \($0)" } ?? ""
        lines.append(indented(RunText.shown(first + place, isRevealed), .muted))
    }

    /// What was answered, what it means and what to do about it.
    private mutating func addFailure(_ failure: StepFailure) {
        addWrapped(RunText.failure(failure, isRevealed: isRevealed), .statusFailed)
        addWrapped(RunText.shown(failure.cause, isRevealed), .text)
        addWrapped(RunText.shown(failure.remedy, isRevealed), .levelInfo)
    }

    private mutating func addAttempts(_ step: RunStep) {
        for attempt in step.attempts {
            items.append(Item(node: step.node, attempt: attempt.number, line: lines.count))
            var text = StyledText("\(glyphs.arrowRight) \(attempt.number)  \(clock.clock(attempt.startedAt))  ", .muted)
            if attempt.revision > 0 { text += StyledText("revision \(attempt.revision)  ", .muted) }
            text += outcome(attempt)
            let duration = Readable.latency(milliseconds: attempt.durationMilliseconds)
            lines.append(StyledText("    ") + spread(text, StyledText(duration, .muted), width: width - 4))
        }
    }

    private func outcome(_ attempt: AttemptRow) -> StyledText {
        if let failure = attempt.failure {
            return StyledText(RunText.failure(failure, isRevealed: isRevealed), .statusFailed)
        }
        let status = attempt.status.map { DisplayText("\($0) ") } ?? .empty
        return switch attempt.outcome {
        case .success: StyledText("\(status)done", .statusSuccess)
        case .retry: StyledText("\(status)to be tried again", .statusWaiting)
        case .permanent: StyledText("\(status)refused", .statusFailed)
        case .reauthorise: StyledText("\(status)signed in anew", .statusWaiting)
        case .ambiguous: StyledText("sent, no answer came", .statusFailed)
        case .lost: StyledText("cut off: the process ended", .statusFailed)
        }
    }

    // MARK: - Lines

    /// Text at both ends of a line; the right end gives way last.
    private func spread(_ left: StyledText, _ right: StyledText, width: Int? = nil) -> StyledText {
        let width = width ?? self.width
        let right = right.truncated(to: max(0, width * 2 / 3))
        let left = left.truncated(to: max(0, width - right.width - 2))
        return left + StyledText(DisplayText(" ").repeated(max(0, width - left.width - right.width))) + right
    }

    private func indented(_ text: DisplayText, _ slot: StyleSlot) -> StyledText {
        StyledText("    ") + StyledText(text, slot)
    }

    private mutating func addWrapped(_ text: DisplayText, _ slot: StyleSlot) {
        guard !text.isEmpty else { return }
        lines += text.wrapped(to: max(10, width - 4)).map { indented($0, slot) }
    }
}
