package import Primitives

/// The panes of the console, in the order of their tabs and of their digits.
package enum Pane: Int, Sendable, CaseIterable {
    case live, workflows, failures, sponsors, connect, access, destinations, audit

    /// The key that shows it, counted from 1.
    package var digit: DisplayText { "\(rawValue + 1)" }

    package var title: DisplayText {
        switch self {
        case .live: "Live"
        case .workflows: "Workflows"
        case .failures: "Failures"
        case .sponsors: "Sponsors"
        case .connect: "Connect"
        case .access: "Access"
        case .destinations: "Destinations"
        case .audit: "Audit"
        }
    }
}
