import CoreServices
import Primitives
import TerminalKit

extension KeyContext {
    static let workflows: KeyContext = "workflows"
    static let workflowRuns: KeyContext = "workflowRuns"
    static let run: KeyContext = "run"
    static let workflowsText: KeyContext = "workflowsText"
}

/// The keys of the Workflows pane, of a workflow's runs and of a run.
enum WorkflowsKeys: PaneKeys {
    static let rows: [ConsoleKeymap.Row] =
        runsRows + listRows + runRows + OpenedText.keys(in: .workflowsText, group: "Text")

    private typealias Condition = @Sendable (ConsoleState) -> DisplayText?

    private static let withoutWorkflow: Condition = {
        $0.workflows.targetRow == nil ? "there is no workflow here yet" : nil
    }
    private static let withoutRun: Condition = { $0.workflows.targetRun == nil ? "there is no run here yet" : nil }
    private static let withoutDestination: Condition = {
        WorkflowsRunUpdate.destination($0) == nil ? "this goes to no destination" : nil
    }
    private static let withoutFailure: Condition = {
        WorkflowsRunUpdate.failedStep($0) == nil ? "no step of this run has failed" : nil
    }
    private static let withoutNeighbours: Condition = {
        $0.workflows.run?.isVisited == true ? "this run was opened from another pane; Esc goes back there" : nil
    }

    private static let listRows: [ConsoleKeymap.Row] = [
        row(
            ["<enter>"],
            .open,
            "runs",
            "Workflows",
            [.workflows],
            inFooter: true,
            disabledReason: withoutWorkflow
        ),
        row(
            ["p"],
            .workflows(.problems),
            "bad files",
            "Workflows",
            [.workflows],
            inFooter: true,
            footerCondition: { !$0.workflows.problems.isEmpty },
            disabledReason: { $0.workflows.problems.isEmpty ? "every file is fine" : nil }
        ),
        row(
            ["e"],
            .workflows(.nextTrouble),
            "next trouble",
            "Workflows",
            [.workflows],
            inFooter: true,
            footerCondition: { $0.workflows.list.rows.contains(where: \.isTroubled) }
        ),
        row(["E"], .workflows(.previousTrouble), "previous trouble", "Workflows", [.workflows]),
        row(
            ["t"],
            .workflows(.dryRun),
            "dry run",
            "Workflows",
            [.workflows, .workflowRuns],
            inFooter: true,
            disabledReason: withoutWorkflow
        ),
        row(
            ["d"],
            .workflows(.showDestination),
            "destination",
            "Workflows",
            [.workflows, .workflowRuns],
            inFooter: true,
            footerCondition: { $0.workflows.targetRow?.hold != nil },
            disabledReason: withoutDestination
        ),
        row(
            ["D"],
            .workflows(.setEnabled),
            "disable or enable",
            "Workflows",
            [.workflows, .workflowRuns],
            inFooter: true,
            dangerous: true,
            disabledReason: withoutWorkflow
        ),
        row(["<f5>"], .workflows(.readAgain), "read again", "Workflows", [.workflows, .workflowRuns, .run]),
    ]

    private static let runsRows: [ConsoleKeymap.Row] = [
        row(["<esc>", "q"], .back, "back", "Runs", [.workflowRuns], inFooter: true),
        row(
            ["<enter>"],
            .open,
            "open",
            "Runs",
            [.workflowRuns],
            inFooter: true,
            disabledReason: withoutRun
        ),
        row(["<tab>"], .nextTab, "all, failed, running", "Runs", [.workflowRuns], inFooter: true),
        row(["e"], .workflows(.nextTrouble), "next failed run", "Runs", [.workflowRuns]),
        row(["E"], .workflows(.previousTrouble), "previous failed run", "Runs", [.workflowRuns]),
        row(
            ["R"],
            .workflows(.replay),
            "replay",
            "Runs",
            [.workflowRuns],
            inFooter: true,
            dangerous: true,
            disabledReason: withoutRun
        ),
        row(["o"], .workflows(.showEvent), "its event", "Runs", [.workflowRuns], disabledReason: withoutRun),
    ]

    private static let runRows: [ConsoleKeymap.Row] = [
        row(["<esc>", "q"], .back, "back", "Run", [.run], inFooter: true),
        row(["<enter>"], .open, "request", "Run", [.run], inFooter: true),
        row(
            ["f"],
            .workflows(.showFailure),
            "failure",
            "Run",
            [.run],
            inFooter: true,
            footerCondition: { WorkflowsRunUpdate.failedStep($0) != nil },
            disabledReason: withoutFailure
        ),
        row(
            ["J"],
            .nextEvent,
            "next run",
            "Run",
            [.run],
            inFooter: true,
            footerCondition: { $0.workflows.run?.isVisited == false },
            disabledReason: withoutNeighbours
        ),
        row(["K"], .previousEvent, "previous run", "Run", [.run], disabledReason: withoutNeighbours),
        row(["o"], .workflows(.showEvent), "event", "Run", [.run], inFooter: true, disabledReason: withoutRun),
        row(["d"], .workflows(.showDestination), "its destination", "Run", [.run], disabledReason: withoutDestination),
        row(
            ["R"],
            .workflows(.replay),
            "replay",
            "Run",
            [.run],
            inFooter: true,
            dangerous: true,
            disabledReason: withoutRun
        ),
    ]
}
