extension ConfigurationDecoding {
    /// The keys that every step may have, whatever it does.
    static let stepKeys = ["id", "title", "action", "destination", "onSuccess", "onFailure"]

    /// The request of a step, compiled from the keys of its action; `nil` when it cannot be read, which is reported.
    ///
    /// That the destination is there is for the caller to check.
    mutating func decodeRequestAction(_ object: ConfigurationObject, operation: Operation) -> RequestAction? {
        let destination = destination(of: object, for: operation)
        if let kinds = operation.kinds, !kinds.contains(destination.kind), let node = object["destination"] {
            let kind = kinds[0].rawValue
            let message = "'\(destination.name)' is of the kind '\(destination.kind.rawValue)', and "
            fail(
                at: node.offset,
                key: object.key(of: "destination"),
                message + "\(operation.rawValue) needs one of the kind '\(kind)'"
            )
            return nil
        }
        let step = ActionStep(object: object, operation: operation, destination: destination)
        switch operation {
        case .httpRequest: return decodeHTTPRequest(step)
        case .sponsorWebhook: return decodeSponsorWebhook(step)
        case .salesforceGet: return decodeSalesforceGet(step)
        case .salesforceCreate: return decodeSalesforceCreate(step)
        case .salesforceUpdate: return decodeSalesforceUpdate(step)
        case .salesforceUpsert: return decodeSalesforceUpsert(step)
        case .mailchimpUpsertSubscriber: return decodeMailchimpUpsert(step)
        case .mailchimpTagSubscriber: return decodeMailchimpTags(step)
        case .brazeTrackUser: return decodeBrazeTrack(step)
        case .hubSpotUpsertContact: return decodeHubSpotUpsert(step)
        case .zohoUpsertRecord: return decodeZohoUpsert(step)
        case .klaviyoCreateEvent: return decodeKlaviyoEvent(step)
        case .klaviyoUpsertProfile: return decodeKlaviyoProfile(step)
        case .segmentTrack: return decodeSegmentTrack(step)
        case .airtableCreateRecord: return decodeAirtableCreate(step)
        case .slackPostMessage: return decodeSlackMessage(step)
        }
    }

    /// The destination that a step names; where it names none that is known, one of the right kind stands in, so that
    /// the rest of the step is checked too.
    private func destination(of object: ConfigurationObject, for operation: Operation) -> DestinationConfiguration {
        if case .string(let name)? = object["destination"]?.value,
            let known = defaults.destinations.first(where: { $0.name == name })
        {
            return known
        }
        var standIn = DestinationConfiguration(
            name: "",
            kind: operation.kinds?.first ?? .http,
            baseURL: "https://unknown.invalid"
        )
        standIn.settings = standIn.kind.defaultSettings.mapValues { $0.isEmpty ? "unknown" : $0 }
        return standIn
    }
}

/// A step whose action is being compiled.
struct ActionStep {
    var object: ConfigurationObject
    var operation: Operation
    var destination: DestinationConfiguration

    func action(
        _ method: String,
        _ url: Template,
        headers: [HeaderTemplate] = [],
        body: BodyTemplate = .none,
        _ repeatability: Repeatability
    ) -> RequestAction {
        RequestAction(
            operation: operation,
            destination: destination.name,
            method: method,
            url: url,
            headers: headers,
            body: body,
            repeatability: repeatability
        )
    }

    func setting(_ name: String) -> String { destination.settings[name] ?? "" }
}
