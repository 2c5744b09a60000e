import CoreServices
import Foundation
import Primitives
import Simulator

/// The hour before the demo began, so that it opens on an event that is under way.
enum DemoHistory {
    private static let length = Duration.seconds(55 * 60)
    private static let eventsPerSecond = 0.6

    /// Puts simulated events straight into the store, as received during the last hour, and what their workflows did.
    ///
    /// - Throws: The store's or the database's error when it cannot be written.
    static func write(_ configuration: Configuration, seed: UInt64, now: Timestamp) throws {
        let store = try Store.openAsOwnerOrViewer(DataDirectory(path: configuration.dataDirectory))
        defer { store.close() }
        guard let journal = store.journal else { return }
        write(into: journal, seed: seed, now: now)
        let answers = DemoAnswers(now: now, seed: seed)
        try PastRuns.plant(in: store, configuration: configuration, now: now) { answers.answer($0) }
    }

    private static func write(into journal: EventJournal, seed: UInt64, now: Timestamp) {
        var time = now.advanced(by: .zero - length)
        var traffic = TrafficModel(TrafficOptions(seed: seed, startsAt: time, eventsPerSecond: eventsPerSecond))
        let pending = DispatchGroup()
        while let request = traffic.next() {
            time = time.advanced(by: request.delay)
            guard time < now else { break }
            if request.traits.contains(.badlySigned) {
                let refusal = SignatureRefusal.badSignature(tried: 1)
                journal.record(
                    Rejection(
                        status: 401,
                        reason: "\(refusal)",
                        endpoint: "main",
                        remoteAddress: "127.0.0.1",
                        receivedAt: time
                    )
                )
                continue
            }
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
            guard let event = try? EventNormaliser.event(from: request.body, of: delivery) else { continue }
            pending.enter()
            journal.append(event) { _ in pending.leave() }
        }
        pending.wait()
    }
}
