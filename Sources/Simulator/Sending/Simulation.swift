import Foundation

/// Simulated traffic under way, sent by threads of its own until its count is reached or it is stopped.
///
/// Requests are begun in the order of the traffic and at its times. A receiver that is too slow for them delays them;
/// they are then sent as fast as it takes them until the times are caught up with.
package final class Simulation: Sendable {
    private let state: SimulationState
    private let finished: DispatchGroup

    private init(state: SimulationState, finished: DispatchGroup) {
        self.state = state
        self.finished = finished
    }

    deinit {
        state.stop()
    }

    /// Starts to send. The simulation stops when the value that is returned goes away.
    ///
    /// - Throws: ``SimulatorError`` when the URL or the secret cannot be used.
    package static func start(_ options: SimulationOptions) throws -> Simulation {
        var rehearsal = TrafficModel(options.traffic)
        if let request = rehearsal.next() {
            _ = try options.authentication.headers(for: request, at: options.traffic.startsAt, isGenuine: true)
        }
        _ = try WebhookSender(url: options.url, authentication: options.authentication)

        let state = SimulationState(traffic: TrafficModel(options.traffic), count: options.count)
        let finished = DispatchGroup()
        for _ in 0..<max(1, options.connections) {
            finished.enter()
            Thread.detachNewThread {
                defer { finished.leave() }
                guard let sender = try? WebhookSender(url: options.url, authentication: options.authentication) else {
                    return
                }
                while let request = state.takeNext() {
                    guard let outcome = try? sender.send(request) else { return }
                    state.record(request, outcome)
                }
            }
        }
        return Simulation(state: state, finished: finished)
    }

    /// What has been sent and answered so far.
    package var report: SimulationReport { state.report }

    /// Begins no further request and waits for those under way; gives the final report.
    @discardableResult
    package func stop() -> SimulationReport {
        state.stop()
        finished.wait()
        return report
    }

    /// Asks for the end without waiting for it.
    package func requestStop() {
        state.stop()
    }

    /// Waits until the count is reached or somebody else has stopped the simulation; gives the final report.
    @discardableResult
    package func waitUntilFinished() -> SimulationReport {
        finished.wait()
        return report
    }
}
