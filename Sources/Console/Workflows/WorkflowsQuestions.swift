import CoreServices
import Primitives
import TerminalKit

/// What is asked before a workflow or a run is acted on.
enum WorkflowsQuestions {
    static func askSetEnabled(_ state: inout ConsoleState) {
        guard let row = state.workflows.targetRow else { return }
        let name = DisplayText(untrusted: row.name)
        let question =
            row.isEnabled
            ? Question(
                title: "Disable \(name)?",
                lines: lines([
                    "New events start no runs of it.", "What has begun goes on.",
                ]),
                verb: "disable",
                needsReason: true,
                act: .workflows(.setEnabled(workflow: row.id, false))
            )
            : Question(
                title: "Enable \(name)?",
                lines: lines([
                    "Events from now on start its runs.", "Those of the time before do not.",
                ]),
                verb: "enable",
                act: .workflows(.setEnabled(workflow: row.id, true))
            )
        state.overlay = .question(question)
    }

    static func askReplay(_ state: inout ConsoleState) {
        guard let run = state.workflows.targetRun else { return }
        state.overlay = .question(
            Question(
                title: "Replay run \(run.id)?",
                lines: lines([
                    "Every step is done again, on event", "\(run.eventSequence), and really sent.",
                    run.state == .succeeded ? "This run has succeeded already." : "Retrying one step: f, then R.",
                ]),
                verb: "replay",
                needsReason: true,
                act: .workflows(.replay(run: run.id))
            )
        )
    }

    private static func lines(_ texts: [DisplayText]) -> [StyledText] {
        texts.map { StyledText($0, .modal) }
    }
}
