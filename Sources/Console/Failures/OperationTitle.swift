import CoreServices
import Primitives

/// What an action does, in words.
enum OperationTitle {
    /// Such as `create record`; an operation that is not known by its own name.
    static func text(_ operation: String) -> DisplayText {
        guard let known = CoreServices.Operation(rawValue: operation) else {
            return operation == "contact" ? "change contact" : DisplayText(untrusted: operation)
        }
        switch known {
        case .httpRequest: return "HTTP request"
        case .salesforceGet: return "look up record"
        case .salesforceCreate: return "create record"
        case .salesforceUpdate: return "update record"
        case .salesforceUpsert: return "create or update record"
        case .mailchimpUpsertSubscriber: return "add or update subscriber"
        case .mailchimpTagSubscriber: return "tag subscriber"
        case .brazeTrackUser: return "track user"
        case .hubSpotUpsertContact: return "create or update contact"
        case .zohoUpsertRecord: return "create or update record"
        case .klaviyoCreateEvent: return "create event"
        case .klaviyoUpsertProfile: return "create or update profile"
        case .segmentTrack: return "track event"
        case .airtableCreateRecord: return "create record"
        case .slackPostMessage: return "post message"
        case .sponsorWebhook: return "post to webhook"
        }
    }
}
