package import Primitives

/// One webhook of Kombo, and what came of it.
package struct ConnectNotice: Sendable, Equatable, Identifiable {
    /// The sequence number of its event in the journal.
    package var id: Int64
    /// Such as `integration-created`; also types that callboard does not know.
    package var type: String
    package var integrationID: String?
    package var originID: String?
    package var receivedAt: Timestamp
    /// What it says, in a few words: the sender's own, unsanitised.
    package var summary: String
    package var logURL: String?
    /// What callboard did with it.
    package var outcome: String

    package init(
        id: Int64,
        type: String,
        integrationID: String?,
        originID: String?,
        receivedAt: Timestamp,
        summary: String,
        logURL: String?,
        outcome: String
    ) {
        self.id = id
        self.type = type
        self.integrationID = integrationID
        self.originID = originID
        self.receivedAt = receivedAt
        self.summary = summary
        self.logURL = logURL
        self.outcome = outcome
    }
}
