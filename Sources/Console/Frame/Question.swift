package import Primitives
package import TerminalKit

/// Something that is asked before the world is changed, over the pane that asks.
package struct Question: Sendable {
    package var title: DisplayText
    /// What will happen.
    package var lines: [StyledText]
    /// What `y` does, in a word or two: `start`; empty where there is nothing to confirm.
    package var verb: DisplayText
    /// What the line for the reason is called.
    package var reasonLabel: DisplayText
    /// Why it is done; `nil` where nobody needs to say.
    package var reason: TextInput?
    package var needsReason: Bool
    /// Whether keys go into the reason.
    package var isTyping: Bool
    /// Where more keys of the pane are looked up while this is asked; their commands go to the pane.
    package var contexts: [KeyContext]
    /// What is done once it is confirmed.
    package var act: QuestionAct

    /// - Parameter needsReason: Whether it is refused without a reason; the reason is typed first, then.
    package init(
        title: DisplayText,
        lines: [StyledText],
        verb: DisplayText,
        hasReason: Bool = true,
        needsReason: Bool = false,
        reasonLabel: DisplayText = "reason",
        contexts: [KeyContext] = [],
        act: QuestionAct
    ) {
        self.title = title
        self.lines = lines
        self.verb = verb
        reason = hasReason || needsReason ? TextInput(limit: 500) : nil
        self.needsReason = needsReason
        self.reasonLabel = reasonLabel
        isTyping = needsReason
        self.contexts = contexts
        self.act = act
    }
}

/// What is done once a question is confirmed, as each pane has it.
package enum QuestionAct: Sendable, Equatable {
    case workflows(WorkflowsQuestion)
    case failures(FailuresQuestion)
    case sponsors(SponsorsQuestion)
    case connect(ConnectQuestion)
    case destinations(DestinationsQuestion)
    case access(AccessQuestion)
}
