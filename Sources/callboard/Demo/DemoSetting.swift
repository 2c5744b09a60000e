import CoreServices
import Foundation
import Primitives
import Simulator

/// A simulated event on a data folder of its own: services that take webhooks, and a simulator that posts them.
///
/// Whoever starts one stops it on every way out, which removes the folder.
final class DemoSetting: Sendable {
    let configuration: Configuration
    let services: Services
    private let simulation: Simulation

    private init(configuration: Configuration, services: Services, simulation: Simulation) {
        self.configuration = configuration
        self.services = services
        self.simulation = simulation
    }

    /// Starts everything; nothing stays behind when that fails.
    ///
    /// - Parameters:
    ///   - eventsPerSecond: How busy the simulated event is on average.
    ///   - seed: Names one event; by chance when `nil`.
    ///   - theme: A built-in theme's name; the usual one when `nil`.
    static func start(eventsPerSecond: Int, seed: UInt64?, theme: String?) throws -> DemoSetting {
        let folder = FileManager.default.temporaryDirectory.path + "/callboard-demo-\(UUID().uuidString)"
        let secret = freshSecret()
        let configuration = configuration(folder: folder, theme: theme, secret: secret)
        do {
            let services = try Services.start(configuration, drainTimeout: .seconds(1))
            do {
                guard case .owner(let address) = services.role else {
                    throw DataFolderHeld(path: folder, process: services.store.ownerProcess)
                }
                let simulation = try Simulation.start(
                    SimulationOptions(
                        url: "\(address)/webhooks/komo",
                        authentication: .standardWebhooks(secret),
                        traffic: TrafficOptions(
                            seed: seed ?? .random(in: 0...999_999),
                            startsAt: WallClock.system.now(),
                            eventsPerSecond: Double(eventsPerSecond)
                        )
                    )
                )
                return DemoSetting(configuration: configuration, services: services, simulation: simulation)
            } catch {
                services.stop()
                throw error
            }
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    /// Ends the simulator, then the services, and removes the folder.
    func stop() {
        simulation.stop()
        services.stop()
        // The folder lies under the temporary one; what cannot be removed goes with that.
        try? FileManager.default.removeItem(atPath: configuration.dataDirectory)
    }

    private static func configuration(folder: String, theme: String?, secret: Secret) -> Configuration {
        var configuration = Configuration(dataDirectory: folder)
        configuration.eventName = "Expo Hub 2026 (demo)"
        configuration.theme = theme ?? configuration.theme
        configuration.listener.port = 0
        configuration.komoEndpoints = [
            EndpointConfiguration(
                name: "main",
                authentication: .standardWebhooks(secrets: [secret], tolerance: .seconds(300))
            )
        ]
        configuration.sponsors = SimulatedSponsor.all.map { sponsor in
            SponsorRule(name: sponsor.name, cards: sponsor.cards.map(\.id))
        }
        return configuration
    }

    private static func freshSecret() -> Secret {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<24).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return Secret("whsec_\(Data(bytes).base64EncodedString())")
    }
}
