import TerminalKit

extension KeyContext {
    static let access: KeyContext = "access"
}

/// The keys of the Access pane.
enum AccessKeys {
    static let rows: [ConsoleKeymap.Row] = []
}
