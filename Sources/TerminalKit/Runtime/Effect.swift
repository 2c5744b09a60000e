/// The name of a running effect, by which it can be cancelled or replaced.
package struct EffectID: Sendable, Hashable, ExpressibleByStringLiteral {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package init(stringLiteral value: String) {
        name = value
    }
}

/// What `update` wants done outside the state.
package enum Effect<Message: Sendable>: Sendable {
    /// Runs an operation off the main thread; its messages come back through `Send`.
    ///
    /// A later effect with the same `id` cancels this one if that one says `cancelInFlight`; messages that a cancelled
    /// effect still sends are dropped.
    case run(id: EffectID? = nil, cancelInFlight: Bool = false, @Sendable (Send<Message>) async -> Void)
    /// Cancels the effects running under an id.
    case cancel(EffectID)
    /// Ends the run loop after this turn.
    case quit
    case bell
    /// Puts text on the clipboard; then the message made of whether that worked is delivered.
    case copy(String, then: (@Sendable (Bool) -> Message)? = nil)
    /// Suspends the program, as ^Z does.
    case suspend
    /// Gives the terminal back, runs an operation on the main thread (an editor, say), takes the terminal again; then
    /// the message that the operation gives is delivered.
    case foreground(@MainActor @Sendable () -> Message?)
    /// Draws every cell again, as ^L does.
    case redraw
    /// The message changed nothing that shows; no frame is needed for it.
    case unchanged
}

/// Brings messages of an effect, or of a service, to the run loop; from any thread.
package struct Send<Message: Sendable>: Sendable {
    private let deliver: @Sendable (Message, String?) -> Void

    init(_ deliver: @escaping @Sendable (Message, String?) -> Void) {
        self.deliver = deliver
    }

    /// Sends a message after all that wait.
    package func callAsFunction(_ message: Message) {
        deliver(message, nil)
    }

    /// Sends a message in the place of the one that waits under `key`: for hints and snapshots, where only the newest
    /// counts.
    package func callAsFunction(_ message: Message, replacing key: String) {
        deliver(message, key)
    }
}
