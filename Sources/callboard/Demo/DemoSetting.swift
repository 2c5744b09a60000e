import CoreServices
import Foundation
import Primitives
import Simulator

/// A simulated event on a folder of its own: services that take webhooks and run workflows, a simulator that posts the
/// webhooks, and systems that the workflows send to.
///
/// Whoever starts one stops it on every way out, which removes the folder.
final class DemoSetting: Sendable {
    let configuration: Configuration
    let services: Services
    /// What the workflows send to.
    let remotes: SimulatedRemotes
    private let simulation: Simulation
    private let connections: Task<Void, Never>
    private let folder: String

    private init(
        _ prepared: Prepared,
        services: Services,
        simulation: Simulation,
        connections: Task<Void, Never>
    ) {
        configuration = prepared.configuration
        remotes = prepared.remotes
        folder = prepared.folder
        self.services = services
        self.simulation = simulation
        self.connections = connections
    }

    /// Starts everything; nothing stays behind when that fails.
    ///
    /// - Parameters:
    ///   - eventsPerSecond: How busy the simulated event is on average.
    ///   - seed: Names one event; by chance when `nil`.
    ///   - theme: A built-in theme's name; the usual one when `nil`.
    static func start(eventsPerSecond: Int, seed: UInt64?, theme: String?) throws -> DemoSetting {
        let seed = seed ?? .random(in: 0...999_999)
        let secret = freshSecret()
        let prepared = try Prepared(seed: seed, theme: theme, secret: secret)
        do {
            // Another seed, since equal ones make equal ids, which would be duplicates.
            try DemoHistory.write(prepared.configuration, seed: seed &+ 1_000_000, now: WallClock.system.now())
            let services = try Services.start(prepared.configuration, drainTimeout: .seconds(1))
            do {
                guard case .owner(let address) = services.role else {
                    let path = prepared.configuration.dataDirectory
                    throw DataFolderHeld(path: path, process: services.store.ownerProcess)
                }
                let simulation = try Simulation.start(
                    SimulationOptions(
                        url: "\(address)/webhooks/komo",
                        authentication: .standardWebhooks(secret),
                        traffic: TrafficOptions(
                            seed: seed,
                            startsAt: WallClock.system.now(),
                            eventsPerSecond: Double(eventsPerSecond)
                        )
                    )
                )
                return DemoSetting(
                    prepared,
                    services: services,
                    simulation: simulation,
                    connections: DemoConnections.begin(services, prepared.remotes, address: address)
                )
            } catch {
                services.stop()
                throw error
            }
        } catch {
            prepared.discard()
            throw error
        }
    }

    /// Ends the simulator, then the services, then what they send to, and removes the folder.
    func stop() {
        connections.cancel()
        simulation.stop()
        services.stop()
        remotes.stop()
        // The folder lies under the temporary one; what cannot be removed goes with that.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What is there before the services are.
    private struct Prepared {
        let folder: String
        let configuration: Configuration
        let remotes: SimulatedRemotes

        init(seed: UInt64, theme: String?, secret: Secret) throws {
            folder = FileManager.default.temporaryDirectory.path + "/callboard-demo-\(UUID().uuidString)"
            let remotes = try SimulatedRemotes.start(DemoRemotes.options(seed: seed))
            self.remotes = remotes
            var configuration = Configuration(dataDirectory: "\(folder)/data")
            configuration.eventName = "Expo Hub 2026 (demo)"
            configuration.theme = theme ?? configuration.theme
            configuration.listener.port = 0
            configuration.komoEndpoints = [
                EndpointConfiguration(
                    name: "main",
                    authentication: .standardWebhooks(secrets: [secret], tolerance: .seconds(300))
                )
            ]
            configuration.sponsors = Self.sponsors
            configuration.destinations = DemoDestinations.all(at: remotes.baseURL)
            DemoConnections.configure(&configuration.kombo, at: remotes)
            let workflows = "\(folder)/workflows"
            configuration.workflowsDirectory = workflows
            self.configuration = configuration
            do { try DemoWorkflows.write(into: workflows) } catch {
                discard()
                throw error
            }
        }

        /// All but Soylent: its entries wait in Unattributed for somebody to add it.
        private static var sponsors: [SponsorRule] {
            let goals = ["Acme Corp": 1_500, "Globex": 1_200, "Initech": 1_000, "Umbrella": 800, "東京製作所": 400]
            return SimulatedSponsor.all.filter { $0.name != "Soylent" }.map { sponsor in
                SponsorRule(name: sponsor.name, cards: sponsor.cards.map(\.id), goal: goals[sponsor.name])
            }
        }

        func discard() {
            remotes.stop()
            try? FileManager.default.removeItem(atPath: folder)
        }
    }

    private static func freshSecret() -> Secret {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<24).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return Secret("whsec_\(Data(bytes).base64EncodedString())")
    }
}
