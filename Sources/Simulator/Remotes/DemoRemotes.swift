/// The faults that give a demonstration something to fix, and that a person can fix.
///
/// Besides these, Salesforce refuses by its own rule the few people who gave no company.
package enum DemoRemotes {
    /// Braze is down at first and Globex has switched its webhook off; both come back by themselves.
    package static func faults(
        brazeIsDownFor outage: Duration = .seconds(90),
        globexIsOffFor pause: Duration = .seconds(180)
    ) -> [FaultRule] {
        [
            FaultRule(remote: "braze", kind: .status(503, retryAfter: nil), occasion: .firstTime(outage)),
            FaultRule(remote: brokenSponsor, kind: .status(410, retryAfter: nil), occasion: .firstTime(pause)),
        ]
    }

    /// The system to heal so that Globex takes its leads again at once.
    package static let brokenSponsor = "sponsor/globex"

    /// Options with these faults on a port that the machine chooses.
    package static func options(seed: UInt64) -> RemotesOptions {
        var options = RemotesOptions()
        options.seed = seed
        options.faults = faults()
        return options
    }
}
