import Primitives
import TerminalKit

extension KeyContext {
    static let destinations: KeyContext = "destinations"
}

/// The keys of the Destinations pane.
enum DestinationsKeys {
    static let rows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<f5>"]),
            command: .destinations(.readAgain),
            title: "read again",
            group: "Destinations",
            contexts: [.destinations]
        )
    ]
}
