package import Primitives

/// What a program is: its state, how a message changes it, and how it looks.
package struct ProgramDefinition<State, Message: Sendable> {
    /// Changes the state by one message; pure, without clock or ids of its own.
    package var update: (inout State, Message) -> [Effect<Message>]
    /// Draws the state into a blank grid; pure.
    package var render: (State, inout Grid) -> Void
    /// The message that brings input.
    package var input: (InputEvent) -> Message
    /// The message that brings the time.
    package var tick: (Timestamp) -> Message
    /// How long from the given time until the state wants to know the time; nil when it does not, and then an idle
    /// program uses no CPU at all.
    package var nextTick: (State, Timestamp) -> Duration?
    /// The theme to draw in.
    package var theme: (State) -> Theme

    package init(
        update: @escaping (inout State, Message) -> [Effect<Message>],
        render: @escaping (State, inout Grid) -> Void,
        input: @escaping (InputEvent) -> Message,
        tick: @escaping (Timestamp) -> Message,
        nextTick: @escaping (State, Timestamp) -> Duration? = { _, _ in nil },
        theme: @escaping (State) -> Theme
    ) {
        self.update = update
        self.render = render
        self.input = input
        self.tick = tick
        self.nextTick = nextTick
        self.theme = theme
    }
}

/// What the run loop counted since it began; for benchmarks and the health pane.
package struct ProgramCounters: Sendable, Equatable {
    /// Screens drawn.
    package var frames = 0
    /// Messages handed to `update`, input and ticks included.
    package var messages = 0
    /// Passes of the loop.
    package var turns = 0
    /// Bytes written to the terminal, as far as the driver knows them.
    package var bytes = 0
    /// Messages lost because the mailbox was full.
    package var lost = 0
}
