package import CoreServices
import Primitives
package import TerminalKit

/// One failed step opened: what is shown of it, which attempt, and how far it is scrolled.
package struct FailureOpened: Sendable {
    /// The ways to look at it.
    package enum View: Int, Sendable, CaseIterable {
        case timeline, request, response, schedule, edits

        var title: DisplayText {
            switch self {
            case .timeline: "timeline"
            case .request: "request"
            case .response: "response"
            case .schedule: "schedule"
            case .edits: "edits"
            }
        }
    }

    package let step: Int64
    package var view = View.timeline
    /// What was loaded; `nil` while it is on its way.
    package var detail: FailureDetail?
    package var failure: QueryFailure?
    /// Whether it was opened from another pane, so that the list beside it stands elsewhere.
    package var isVisited = false
    /// The number of the attempt that is looked at; `nil` for the newest.
    package var attemptNumber: Int?
    package var viewer = TextViewer([])
    package var searchInput: TextInput?
    package var searchHistory: [String] = []

    package init(step: Int64) {
        self.step = step
    }

    /// The attempt that is looked at.
    package var attempt: AttemptRow? {
        guard let attempts = detail?.attempts else { return nil }
        return attempts.first { $0.number == attemptNumber } ?? attempts.last
    }

    /// Looks at the attempt so many places later; says whether there is one.
    mutating func chooseAttempt(by places: Int) -> Bool {
        guard let attempts = detail?.attempts, let number = attempt?.number,
            let index = attempts.firstIndex(where: { $0.number == number }),
            attempts.indices.contains(index + places)
        else { return false }
        attemptNumber = index + places == attempts.count - 1 ? nil : attempts[index + places].number
        return true
    }
}

/// A request as somebody has changed it in an editor, kept until it is sent or taken back.
package struct FailureDraft: Sendable, Equatable {
    package var step: Int64
    package var text: String
    /// Why it cannot be used as it is; `nil` when it can.
    package var problem: RequestTextError?
}
