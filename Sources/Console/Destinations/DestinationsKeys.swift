import CoreServices
import Primitives
import TerminalKit

extension KeyContext {
    static let destinations: KeyContext = "destinations"
    static let destination: KeyContext = "destination"
}

/// The keys of the Destinations pane.
enum DestinationsKeys {
    static let rows: [ConsoleKeymap.Row] =
        neighbourRows + listRows + OpenedText.keys(in: .destination, group: "Destination")

    private static let withoutTarget: @Sendable (ConsoleState) -> DisplayText? = {
        $0.destinations.target == nil ? "there is no destination here yet" : nil
    }

    private static let neighbourRows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["J"]),
            command: .nextEvent,
            title: "next destination",
            group: "Destination",
            contexts: [.destination]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["K"]),
            command: .previousEvent,
            title: "previous destination",
            group: "Destination",
            contexts: [.destination]
        ),
    ]

    private static let listRows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<enter>"]),
            command: .open,
            title: "open",
            group: "Destinations",
            contexts: [.destinations],
            inFooter: true,
            disabledReason: withoutTarget
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["b"]),
            command: .destinations(.probe),
            title: "probe now",
            group: "Destinations",
            contexts: [.destinations],
            inFooter: true,
            dangerous: true,
            footerCondition: { $0.destinations.target?.breaker != .closed },
            disabledReason: { state in
                if let reason = withoutTarget(state) { return reason }
                return switch state.destinations.target?.breaker {
                case .open: nil
                case .halfOpen: "a probe is out already"
                case .closed, nil: "its breaker is closed: there is nothing to probe"
                }
            }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["P"]),
            command: .destinations(.pauseOrResume),
            title: "pause or resume",
            group: "Destinations",
            contexts: [.destinations],
            inFooter: true,
            dangerous: true,
            disabledReason: withoutTarget
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["f"]),
            command: .show(.failures),
            title: "failures",
            group: "Destinations",
            contexts: [.destinations],
            inFooter: true,
            footerCondition: { ($0.destinations.target?.dead ?? 0) > 0 }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["e"]),
            command: .destinations(.nextTrouble),
            title: "next trouble",
            group: "Destinations",
            contexts: [.destinations],
            inFooter: true,
            footerCondition: { $0.destinations.list.rows.contains(where: \.isTroubled) }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["E"]),
            command: .destinations(.previousTrouble),
            title: "previous trouble",
            group: "Destinations",
            contexts: [.destinations]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<f5>"]),
            command: .destinations(.readAgain),
            title: "read again",
            group: "Destinations",
            contexts: [.destinations]
        ),
    ]
}
