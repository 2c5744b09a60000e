import CoreServices
import Primitives
import TerminalKit

extension KeyContext {
    static let failures: KeyContext = "failures"
    static let failureGroups: KeyContext = "failure groups"
    static let failureSteps: KeyContext = "failure steps"
    static let failure: KeyContext = "failure"
}

/// The keys of the Failures pane.
enum FailuresKeys {
    static let rows: [ConsoleKeymap.Row] =
        listRows + actRows + FailureDetailKeys.rows + jumpRows + questionRows

    static let withoutStep: @Sendable (ConsoleState) -> DisplayText? = { state in
        state.failures.currentStep == nil ? "choose a failed step first; Enter opens a group" : nil
    }

    private static let withoutGroup: @Sendable (ConsoleState) -> DisplayText? = { state in
        state.failures.currentGroup == nil ? "there is no failure here" : nil
    }

    private static let listRows: [ConsoleKeymap.Row] = [
        row(["<enter>"], .open, "open", [.failureGroups], inFooter: true, disabledReason: withoutGroup),
        row(["<enter>"], .open, "open", [.failureSteps], inFooter: true, disabledReason: withoutStep),
    ]

    private static let actRows: [ConsoleKeymap.Row] = [
        act("R", .retry, "retry", [.failureGroups], inFooter: true, disabledReason: withoutGroup),
        act(
            "R",
            .retry,
            "retry",
            [.failureSteps],
            inFooter: true,
            disabledReason: { $0.failures.steps.rows.isEmpty ? "there is nothing here to retry" : nil }
        ),
        act("R", .retry, "retry", [.failure], inFooter: true, disabledReason: withoutStep),
        act(
            "E",
            .edit,
            "edit",
            [.failure],
            inFooter: true,
            disabledReason: { state in
                guard let detail = state.failures.opened?.detail else { return "the step is still being read" }
                return detail.request == nil
                    ? "there is no request to edit: it could not be made from what the event holds" : nil
            }
        ),
        act(
            "S",
            .stopOrResume,
            "stop or resume",
            [.failures],
            inFooter: true,
            footerCondition: { $0.failures.bulk != nil },
            disabledReason: BulkProgress.disabledReason
        ),
        row(
            ["<space>"],
            .failures(.mark),
            "mark",
            [.failureSteps],
            inFooter: true,
            disabledReason: withoutStep
        ),
        row(["/"], .filter, "filter", [.failureSteps], inFooter: true),
        row(
            ["\\"],
            .clearFilter,
            "clear the filter",
            [.failureSteps],
            disabledReason: { $0.failures.filterLine.filter.isEverything ? "there is no filter" : nil }
        ),
        act("a", .acknowledge, "acknowledge", [.failureGroups], inFooter: true, disabledReason: withoutGroup),
        act("a", .acknowledge, "acknowledge", [.failureSteps], disabledReason: withoutGroup),
        act("X", .discard, "discard", [.failureGroups], inFooter: true, disabledReason: withoutGroup),
        act("X", .discard, "discard", [.failureSteps], inFooter: true, disabledReason: withoutStep),
        act("X", .discard, "discard", [.failure], inFooter: true, disabledReason: withoutStep),
        act("m", .note, "note", [.failureSteps], disabledReason: withoutStep),
        act("m", .note, "note", [.failure], inFooter: true, disabledReason: withoutStep),
    ]

    private static let jumpRows: [ConsoleKeymap.Row] = [
        row(
            ["d"],
            .failures(.showDestination),
            "destination",
            [.failures],
            inFooter: true,
            disabledReason: { $0.failures.currentStep == nil ? withoutGroup($0) : nil }
        ),
        row(["w"], .failures(.showRun), "run", [.failures], inFooter: true, disabledReason: withoutStep),
        row(["o"], .failures(.showEvent), "event", [.failures], inFooter: true, disabledReason: withoutStep),
        row(["<f5>"], .failures(.readAgain), "read again", [.failures]),
    ]

    private static let questionRows: [ConsoleKeymap.Row] = [
        row(["i"], .failures(.includeRisky), "take in what is risky, or leave it out", [.retryPlan]),
        row(["+", "="], .failures(.faster), "faster", [.retryPlan]),
        row(["-", "_"], .failures(.slower), "slower", [.retryPlan]),
        row(["j", "<down>"], .down, "down", [.requestChange]),
        row(["k", "<up>"], .up, "up", [.requestChange]),
        row(["<pgdn>", "<space>"], .pageDown, "page down", [.requestChange]),
        row(["<pgup>"], .pageUp, "page up", [.requestChange]),
    ]

    static func row(
        _ keys: [String],
        _ command: ConsoleCommand,
        _ title: DisplayText,
        _ contexts: [KeyContext],
        inFooter: Bool = false,
        disabledReason: @escaping @Sendable (ConsoleState) -> DisplayText? = { _ in nil }
    ) -> ConsoleKeymap.Row {
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(keys),
            command: command,
            title: title,
            group: contexts == [.failure] ? "Failure" : "Failures",
            contexts: contexts,
            inFooter: inFooter,
            disabledReason: disabledReason
        )
    }

    /// A row that changes the world.
    private static func act(
        _ key: String,
        _ command: FailuresCommand,
        _ title: DisplayText,
        _ contexts: [KeyContext],
        inFooter: Bool = false,
        footerCondition: @escaping @Sendable (ConsoleState) -> Bool = { _ in true },
        disabledReason: @escaping @Sendable (ConsoleState) -> DisplayText?
    ) -> ConsoleKeymap.Row {
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys([key]),
            command: .failures(command),
            title: title,
            group: contexts == [.failure] ? "Failure" : "Failures",
            contexts: contexts,
            inFooter: inFooter,
            dangerous: true,
            footerCondition: footerCondition,
            disabledReason: disabledReason
        )
    }
}
