package import Primitives

/// Whether whatever may come for a flow would be heard.
package struct ConnectListening: Sendable, Equatable {
    /// The process that talks to Kombo and listens.
    package struct Runner: Sendable, Equatable {
        package var process: Int32
        /// Where its listener is reached on this machine or network; `nil` when it could not listen.
        package var address: String?
        /// Where others reach it, as configured.
        package var publicAddress: String?
        /// Why it does not listen.
        package var fault: String?
        /// Whether it has a secret by which webhooks are believed.
        package var takesWebhooks: Bool
        /// Whether it has an API key.
        package var hasKey: Bool
        package var since: Timestamp

        package init(
            process: Int32,
            address: String?,
            publicAddress: String?,
            fault: String? = nil,
            takesWebhooks: Bool,
            hasKey: Bool,
            since: Timestamp
        ) {
            self.process = process
            self.address = address
            self.publicAddress = publicAddress
            self.fault = fault
            self.takesWebhooks = takesWebhooks
            self.hasKey = hasKey
            self.since = since
        }

        /// Where short links begin.
        package var base: String? { publicAddress ?? address }
    }

    /// `nil` when nobody runs.
    package var runner: Runner?
    /// When Kombo's last webhook was believed and stored.
    package var lastWebhookAt: Timestamp?
    /// When one was last refused for its signature.
    package var lastRefusalAt: Timestamp?
    /// Why that was.
    package var lastRefusal: String?

    package init(
        runner: Runner? = nil,
        lastWebhookAt: Timestamp? = nil,
        lastRefusalAt: Timestamp? = nil,
        lastRefusal: String? = nil
    ) {
        self.runner = runner
        self.lastWebhookAt = lastWebhookAt
        self.lastRefusalAt = lastRefusalAt
        self.lastRefusal = lastRefusal
    }
}
