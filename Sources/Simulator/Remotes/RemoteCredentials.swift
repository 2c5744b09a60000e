/// What clients prove themselves with; worth nothing outside a simulation.
package struct RemoteCredentials: Sendable, Equatable {
    package var salesforceClientID = "simulated-client"
    package var salesforceClientSecret = "simulated-client-secret"
    package var salesforceRefreshToken = "simulated-refresh-token"
    package var mailchimpKey = "0123456789abcdef0123456789abcdef-us1"
    package var brazeKey = "simulated-braze-key"
    package var hubSpotToken = "pat-simulated"
    package var zohoToken = "simulated-zoho-token"
    package var klaviyoKey = "pk_simulated"
    package var segmentWriteKey = "simulated-write-key"
    package var airtableToken = "pat.simulated"
    /// The path of the webhook is its secret: `/slack/services/` and this.
    package var slackPath = "T0SIMULATE/B0SIMULATE/simulatedhook"
    /// Signs the requests to sponsors, as standardwebhooks.com says.
    package var sponsorSecret = "whsec_c2ltdWxhdGVkLXNwb25zb3Itc2VjcmV0"

    /// Kombo's API key of the region that is simulated.
    package var komboKey = "simulated-kombo-key"
    /// Signs Kombo's webhooks.
    package var komboWebhookSecret = "whsec_simulated_kombo"

    package init() {}
}
