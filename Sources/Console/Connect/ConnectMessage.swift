/// What can happen to the Connect pane.
package enum ConnectMessage: Sendable {
    case readAgain
}

/// What a key asks of the Connect pane alone.
package enum ConnectCommand: Sendable, Hashable {
    case readAgain
}
