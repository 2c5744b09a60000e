package import Primitives

/// What an admin wants done to an integration at Kombo.
package struct ConnectOrder: Sendable, Equatable, Identifiable {
    package enum Act: String, Sendable, CaseIterable {
        case enable, disable, delete
        /// Asks Kombo how the integration stands.
        case look
    }

    package var id: Int64
    package var integrationID: String
    package var act: Act
    package var by: String
    package var at: Timestamp
    /// Why it has not been done; `nil` while nothing went wrong.
    package var failure: ConnectFailure?
    /// Whether it is over, done or failed.
    package var isOver: Bool

    package init(
        id: Int64,
        integrationID: String,
        act: Act,
        by: String,
        at: Timestamp,
        failure: ConnectFailure? = nil,
        isOver: Bool = false
    ) {
        self.id = id
        self.integrationID = integrationID
        self.act = act
        self.by = by
        self.at = at
        self.failure = failure
        self.isOver = isOver
    }
}
