package import Primitives

/// Names and values under each other, the names as wide as the widest.
package enum KeyValueList {
    package struct Row: Sendable, Equatable {
        package var name: DisplayText
        package var value: StyledText

        package init(_ name: DisplayText, _ value: StyledText) {
            self.name = name
            self.value = value
        }
    }

    /// The rows as lines of text.
    ///
    /// - Parameter maximumNameWidth: Names wider than this are cut with `…`.
    package static func lines(_ rows: [Row], maximumNameWidth: Int = 28) -> [StyledText] {
        let width = min(maximumNameWidth, rows.map(\.name.width).max() ?? 0)
        return rows.map { StyledText("\($0.name.padded(to: width))  ", .dataKey) + $0.value }
    }
}
