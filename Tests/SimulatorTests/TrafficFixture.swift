import Foundation
import Primitives
import Simulator

/// Options of a test: one seed, one start, a fixed rate.
func trafficOptions(
    seed: UInt64 = 7,
    eventsPerSecond: Double = 20,
    adjust: (inout TrafficProportions) -> Void = { _ in }
) -> TrafficOptions {
    var options = TrafficOptions(
        seed: seed,
        startsAt: Timestamp(milliseconds: 1_777_626_000_000),
        eventsPerSecond: eventsPerSecond
    )
    adjust(&options.proportions)
    return options
}

extension SimulatedRequest {
    /// The body as an object of JSON, read by a parser that is not the simulator's.
    func object() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(body))
        return value as? [String: Any] ?? [:]
    }

    func string(_ key: String) throws -> String? {
        try object()[key] as? String
    }
}
