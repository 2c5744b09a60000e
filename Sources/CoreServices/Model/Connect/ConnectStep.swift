/// One step of a flow as people see it.
package struct ConnectStep: Sendable, Equatable {
    package enum Kind: Int, Sendable, CaseIterable {
        case details = 1
        case link, waiting, exchange, stored

        package var name: String {
            switch self {
            case .details: "Details"
            case .link: "Link"
            case .waiting: "Waiting"
            case .exchange: "Exchange"
            case .stored: "Stored and first sync"
            }
        }
    }

    package enum Status: Sendable, Equatable {
        case done, current, ahead, failed
    }

    package var kind: Kind
    package var status: Status

    /// The steps of a flow in their order.
    package static func steps(of flow: ConnectFlow) -> [ConnectStep] {
        let current: Kind =
            switch flow.state {
            case .details: .link
            case .waiting, .expired: .waiting
            case .exchanging: .exchange
            case .following, .complete: .stored
            case .abandoned, .failed: flow.integrationID != nil ? .stored : flow.link == nil ? .link : .waiting
            }
        return Kind.allCases.map { kind in
            let status: Status
            if kind.rawValue < current.rawValue || flow.state == .complete {
                status = .done
            } else if kind.rawValue > current.rawValue {
                status = .ahead
            } else {
                switch flow.state {
                case .expired, .abandoned, .failed: status = .failed
                default: status = .current
                }
            }
            return ConnectStep(kind: kind, status: status)
        }
    }
}
