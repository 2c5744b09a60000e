package import CoreServices
import TerminalKit

/// The Destinations pane: what there is, and where someone is in it.
package struct DestinationsState: Sendable, PaneState {
    package var list = ListPane<DestinationRow, String>(id: \.name)

    package init() {}

    var keyContexts: [KeyContext] { [.destinations] }
}
