package import Primitives

extension Connector {
    /// What a reply means.
    ///
    /// Success carries `status` and `body` (JSON where it is JSON, at most 64 KiB), and a `note` where something was
    /// out of the ordinary. Whatever a remote sends, messages are one line and hold none of the destination's secrets.
    package static func outcome(
        of reply: HTTPReply,
        to operation: Operation,
        at destination: DestinationConfiguration,
        now: Timestamp
    ) -> StepOutcome {
        let reading = ReplyReading(reply, to: operation, at: destination, now: now)
        switch operation {
        case .salesforceGet, .salesforceCreate, .salesforceUpdate, .salesforceUpsert: return reading.salesforce
        case .mailchimpUpsertSubscriber, .mailchimpTagSubscriber: return reading.mailchimp
        case .brazeTrackUser: return reading.braze
        case .hubSpotUpsertContact: return reading.hubSpot
        case .zohoUpsertRecord: return reading.zoho
        case .klaviyoCreateEvent, .klaviyoUpsertProfile: return reading.klaviyo
        case .airtableCreateRecord: return reading.airtable
        case .slackPostMessage: return reading.slack
        case .segmentTrack: return reading.segment
        case .sponsorWebhook: return reading.sponsor
        case .httpRequest: return reading.generic
        }
    }

    /// What a failure to get a reply means.
    package static func outcome(
        of failure: TransportFailure,
        at destination: DestinationConfiguration,
        repeatability: Repeatability
    ) -> StepOutcome {
        let explanation = explanation(of: failure.kind, at: destination)
        let mask = ReplyReading(
            HTTPReply(status: 0),
            to: .httpRequest,
            at: destination,
            now: Timestamp(milliseconds: 0)
        )
        var step = StepFailure(
            code: failure.kind.rawValue,
            message: mask.line(failure.message, limit: 500),
            cause: explanation.cause,
            remedy: explanation.remedy
        )
        if failure.mayHaveBeenProcessed, case .unsafe(let reason) = repeatability {
            step.cause += " Nobody knows whether the request was carried out."
            step.remedy =
                "Look in '\(destination.name)' first: sending it again \(reason). Then retry (R) or discard (D)."
            return .ambiguous(step)
        }
        switch failure.kind {
        case .refusedAddress, .unusableRequest: return .permanent(step)
        // The reply came, so the request was carried out or refused; another try gives the same reply.
        case .tooLarge: return .permanent(step)
        case .unresolvable, .connect, .tls, .timeout, .reset, .malformed, .cancelled:
            return .retry(step, after: nil)
        }
    }

    private static func explanation(
        of kind: TransportFailure.Kind,
        at destination: DestinationConfiguration
    ) -> Explanation {
        let name = "'\(destination.name)'"
        let retried = "callboard tries again by itself"
        switch kind {
        case .unusableRequest:
            return Explanation(
                "The request cannot be sent as it is.",
                "Edit this request (E): look at its URL and headers. Then retry (R)."
            )
        case .unresolvable:
            return Explanation(
                "The name of \(name) has no address, or the name service does not answer.",
                "\(retried); check the uplink, and the url in callboard.json5 if other destinations work."
            )
        case .refusedAddress:
            return Explanation(
                "The address of \(name) is private or reserved, and callboard does not reach those unasked.",
                "If the server is your own, add its network to allowNetworks in callboard.json5; then retry (R)."
            )
        case .connect:
            return Explanation("\(name) takes no connections.", "\(retried); check the uplink and the server.")
        case .tls:
            return Explanation(
                "\(name) could not prove who it is, or something on the way reads along.",
                "\(retried); check for a captive portal on this network, and the server's certificate."
            )
        case .timeout:
            return Explanation(
                "\(name) did not answer in time.",
                "\(retried); raise totalTimeout in callboard.json5 if it is always slow."
            )
        case .reset: return Explanation("The connection to \(name) broke off.", "\(retried); check the uplink.")
        case .tooLarge:
            return Explanation(
                "\(name) answered with more than callboard reads, so the request was most likely carried out.",
                "Look in \(name) whether it was; if so, discard this (D). Raise responseLimit in callboard.json5."
            )
        case .malformed:
            return Explanation(
                "What \(name) sent back is not HTTP, or ended too early.",
                "\(retried); check that url in callboard.json5 leads to the right server."
            )
        case .cancelled:
            return Explanation("callboard was stopping.", "\(retried) when it runs again.")
        }
    }
}
