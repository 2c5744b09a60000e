/// All flows and integrations: which flows still matter, and what needs a person.
package struct ConnectRoster: Sendable, Equatable {
    /// The newest of each state first, as the store gives them.
    package var flows: [ConnectFlow]
    package var connections: [Connection]

    package init(flows: [ConnectFlow] = [], connections: [Connection] = []) {
        self.flows = flows
        self.connections = connections
    }

    /// The flows to be listed: those that are not over, and failed ones that nobody has begun again.
    package var openFlows: [ConnectFlow] {
        flows.filter { $0.state.isOpen || ($0.state == .failed && !isOvertaken($0)) }
    }

    /// Whether somebody has to do something about a flow.
    package func needsPerson(_ flow: ConnectFlow) -> Bool {
        switch flow.state {
        case .expired, .failed: !isOvertaken(flow)
        case .details, .waiting: flow.failure.map { !$0.isPassing } ?? false
        case .exchanging, .following, .complete, .abandoned: false
        }
    }

    /// How many things need a person.
    package var needing: Int {
        openFlows.count(where: needsPerson) + connections.count(where: \.needsAttention)
    }

    /// The integrations that a customer has of a category already, the newest first.
    package func known(originID: String, category: IntegrationCategory) -> [Connection] {
        connections
            .filter { $0.originID == originID && $0.category == category && !$0.isDeleted }
            .sorted { $0.storedAt > $1.storedAt }
    }

    /// A customer's flow of a category that waits for a link to be used.
    package func pending(originID: String, category: IntegrationCategory) -> ConnectFlow? {
        flows.first {
            $0.details.originID == originID && $0.details.category == category && $0.state.isOpen
                && !$0.state.isConnected
        }
    }

    /// Whether a flow came to nothing and another one, or the integration itself, has taken its place.
    private func isOvertaken(_ flow: ConnectFlow) -> Bool {
        let details = flow.details
        return flows.contains {
            $0.id > flow.id && $0.details.originID == details.originID && $0.details.category == details.category
        }
            || connections.contains {
                $0.originID == details.originID && $0.category == details.category && !$0.isDeleted
                    && $0.storedAt > flow.begunAt && $0.flowID != flow.id
            }
    }
}
