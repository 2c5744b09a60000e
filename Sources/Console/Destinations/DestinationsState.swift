package import CoreServices
import TerminalKit

/// The Destinations pane: what there is, and where someone is in it.
package struct DestinationsState: Sendable, PaneState {
    /// A destination opened.
    package struct Opened: Sendable {
        package var name: String
        /// Whether it was opened from another pane.
        package var isVisited = false
        package var text = OpenedText()
    }

    package var list = ListPane<DestinationRow, String>(id: \.name)
    package var opened: Opened?

    package init() {}

    var keyContexts: [KeyContext] { opened == nil ? [.destinations] : [.destination, .destinations] }
    var hasDetail: Bool { opened != nil }
    var isTyping: Bool { opened?.text.searchInput != nil }

    /// The destination that keys are about.
    var target: DestinationRow? {
        guard let name = opened?.name else { return list.selected }
        return list.rows.first { $0.name == name }
    }
}
