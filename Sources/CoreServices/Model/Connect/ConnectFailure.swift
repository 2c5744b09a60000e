package import Primitives

/// Why something with Kombo did not work: what happened and what to do about it.
package struct ConnectFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Reason: String, Sendable, CaseIterable {
        /// There is no API key in the configuration.
        case notConfigured
        /// Kombo does not know the key, or knows it in another region only.
        case keyRefused
        /// The key works, but for another region than the configured one.
        case wrongRegion
        /// Kombo takes requests from listed addresses only, and this machine's is none of them.
        case addressNotListed
        case rateLimited
        /// Kombo cannot be reached.
        case network
        /// Kombo answers that it cannot serve now.
        case unavailable
        /// What came back is not what the API promises.
        case unexpectedAnswer
        /// Kombo refuses what was given.
        case inputRefused
        /// What was pasted cannot be a token.
        case notAToken
        /// Kombo does not know the token, or not any more.
        case tokenUnknown
        case tokenUsed
        case tokenExpired
        /// The token belongs to another customer's integration.
        case tokenForeign
        /// The integration is of another category, or another one than was to be linked anew.
        case otherIntegration
        case integrationUnknown
        case integrationDeleted
        /// The person ran into trouble on Kombo's pages.
        case connectionFlowFailed
        /// Kombo's own checks of the integration failed.
        case checksFailed
        /// The first sync did not work.
        case syncFailed
        /// Nobody runs who could do it.
        case nobodyRuns
    }

    package var reason: Reason
    /// What happened, to what; without a full stop.
    package var sentence: String
    /// What to do; without a full stop.
    package var nextStep: String
    /// Kombo's own log of it.
    package var logURL: String?
    package var at: Timestamp?
    /// In seconds, as Kombo asked for.
    package var retryAfterSeconds: Int?

    package init(
        _ reason: Reason,
        _ sentence: String,
        nextStep: String,
        logURL: String? = nil,
        at: Timestamp? = nil,
        retryAfterSeconds: Int? = nil
    ) {
        self.reason = reason
        self.sentence = sentence
        self.nextStep = nextStep
        self.logURL = logURL
        self.at = at
        self.retryAfterSeconds = retryAfterSeconds
    }

    package var description: String { "\(sentence); \(nextStep)" }

    /// Whether the same may work a little later without anybody doing anything.
    package var isPassing: Bool {
        switch reason {
        case .rateLimited, .network, .unavailable: true
        default: false
        }
    }
}
