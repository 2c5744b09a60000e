import Primitives
import TerminalKit

extension KeyContext {
    static let failures: KeyContext = "failures"
}

/// The keys of the Failures pane.
enum FailuresKeys {
    static let rows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<f5>"]),
            command: .failures(.readAgain),
            title: "read again",
            group: "Failures",
            contexts: [.failures]
        )
    ]
}
