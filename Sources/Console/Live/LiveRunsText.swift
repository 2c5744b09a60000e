import CoreServices
import Primitives
import TerminalKit

/// The lines of the runs that an open event started.
struct LiveRunsText {
    /// Each run takes as many lines.
    static let linesPerRun = 2

    let detail: LiveDetail
    let state: ConsoleState
    /// Columns a line may take.
    let width: Int

    static func firstLine(of run: Int) -> Int { run * linesPerRun }

    var lines: [StyledText] {
        guard let runs = detail.runs else {
            guard let failure = detail.runsFailure else { return [StyledText("reading", .muted)] }
            return DisplayText(untrusted: failure.reason).wrapped(to: width).map { StyledText($0, .levelError) }
        }
        guard !runs.isEmpty else {
            return [
                "No workflow listened for this event when it came.", "2 shows the workflows; t there tries one on it.",
            ]
            .flatMap { (line: DisplayText) in line.wrapped(to: width) }.map { StyledText($0, .muted) }
        }
        return runs.enumerated().flatMap { index, run in lines(run, isSelected: index == detail.selectedRun) }
    }

    private func lines(_ run: RunRow, isSelected: Bool) -> [StyledText] {
        let glyphs = Glyphs.unicode
        let clock = ClockText(zone: state.setting.zone)
        let mark = isSelected ? StyledText(glyphs.selection, .accent) : StyledText(" ")
        let word = RunText.sign(of: run.state, glyphs) + " " + RunText.word(of: run.state)
        let room = max(0, width - word.width - 4)
        let name = StyledText(DisplayText(untrusted: run.workflow), .strong) + StyledText(" v\(run.version)", .muted)
        let cut = name.truncated(to: room)
        var times: DisplayText = "run \(run.id)  \(clock.clock(run.startedAt))"
        if let finished = run.finishedAt {
            times += "  took \(RunRowText.took(finished.since(run.startedAt)))"
        }
        if let original = run.replayOf { times += "  replay of run \(original)" }
        return [
            mark + " " + cut + StyledText(DisplayText(" ").repeated(max(2, room - cut.width + 2))) + word,
            mark + StyledText("   \(times)", .muted),
        ]
    }
}
