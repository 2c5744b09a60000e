package import Primitives

/// Something that workflows send to, as the configuration names it.
package struct DestinationConfiguration: Sendable, Equatable {
    /// By which workflows name it; unique.
    package var name: String
    package var kind: Kind
    /// Where relative URLs begin, without a slash at its end, such as `https://acme.my.salesforce.com`.
    package var baseURL: String
    package var authorisation: Authorisation
    /// Networks that may be reached although they are not public.
    package var allowedNetworks: [AddressRange] = []
    package var limits = HTTPLimits()
    package var flow = FlowLimits()
    /// How often a step is tried before it is dead.
    package var maximumAttempts = 20
    /// Settings of one kind only, such as `apiVersion` for Salesforce.
    package var settings: [String: String] = [:]

    package enum Kind: String, Sendable, CaseIterable {
        case http, salesforce, mailchimp, braze, hubspot, zoho, klaviyo, segment, airtable, slack
    }

    package init(name: String, kind: Kind, baseURL: String, authorisation: Authorisation = .none) {
        self.name = name
        self.kind = kind
        self.baseURL = baseURL
        self.authorisation = authorisation
    }
}

/// How many requests a destination gets at once, and how fast.
package struct FlowLimits: Sendable, Equatable {
    /// Requests under way at the same time.
    package var concurrency = 8
    /// `nil` sets no limit.
    package var rate: RateLimit?

    package init() {}
}

/// How callboard proves itself to a destination.
package enum Authorisation: Sendable, Equatable {
    case none
    case bearer(Secret)
    case basic(user: String, password: Secret)
    /// A header that holds the secret after `prefix`, such as `Klaviyo-API-Key `.
    case header(name: String, prefix: String, secret: Secret)
    /// The whole URL is the secret, as with a Slack webhook; it is written `{destination}` wherever people see it.
    case secretURL(Secret)
    /// Signs each request as standardwebhooks.com says; the message id is the idempotency key.
    case standardWebhooks(Secret)
    /// OAuth 2.0: `grant_type=client_credentials`.
    case clientCredentials(tokenURL: String, clientID: String, clientSecret: Secret)
    /// OAuth 2.0: `grant_type=refresh_token`.
    case refreshToken(tokenURL: String, clientID: String, clientSecret: Secret?, refreshToken: Secret)
}

/// A token got from a destination, kept in memory only.
package struct AccessToken: Sendable, Equatable {
    package var value: Secret
    /// Where its requests go, when the remote says so, as Salesforce does with `instance_url`.
    package var baseURL: String?

    package init(value: Secret, baseURL: String? = nil) {
        self.value = value
        self.baseURL = baseURL
    }
}
