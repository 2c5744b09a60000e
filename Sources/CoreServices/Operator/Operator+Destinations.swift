import Primitives

extension Operator {
    /// Holds everything for a destination back until it is resumed; nothing is dropped.
    package func pause(destination name: String, reason: String) async throws {
        try await perform("destinations.pause", reason: reason) { note, connection in
            guard let found = try DestinationRecord.named(name, in: connection) else {
                throw OperatorRefusal.unknown("destination \(name)")
            }
            if let pause = found.row.pause {
                throw OperatorRefusal.pointless("\(name) is paused already, by \(pause.by)")
            }
            try DestinationActs.pause(found.id, note, in: connection)
            return Deed(value: (), subject: "destination \(name)", before: "sending", after: "paused")
        }
    }

    package func resume(destination name: String, reason: String) async throws {
        try await perform("destinations.resume", reason: reason) { _, connection in
            guard let found = try DestinationRecord.named(name, in: connection) else {
                throw OperatorRefusal.unknown("destination \(name)")
            }
            guard let pause = found.row.pause else { throw OperatorRefusal.pointless("\(name) is not paused") }
            try DestinationActs.pause(found.id, nil, in: connection)
            return Deed(
                value: (),
                subject: "destination \(name)",
                before: "paused by \(pause.by)",
                after: "sending"
            )
        }
    }

    /// Has one step tried now at a destination whose breaker is open, instead of when it would be.
    package func probe(destination name: String, reason: String) async throws {
        try await perform("destinations.probe", reason: reason) { note, connection in
            guard let found = try DestinationRecord.named(name, in: connection) else {
                throw OperatorRefusal.unknown("destination \(name)")
            }
            switch found.row.breaker {
            case .open: break
            case .closed:
                throw OperatorRefusal.pointless("the breaker of \(name) is closed, so there is nothing to probe")
            case .halfOpen:
                throw OperatorRefusal.pointless("a probe of \(name) is out already; wait for what comes of it")
            }
            if let pause = found.row.pause {
                throw OperatorRefusal.pointless("\(name) is paused by \(pause.by); resume it first")
            }
            try DestinationActs.probe(found.id, at: note.at, in: connection)
            return Deed(value: (), subject: "destination \(name)", before: "breaker open", after: "probe due now")
        }
    }
}
