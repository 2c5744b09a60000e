package import Primitives

/// The key table of a program.
///
/// Contexts are given nearest first (`["detail", "live", .global]`): the nearest one that knows a key decides.
package struct Keymap<Command: Sendable & Hashable, State>: Sendable {
    /// What pressing a key comes to.
    package enum Outcome: Sendable, Equatable {
        case command(Command)
        /// The key is known but cannot be used now.
        case disabled(command: Command, reason: DisplayText)
        case unknown
    }

    package let bindings: [Binding<Command, State>]
    private let rows: [KeyContext: [KeyPress: Int]]

    /// A table from its rows.
    ///
    /// - Throws: `KeymapError` when one key has two meanings in one context.
    package init(_ bindings: [Binding<Command, State>]) throws(KeymapError) {
        var rows: [KeyContext: [KeyPress: Int]] = [:]
        for (index, binding) in bindings.enumerated() {
            for context in binding.contexts {
                for key in binding.keys {
                    if let other = rows[context]?[key] {
                        throw KeymapError(
                            key: key,
                            context: context,
                            titles: [bindings[other].title, binding.title]
                        )
                    }
                    rows[context, default: [:]][key] = index
                }
            }
        }
        self.bindings = bindings
        self.rows = rows
    }

    /// The row that a key means.
    package func binding(for key: KeyPress, in contexts: [KeyContext]) -> Binding<Command, State>? {
        for context in contexts {
            if let index = rows[context]?[key] { return bindings[index] }
        }
        return nil
    }

    /// What pressing a key comes to.
    package func outcome(of key: KeyPress, in contexts: [KeyContext], state: State) -> Outcome {
        guard let binding = binding(for: key, in: contexts) else { return .unknown }
        if let reason = binding.disabledReason(state) { return .disabled(command: binding.command, reason: reason) }
        return .command(binding.command)
    }

    /// The rows that hold in these contexts and can be reached there: nearest context first, then in table order.
    ///
    /// A row stands here once and only if at least one of its keys is not taken by a nearer context, or it has none.
    package func reachable(in contexts: [KeyContext]) -> [Binding<Command, State>] {
        var taken: Set<Int> = []
        var found: [Binding<Command, State>] = []
        for context in contexts {
            for (index, binding) in bindings.enumerated() where binding.contexts.contains(context) {
                let isReachable =
                    binding.keys.isEmpty
                    || binding.keys.contains { key in
                        contexts.lazy.compactMap { rows[$0]?[key] }.first == index
                    }
                if isReachable, taken.insert(index).inserted { found.append(binding) }
            }
        }
        return found
    }

    /// The rows for the footer: those marked for it that can be used, and are of use, now.
    package func footer(in contexts: [KeyContext], state: State) -> [Binding<Command, State>] {
        reachable(in: contexts).filter {
            $0.isInFooter && $0.footerCondition(state) && $0.disabledReason(state) == nil
        }
    }

    /// The rows for the help, under their headings, in table order.
    package func help(in contexts: [KeyContext]) -> [(group: DisplayText, rows: [Binding<Command, State>])] {
        var groups: [(group: DisplayText, rows: [Binding<Command, State>])] = []
        for binding in reachable(in: contexts) {
            if let index = groups.firstIndex(where: { $0.group == binding.group }) {
                groups[index].rows.append(binding)
            } else {
                groups.append((binding.group, [binding]))
            }
        }
        return groups
    }

    /// The rows for the palette whose title holds every word of `query`, in table order; all of them for no words.
    package func palette(_ query: String, in contexts: [KeyContext]) -> [Binding<Command, State>] {
        let words = query.lowercased().split(whereSeparator: \.isWhitespace)
        return reachable(in: contexts).filter { binding in
            let title = binding.title.string.lowercased()
            return words.allSatisfy { title.contains($0) }
        }
    }
}

/// A key table in which one key has two meanings.
package struct KeymapError: Error, Equatable, CustomStringConvertible {
    package let key: KeyPress
    package let context: KeyContext
    /// What the rows say they do.
    package let titles: [DisplayText]

    package var description: String {
        let meanings = titles.map { "\"\($0)\"" }.joined(separator: " and ")
        return "keymap: \(key.notation) in \(context) means both \(meanings); give one of them another key"
    }
}
