/// A thing in another pane that someone wants to see.
package enum ConsoleJump: Sendable, Equatable {
    case event(sequence: Int64)
    case run(id: Int64)
    case step(id: Int64)
    case failureGroup(id: Int64)
    case workflow(id: Int64)
    case destination(name: String)
    case lead(id: Int64)

    /// Where it is shown.
    package var pane: Pane {
        switch self {
        case .event: .live
        case .run, .workflow: .workflows
        case .step, .failureGroup: .failures
        case .destination: .destinations
        case .lead: .sponsors
        }
    }
}

/// One leg of the way somebody went from pane to pane.
package struct ConsoleTrail: Sendable, Equatable {
    package var from: Pane
    package var jump: ConsoleJump
}
