/// What comes from the terminal or from the system on its behalf.
package enum InputEvent: Sendable, Equatable {
    case key(KeyPress)
    /// Text pasted in one go, as it came: untrusted.
    case paste(String)
    case mouse(MouseEvent)
    /// The terminal has a new size.
    case resize(Size)
    /// ^C was pressed or SIGINT came.
    case interrupt
    /// SIGTERM or SIGHUP came, or the terminal is gone; finish now.
    case terminate
    /// ^Z was pressed or SIGTSTP came; the run loop suspends the program and hands this event to nobody.
    case suspend
    /// The program runs again after having been suspended.
    case resumed
}

/// A button or wheel used at a cell.
package struct MouseEvent: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        case press, wheelUp, wheelDown
    }

    package var action: Action
    package var position: Position

    package init(action: Action, position: Position) {
        self.action = action
        self.position = position
    }
}
