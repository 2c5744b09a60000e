import Primitives
import TerminalKit

extension KeyContext {
    static let workflows: KeyContext = "workflows"
}

/// The keys of the Workflows pane.
enum WorkflowsKeys {
    static let rows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<f5>"]),
            command: .workflows(.readAgain),
            title: "read again",
            group: "Workflows",
            contexts: [.workflows]
        )
    ]
}
