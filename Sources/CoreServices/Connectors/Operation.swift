/// Which action a request stands for; decides how its reply is read and what its errors mean.
package enum Operation: String, Sendable, CaseIterable {
    case httpRequest = "http.request"
    case salesforceGet = "salesforce.get"
    case salesforceCreate = "salesforce.create"
    case salesforceUpdate = "salesforce.update"
    case salesforceUpsert = "salesforce.upsert"
    case mailchimpUpsertSubscriber = "mailchimp.upsertSubscriber"
    case mailchimpTagSubscriber = "mailchimp.tagSubscriber"
    case brazeTrackUser = "braze.trackUser"
    case hubSpotUpsertContact = "hubspot.upsertContact"
    case zohoUpsertRecord = "zoho.upsertRecord"
    case klaviyoCreateEvent = "klaviyo.createEvent"
    case klaviyoUpsertProfile = "klaviyo.upsertProfile"
    case segmentTrack = "segment.track"
    case airtableCreateRecord = "airtable.createRecord"
    case slackPostMessage = "slack.postMessage"
    case sponsorWebhook = "sponsor.webhook"
}
