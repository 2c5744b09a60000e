import CoreServices
import Foundation
import Primitives
import Simulator

/// What the demo shows of connections: a customer who is connected, one whose credentials have failed since, and a
/// flow that waits for whoever tries it.
enum DemoConnections {
    private static let waiting = ConnectDetails(
        email: "ada@acme.example",
        organisation: "Acme Corp",
        originID: "36123",
        category: .hris
    )
    private static let byToken = ConnectDetails(
        email: "grace@globex.example",
        organisation: "Globex",
        originID: "40007",
        category: .ats
    )
    private static let byWebhook = ConnectDetails(
        email: "kit@initech.example",
        organisation: "Initech",
        originID: "51966",
        category: .hris
    )

    /// Points a configuration at the simulated Kombo.
    static func configure(_ kombo: inout KomboConfiguration, at remotes: SimulatedRemotes) {
        let credentials = RemoteCredentials()
        kombo.customAddress = "\(remotes.baseURL)/kombo/v1"
        kombo.allowedNetworks = [AddressRange(bytes: [127, 0, 0, 0], prefixLength: 8)]
        kombo.apiKey = Secret(credentials.komboKey)
        kombo.webhookSecrets = [Secret(credentials.komboWebhookSecret)]
        kombo.libraryURL = "\(remotes.baseURL)/kombo-connect/index.js"
    }

    /// Connects customers as they would, in the background; what fails is left as it is.
    static func begin(_ services: Services, _ remotes: SimulatedRemotes, address: String) -> Task<Void, Never> {
        remotes.kombo.sendWebhooks(to: "\(address)/webhooks/kombo")
        let store = services.store
        let kombo = remotes.kombo
        return Task.detached {
            let admin = Operator(
                store: store,
                account: OperatorAccount(user: "demo", host: "callboard"),
                isReadOnly: false
            )
            do {
                let pasted = try await link(byToken, admin, store)
                let token = try kombo.press(pasted.link, tool: "greenhouse", tells: false)
                if let token { try await admin.submitConnectToken(Secret(token), for: pasted.flow) }
                let told = try await link(byWebhook, admin, store)
                _ = try kombo.press(told.link, tool: "personio")
                let settled = try await ConnectWaiting.flow(told.flow, in: store, timeout: .seconds(30)) {
                    $0.state == .complete
                }
                if let id = settled?.integrationID { kombo.set(id, state: "INVALID") }
                _ = try await link(waiting, admin, store)
            } catch {
                return
            }
        }
    }

    private static func link(
        _ details: ConnectDetails,
        _ admin: Operator,
        _ store: Store
    ) async throws -> (flow: Int64, link: String) {
        let id = try await admin.startConnect(details)
        let flow = try await ConnectWaiting.flow(id, in: store, timeout: .seconds(30)) { $0.state == .waiting }
        guard let link = flow?.link else { throw CancellationError() }
        return (id, link.text)
    }
}
