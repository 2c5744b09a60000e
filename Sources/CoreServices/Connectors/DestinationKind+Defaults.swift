extension DestinationConfiguration.Kind {
    /// Where its requests go when the configuration names no URL; `nil` where that differs from account to account.
    package var defaultBaseURL: String? {
        switch self {
        case .http, .salesforce, .mailchimp, .braze, .slack: nil
        // The official host; api.hubspot.com is an old name of the same.
        case .hubspot: "https://api.hubapi.com"
        case .zoho: "https://www.zohoapis.com"
        case .klaviyo: "https://a.klaviyo.com"
        // Workspaces in the EU need https://events.eu1.segmentapis.com, and the wrong one of the two tells no error.
        case .segment: "https://api.segment.io"
        case .airtable: "https://api.airtable.com"
        }
    }

    /// What a URL of this kind looks like, for messages.
    package var sampleURL: String {
        switch self {
        case .http: "https://example.com/api"
        case .salesforce: "https://acme.my.salesforce.com"
        case .mailchimp: "https://us6.api.mailchimp.com"
        case .braze: "https://rest.iad-01.braze.com"
        case .slack: "https://hooks.slack.com"
        case .hubspot, .zoho, .klaviyo, .segment, .airtable: defaultBaseURL ?? ""
        }
    }

    /// How many requests at once and how fast, as the remote's own documentation allows.
    package var defaultFlow: FlowLimits {
        var flow = FlowLimits()
        switch self {
        case .http, .salesforce: break
        // 10 simultaneous connections an account; the eleventh gets 429.
        case .mailchimp: flow.concurrency = 10
        // 3,000 requests in 3 seconds a workspace.
        case .braze: flow.rate = RateLimit(perSecond: 1000, burst: 1000)
        // The lowest tier: 100 requests in 10 seconds an app.
        case .hubspot: flow.rate = RateLimit(perSecond: 10, burst: 10)
        case .zoho:
            flow.concurrency = 5
            flow.rate = RateLimit(perSecond: 5, burst: 5)
        // Burst 350 a second, steady 3,500 a minute.
        case .klaviyo: flow.rate = RateLimit(perSecond: 58, burst: 350)
        case .segment: flow.rate = RateLimit(perSecond: 1000, burst: 1000)
        // 5 requests a second a base; more are punished with 30 seconds of silence.
        case .airtable: flow.rate = RateLimit(perSecond: 5, burst: 5)
        case .slack:
            flow.concurrency = 1
            flow.rate = RateLimit(perSecond: 1, burst: 1)
        }
        return flow
    }

    /// The most requests at once that the configuration may ask for.
    package var highestConcurrency: Int {
        self == .mailchimp ? 10 : 256
    }

    /// The settings of this kind with their defaults; empty text stands for none.
    package var defaultSettings: [String: String] {
        switch self {
        case .salesforce: ["apiVersion": "v61.0"]
        case .mailchimp: ["listID": ""]
        case .zoho: ["apiVersion": "v6"]
        // A day in the form YYYY-MM-DD that fixes how requests and replies look.
        case .klaviyo: ["revision": "2024-10-15"]
        case .airtable: ["baseID": "", "table": ""]
        case .http, .braze, .hubspot, .segment, .slack: [:]
        }
    }
}
