package import Primitives
import Synchronization

/// What pane and commands ask Kombo themselves: questions that change nothing.
package final class ConnectDesk: Sendable {
    private let configuration: KomboConfiguration
    private let http: any HTTPSending
    private let client: KomboClient?
    private let clock: WallClock
    private let tools = Mutex<[IntegrationCategory: [ConnectTool]]>([:])
    /// Set when the client is this desk's own.
    private let owned: HTTPClient?

    /// - Parameter http: What sends; a client of its own when none is given.
    package init(
        _ configuration: KomboConfiguration,
        http: (any HTTPSending)? = nil,
        clock: WallClock = .system
    ) throws(HTTPClientError) {
        let own = http == nil ? try HTTPClient() : nil
        owned = own
        self.configuration = configuration
        self.clock = clock
        let sending: any HTTPSending = if let http { http } else if let own { own } else { throw HTTPClientError() }
        self.http = sending
        client = KomboClient(configuration, http: sending, clock: clock)
    }

    /// Lets go of the connections.
    package func close() { owned?.stop() }

    /// Whether there is an API key.
    package var hasKey: Bool { client != nil }

    /// Which Kombo is meant, in a word or two.
    package var place: String { configuration.place }

    /// How links are made where nobody says how.
    package var linkType: ConnectDetails.LinkType { configuration.linkType }
    package var language: ConnectDetails.Language? { configuration.language }

    /// What to do when there is no API key.
    package static let notConfigured = ConnectFailure(
        .notConfigured,
        "the configuration has no API key of Kombo",
        nextStep: "give it in the section kombo, such as kombo: { region: 'eu', apiKey: { secret: 'kombo' } }"
    )

    /// The systems of a category, asked for once and then remembered.
    package func tools(_ category: IntegrationCategory) async throws(ConnectFailure) -> [ConnectTool] {
        if let known = tools.withLock({ $0[category] }) { return known }
        guard let client else { throw Self.notConfigured }
        let found = try await client.tools(category)
        tools.withLock { $0[category] = found }
        return found
    }

    /// The environment that the API key belongs to.
    ///
    /// A refused key is tried in the other regions, since that is the mistake that people make.
    package func checkAPIKey() async throws(ConnectFailure) -> String {
        guard let client else { throw Self.notConfigured }
        do {
            return try await client.checkAPIKey()
        } catch {
            guard error.reason == .keyRefused, configuration.customAddress == nil else { throw error }
            for region in KomboConfiguration.Region.allCases where region != configuration.region {
                var other = configuration
                other.region = region
                guard let found = KomboClient(other, http: http, clock: clock) else { continue }
                guard (try? await found.checkAPIKey()) != nil else { continue }
                throw ConnectFailure(
                    .wrongRegion,
                    "the API key is one of region \(region.rawValue.uppercased()), and kombo.region is \(configuration.region.rawValue.uppercased())",
                    nextStep: "set kombo.region to '\(region.rawValue)', or give the key of the region that is meant"
                )
            }
            throw error
        }
    }
}
