extension Operation {
    /// The kinds of destination that it can be sent to; `nil` for every kind.
    var kinds: [DestinationConfiguration.Kind]? {
        switch self {
        case .httpRequest: nil
        case .salesforceGet, .salesforceCreate, .salesforceUpdate, .salesforceUpsert: [.salesforce]
        case .mailchimpUpsertSubscriber, .mailchimpTagSubscriber: [.mailchimp]
        case .brazeTrackUser: [.braze]
        case .hubSpotUpsertContact: [.hubspot]
        case .zohoUpsertRecord: [.zoho]
        case .klaviyoCreateEvent, .klaviyoUpsertProfile: [.klaviyo]
        case .segmentTrack: [.segment]
        case .airtableCreateRecord: [.airtable]
        case .slackPostMessage: [.slack]
        case .sponsorWebhook: [.http]
        }
    }
}
