package import CoreServices
import Primitives
package import TerminalKit

/// One event opened: what is shown of it, and how far it is scrolled.
package struct LiveDetail: Sendable {
    /// The ways to look at an event.
    package enum View: Int, Sendable, CaseIterable {
        case fields, json, raw, headers, runs

        var title: DisplayText {
            switch self {
            case .fields: "fields"
            case .runs: "runs"
            case .json: "json"
            case .raw: "raw"
            case .headers: "headers"
            }
        }
    }

    package var identity: LiveRow.Identity
    package var view: View
    /// What was loaded; `nil` while it is on its way.
    package var event: StoredEvent?
    package var rejection: RejectionListItem?
    package var failure: QueryFailure?
    /// Whether it was opened from another pane, so that the list beside it stands elsewhere.
    package var isVisited = false
    /// The runs that the event started, newest first; `nil` while they are on their way.
    package var runs: [RunRow]?
    package var runsFailure: QueryFailure?
    /// Which of them is selected.
    package var selectedRun = 0
    package var viewer = TextViewer([])
    /// The text searched for, being typed; `nil` when nobody types.
    package var searchInput: TextInput?
    package var searchHistory: [String] = []

    package init(identity: LiveRow.Identity, view: View) {
        self.identity = identity
        self.view = view
    }

    /// The selected run, while runs are shown.
    var run: RunRow? {
        guard view == .runs, let runs, runs.indices.contains(selectedRun) else { return nil }
        return runs[selectedRun]
    }
}
