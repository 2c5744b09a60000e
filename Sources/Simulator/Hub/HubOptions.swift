package import Primitives

/// How a simulated hub runs.
package struct HubOptions: Sendable {
    /// Signs the tokens that the hub believes; worth nothing outside a simulation.
    package static let simulatedSecret = "simulated-hub-secret-of-32-bytes"

    package var host = "127.0.0.1"
    /// 0 lets the system choose.
    package var port: UInt16 = 0
    /// Repeats the faults exactly.
    package var seed: UInt64 = 0
    package var faults: [FaultRule] = []
    /// The shared secret of the hub's SSO settings.
    package var secret = Secret(HubOptions.simulatedSecret)
    /// What a token must name as its issuer; `nil` takes any.
    package var issuer: String?
    /// Where webhooks are posted; `nil` for none.
    package var webhookURL: String?
    package var authentication = SenderAuthentication.none
    package var clock = WallClock.system

    package init() {}
}
