import TerminalKit

extension KeyContext {
    static let connect: KeyContext = "connect"
}

/// The keys of the Connect pane.
enum ConnectKeys {
    static let rows: [ConsoleKeymap.Row] = []
}
