/// Where on the screen a key means something: `global`, a pane, a modal.
package struct KeyContext: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package init(stringLiteral value: String) {
        name = value
    }

    /// Holds everywhere that no nearer context says otherwise.
    package static let global: KeyContext = "global"

    package var description: String { name }
}
