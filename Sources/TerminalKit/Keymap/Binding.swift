package import Primitives

/// One row of the key table: what feeds dispatch, footer, help and palette alike.
package struct Binding<Command: Sendable & Hashable, State>: Sendable {
    /// Any of these; the first is the one shown in the footer. None means palette only.
    package let keys: [KeyPress]
    package let command: Command
    /// What it does, in a few words beginning with a verb: `next failure`.
    package let title: DisplayText
    /// The heading it stands under in the help.
    package let group: DisplayText
    package let contexts: [KeyContext]
    /// Whether the footer shows it.
    package let isInFooter: Bool
    /// Whether the footer has a reason to show it now.
    package let footerCondition: @Sendable (State) -> Bool
    /// Whether it changes the world and so is confirmed first.
    package let isDangerous: Bool
    /// Why it cannot be used now, shown when the key is pressed in vain; nil when it can.
    package let disabledReason: @Sendable (State) -> DisplayText?

    package init(
        keys: [KeyPress],
        command: Command,
        title: DisplayText,
        group: DisplayText,
        contexts: [KeyContext] = [.global],
        inFooter: Bool = false,
        dangerous: Bool = false,
        footerCondition: @escaping @Sendable (State) -> Bool = { _ in true },
        disabledReason: @escaping @Sendable (State) -> DisplayText? = { _ in nil }
    ) {
        self.keys = keys
        self.command = command
        self.title = title
        self.group = group
        self.contexts = contexts
        isInFooter = inFooter
        isDangerous = dangerous
        self.footerCondition = footerCondition
        self.disabledReason = disabledReason
    }
}
