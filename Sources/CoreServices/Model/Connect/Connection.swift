package import Primitives

/// An integration that a customer connected, as far as callboard knows it.
///
/// Kombo has no list of integrations: this record is the only one.
package struct Connection: Sendable, Equatable, Identifiable {
    package enum State: String, Sendable, CaseIterable {
        case active = "ACTIVE"
        /// Its credentials do not work any more: it has to be linked anew.
        case invalid = "INVALID"
        /// Somebody disabled it.
        case inactive = "INACTIVE"

        package var words: String { rawValue.lowercased() }
    }

    package enum SetupStatus: String, Sendable, CaseIterable {
        case incomplete = "INCOMPLETE"
        case finalSyncPending = "FINAL_SYNC_PENDING"
        case completed = "COMPLETED"

        package var words: String {
            switch self {
            case .incomplete: "setup incomplete"
            case .finalSyncPending: "final sync pending"
            case .completed: "setup completed"
            }
        }
    }

    package enum ChecksStatus: String, Sendable, CaseIterable {
        case pending = "PENDING"
        case failed = "FAILED"
        case passed = "PASSED"
    }

    /// A sync that ended.
    package struct Sync: Sendable, Equatable {
        /// Kombo's word, such as `SUCCEEDED`; the list of them may grow.
        package var state: String
        package var endedAt: Timestamp
        package var logURL: String?

        package init(state: String, endedAt: Timestamp, logURL: String? = nil) {
            self.state = state
            self.endedAt = endedAt
            self.logURL = logURL
        }

        package var isGood: Bool { state == "SUCCEEDED" || state == "PARTIALLY_FAILED" }
    }

    /// Kombo's id, such as `personio:CBNMt7dSNCzBdnRTx87dev4E`.
    package var id: String
    package var originID: String
    package var organisation: String
    package var email: String?
    package var category: IntegrationCategory
    /// Kombo's id of the tool, such as `personio`.
    package var tool: String
    /// The tool's name, once Kombo has told it.
    package var toolLabel: String?
    package var state: State
    package var setupStatus: SetupStatus
    package var checks: ChecksStatus?
    package var lastSync: Sync?
    package var firstSyncedAt: Timestamp?
    package var storedAt: Timestamp
    /// When Kombo was last asked about it.
    package var lookedAt: Timestamp?
    package var deletedAt: Timestamp?
    /// The flow that brought it.
    package var flowID: Int64?
    /// What somebody asked for and is not done yet.
    package var order: ConnectOrder?
    package var failure: ConnectFailure?

    package init(
        id: String,
        originID: String,
        organisation: String,
        email: String? = nil,
        category: IntegrationCategory,
        tool: String,
        state: State = .active,
        setupStatus: SetupStatus = .incomplete,
        storedAt: Timestamp
    ) {
        self.id = id
        self.originID = originID
        self.organisation = organisation
        self.email = email
        self.category = category
        self.tool = tool
        self.state = state
        self.setupStatus = setupStatus
        self.storedAt = storedAt
    }

    package var isDeleted: Bool { deletedAt != nil }

    /// Whether somebody should look: its credentials fail, its checks or its last sync did.
    package var needsAttention: Bool {
        guard !isDeleted else { return false }
        return state == .invalid || checks == .failed || lastSync?.isGood == false || failure != nil
    }
}
