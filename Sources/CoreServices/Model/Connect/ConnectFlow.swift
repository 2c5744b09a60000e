package import Primitives

/// One customer's way to a connected system, from the details to the first sync.
package struct ConnectFlow: Sendable, Equatable, Identifiable {
    package enum State: String, Sendable, CaseIterable {
        /// The details are there and a link is asked for.
        case details
        /// The link is made; whichever of token, hand-off page and webhook comes first wins.
        case waiting
        /// A token is there and is being exchanged.
        case exchanging
        /// The integration is stored, and is followed until it is set up and synced.
        case following
        /// Set up and synced: nothing more is to be done.
        case complete
        /// The link ran out. A token or webhook that comes nevertheless still counts.
        case expired
        case abandoned
        case failed

        /// Whether it is not over, or can go on when somebody makes a new link.
        package var isOpen: Bool {
            switch self {
            case .details, .waiting, .exchanging, .following, .expired: true
            case .complete, .abandoned, .failed: false
            }
        }

        /// Whether the integration is stored.
        package var isConnected: Bool { self == .following || self == .complete }

        /// In a word or two.
        package var words: String {
            switch self {
            case .details: "making a link"
            case .waiting: "waiting"
            case .exchanging: "exchanging"
            case .following: "connected"
            case .complete: "complete"
            case .expired: "expired"
            case .abandoned: "abandoned"
            case .failed: "failed"
            }
        }
    }

    /// What is to be had at the end.
    package enum Purpose: Sendable, Equatable {
        /// A new integration.
        case connect
        /// An integration that has one already gets new credentials.
        case relink(integrationID: String)
        /// The steps of the setup that are still open.
        case setup(integrationID: String)
    }

    /// What brought the integration.
    package enum Winner: String, Sendable, CaseIterable {
        case pastedToken, handOffPage, frontEnd, webhook, look

        package var words: String {
            switch self {
            case .pastedToken: "the pasted token"
            case .handOffPage: "the hand-off page"
            case .frontEnd: "the customer's front end"
            case .webhook: "Kombo's webhook"
            case .look: "a look at Kombo"
            }
        }
    }

    package var id: Int64
    package var purpose: Purpose
    package var details: ConnectDetails
    package var state: State
    package var begunBy: String
    package var begunAt: Timestamp
    /// Since when it is in this state.
    package var since: Timestamp
    package var link: ConnectLink?
    /// When something is tried again by itself, after a failure that may pass.
    package var retriesAt: Timestamp?
    /// The newest trouble; cleared by the next success.
    package var failure: ConnectFailure?
    package var winner: Winner?
    package var connectedAt: Timestamp?
    /// The integration, once it is known.
    package var integrationID: String?

    package init(
        id: Int64,
        purpose: Purpose = .connect,
        details: ConnectDetails,
        state: State,
        begunBy: String,
        begunAt: Timestamp,
        since: Timestamp,
        link: ConnectLink? = nil,
        retriesAt: Timestamp? = nil,
        failure: ConnectFailure? = nil,
        winner: Winner? = nil,
        connectedAt: Timestamp? = nil,
        integrationID: String? = nil
    ) {
        self.id = id
        self.purpose = purpose
        self.details = details
        self.state = state
        self.begunBy = begunBy
        self.begunAt = begunAt
        self.since = since
        self.link = link
        self.retriesAt = retriesAt
        self.failure = failure
        self.winner = winner
        self.connectedAt = connectedAt
        self.integrationID = integrationID
    }

    /// Whether a token that is handed in now would be tried.
    package var takesToken: Bool {
        switch state {
        case .waiting, .expired: true
        case .details: link != nil
        case .exchanging, .following, .complete, .abandoned, .failed: false
        }
    }

    /// Whether a new link can be asked for.
    package var takesNewLink: Bool {
        switch state {
        case .waiting, .expired, .details, .failed: true
        case .exchanging, .following, .complete, .abandoned: false
        }
    }

    /// What the flow is about, such as `HRIS for Acme, Inc. (origin 36123)`.
    package var title: String {
        "\(details.category.rawValue) for \(details.organisation) (origin \(details.originID))"
    }
}
