package import CoreServices
import TerminalKit

/// A lead opened: the whole history of its person, and which event in it someone is on.
package struct OpenedLead: Sendable {
    package var id: Int64
    /// Whether it was opened from another pane.
    package var isVisited = false
    package var history: LeadHistory?
    package var isMissing = false
    package var failure: QueryFailure?
    /// The event where someone is, counted through the history.
    package var selected = 0
    package var text = OpenedText()

    package init(id: Int64, isVisited: Bool = false) {
        self.id = id
        self.isVisited = isVisited
    }

    /// All events of the person, in the order in which they show.
    var events: [EventListItem] { history?.entries.flatMap(\.events) ?? [] }

    /// The event that keys are about, by its sequence number.
    package var selectedSequence: Int64? { event?.sequence }

    var event: EventListItem? { events.indices.contains(selected) ? events[selected] : nil }
}
