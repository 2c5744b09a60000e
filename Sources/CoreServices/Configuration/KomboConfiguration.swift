package import Primitives

/// How customers' systems are connected through Kombo.
package struct KomboConfiguration: Sendable, Equatable {
    /// Where an environment of Kombo lives; keys, webhooks and integrations belong to one of them.
    package enum Region: String, Sendable, CaseIterable {
        case eu, us, ca

        package var address: String {
            switch self {
            case .eu: "https://api.kombo.dev/v1"
            case .us: "https://api.us.kombo.dev/v1"
            case .ca: "https://api.ca.kombo.dev/v1"
            }
        }
    }

    /// A customer's own front end, and for whom alone it makes links.
    package struct Caller: Sendable, Equatable {
        /// For the record.
        package var name: String
        /// Any of them will do, so that one can be replaced by the next without a gap.
        package var secrets: [Secret]
        package var details: ConnectDetails

        package init(name: String, secrets: [Secret], details: ConnectDetails) {
            self.name = name
            self.secrets = secrets
            self.details = details
        }
    }

    /// Kombo's library for pages, where nothing else is said.
    package static let library = "https://unpkg.com/@kombo-api/connect@1/dist/index.js"

    package var region: Region
    /// The API's address where it is none of the regions'.
    package var customAddress: String?
    package var apiKey: Secret?
    /// Any of them makes a webhook believed; none while there is none.
    package var webhookSecrets: [Secret] = []
    /// Where the hand-off page loads Kombo's library from.
    package var libraryURL = KomboConfiguration.library
    /// Where others reach the listener, without a slash at the end; `nil` when it is reached at its own address.
    package var publicAddress: String?
    package var linkType = ConnectDetails.LinkType.embedded
    package var language: ConnectDetails.Language?
    package var allowedNetworks: [AddressRange] = []
    /// Who may ask for links over HTTP; nobody, and there is no such address, while this is empty.
    package var callers: [Caller] = []
    /// Requests of each caller.
    package var rateLimit = RateLimit(perSecond: 1, burst: 10)

    package init(region: Region = .eu) {
        self.region = region
    }

    /// Where the API is, without a slash at the end.
    package var address: String { customAddress ?? region.address }

    /// Which Kombo is meant, in a word or two.
    package var place: String { customAddress ?? "region \(region.rawValue.uppercased())" }
}
