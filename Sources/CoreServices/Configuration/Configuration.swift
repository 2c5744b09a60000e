package import Primitives

/// What `callboard.json5` says, checked and with its secrets found.
package struct Configuration: Sendable, Equatable {
    /// The name of the event in the header, such as `Expo Hub 2026`.
    package var eventName = "callboard"
    /// An IANA time zone such as `Australia/Sydney` in which times are shown; `nil` is the machine's own.
    package var timeZone: String?
    /// Where the store lives.
    package var dataDirectory: String
    /// The theme's name: a file in the themes folder, or one of those built in.
    package var theme = "dark"
    /// A folder with theme files of one's own; `nil` for the built-in ones alone.
    package var themesDirectory: String?
    package var listener = ListenerConfiguration()
    /// By endpoint name; `main` is also reached as plain `/webhooks/komo`.
    package var komoEndpoints: [EndpointConfiguration] = []
    /// Without an API key in it nothing can be connected.
    package var kombo = KomboConfiguration()
    /// Whose card is whose; the first rule that fits a card names its sponsor.
    package var sponsors: [SponsorRule] = []
    package var leads = LeadsConfiguration()
    /// The folder with workflow files, `workflows` beside the configuration file when that names none; `nil` without a
    /// configuration file.
    package var workflowsDirectory: String?
    /// What workflows send to.
    package var destinations: [DestinationConfiguration] = []
    /// Steps a second, over all destinations, while a backlog drains that the uplink held up.
    package var uplinkDrainRate = 20.0

    package init(dataDirectory: String) {
        self.dataDirectory = dataDirectory
    }
}

/// What becomes of the sponsors' leads.
package struct LeadsConfiguration: Sendable, Equatable {
    /// Whom exports, reports and the read API leave out for lack of consent.
    package var consent = ConsentRule.notRefused
    package var api = LeadAPIConfiguration()
    /// What is done with leads by itself.
    package var schedules: [LeadSchedule] = []
    /// When the event closes; `nil` where nobody said so.
    package var eventClosesAt: Timestamp?

    package init() {}
}

/// Who may read leads over HTTP.
package struct LeadAPIConfiguration: Sendable, Equatable {
    /// Somebody who may.
    package struct Reader: Sendable, Equatable {
        /// For the record of refusals.
        package var name: String
        /// A sponsor's name or tag; `*` for all.
        package var sponsor: String
        /// Any of them will do, so that one can be replaced by the next without a gap.
        package var secrets: [Secret]

        package init(name: String, sponsor: String, secrets: [Secret]) {
            self.name = name
            self.sponsor = sponsor
            self.secrets = secrets
        }
    }

    /// Nobody, and there is no such address, while this is empty.
    package var readers: [Reader] = []
    /// Pages for each reader.
    package var rateLimit = RateLimit(perSecond: 50, burst: 100)

    package init() {}
}

/// The webhook listener.
package struct ListenerConfiguration: Sendable, Equatable {
    package var host = "127.0.0.1"
    /// 0 lets the system choose, which tests and the demo use.
    package var port: UInt16 = 8787
    /// PEM files; both or none.
    package var certificateFile: String?
    package var privateKeyFile: String?
    package var bodyLimitBytes = 1 << 20
    package var headerLimitBytes = 16 << 10
    package var connectionLimit = 1024
    package var connectionLimitPerAddress = 256
    /// A connection on which nothing moves for so long is closed.
    package var idleTimeout = Duration.seconds(30)
    /// A request must be whole so soon after its first byte, however steadily it drips.
    package var requestTimeout = Duration.seconds(15)
    /// How often one address may post to one endpoint; `nil` sets no limit.
    package var rateLimit: RateLimit?

    package init() {}
}

/// A token bucket: `burst` requests at once, then `perSecond`.
package struct RateLimit: Sendable, Equatable {
    package var perSecond: Double
    package var burst: Int

    package init(perSecond: Double, burst: Int) {
        self.perSecond = perSecond
        self.burst = burst
    }
}

/// One hub that posts to `/webhooks/komo/{name}`.
package struct EndpointConfiguration: Sendable, Equatable {
    package var name: String
    package var authentication: AuthenticationProfile

    package init(name: String, authentication: AuthenticationProfile) {
        self.name = name
        self.authentication = authentication
    }
}

/// How a sender proves itself; chosen for each endpoint, since Komo documents none.
///
/// Several secrets allow rotation: any of them is accepted.
package enum AuthenticationProfile: Sendable, Equatable {
    /// The last part of the path is the secret: `/webhooks/komo/{name}/{secret}`.
    case secretPath([Secret])
    /// A header carries the secret itself, after `prefix` (such as `Bearer `).
    case staticHeader(name: String, prefix: String, secrets: [Secret])
    /// A header carries HMAC-SHA256 of the raw body, after `prefix` (such as `sha256=`).
    case hmacSHA256(header: String, encoding: DigestEncoding, prefix: String, secrets: [Secret])
    /// standardwebhooks.com: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
    case standardWebhooks(secrets: [Secret], tolerance: Duration)
    /// No proof; only on a loopback listener.
    case none

    package enum DigestEncoding: String, Sendable, CaseIterable {
        case hex, base64
    }
}
