import TerminalKit

/// What the frame must know of a pane's state.
protocol PaneState {
    /// Where keys are looked up, nearest first and without `.global`.
    var keyContexts: [KeyContext] { get }
    /// Whether something is open beside the list.
    var hasDetail: Bool { get }
    /// Whether anything of the pane lies before its first list.
    var hasLayers: Bool { get }
    /// Whether keys go into a line being typed.
    var isTyping: Bool { get }
    /// The footer while somebody types, where it is not the usual one.
    func typingKeys(_ glyphs: Glyphs) -> StyledText?
}

extension PaneState {
    var hasDetail: Bool { false }
    var hasLayers: Bool { hasDetail }
    var isTyping: Bool { false }
    func typingKeys(_: Glyphs) -> StyledText? { nil }
}

extension ConsoleState {
    /// The state of the pane in front.
    var paneState: any PaneState {
        switch pane {
        case .live: live
        case .workflows: workflows
        case .failures: failures
        case .sponsors: sponsors
        case .connect: connect
        case .access: access
        case .destinations: destinations
        case .audit: audit
        }
    }

    /// Where keys of the pane in front are looked up, nearest first.
    var paneContexts: [KeyContext] { paneState.keyContexts + [.global] }
}
