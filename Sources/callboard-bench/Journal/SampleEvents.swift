import CoreServices
import Primitives
import Simulator

/// Events as the simulator's traffic becomes them: spread over the eight hours before now, or arriving now.
struct SampleEvents {
    private static let length = Duration.seconds(8 * 3600)

    private var traffic: TrafficModel
    private var time: Timestamp
    private var isLive = false

    init(count: Int) {
        time = WallClock.system.now().advanced(by: .zero - Self.length)
        var options = TrafficOptions(
            seed: 1,
            startsAt: time,
            eventsPerSecond: Double(count) / (Self.length / .seconds(1))
        )
        options.proportions.badSignatures = 0
        traffic = TrafficModel(options)
    }

    /// Events that arrive when they are asked for; another seed gives other ones.
    init(seed: UInt64) {
        isLive = true
        time = WallClock.system.now()
        var options = TrafficOptions(seed: seed, startsAt: time, eventsPerSecond: 5000)
        options.proportions.badSignatures = 0
        traffic = TrafficModel(options)
    }

    /// Never ends.
    mutating func next() throws -> Event {
        guard let request = traffic.next() else { throw CancellationError() }
        time = isLive ? WallClock.system.now() : time.advanced(by: request.delay)
        let delivery = Delivery(
            endpoint: "main",
            headers: [
                HeaderField(name: "Content-Type", value: "application/json"),
                HeaderField(name: "webhook-id", value: request.deliveryID),
            ],
            signature: SignatureCheck(profile: "standard-webhooks", secretIndex: 1),
            remoteAddress: "127.0.0.1",
            receivedAt: time
        )
        return try EventNormaliser.event(from: request.body, of: delivery)
    }
}
