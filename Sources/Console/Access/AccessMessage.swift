/// What can happen to the Access pane.
package enum AccessMessage: Sendable {
    case readAgain
}

/// What a key asks of the Access pane alone.
package enum AccessCommand: Sendable, Hashable {
    case readAgain
}
