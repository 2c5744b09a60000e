import CoreServices
import Foundation
import Primitives

/// What the simulated systems answered during the hour before the demo began.
struct DemoAnswers: Sendable {
    /// When the demo begins.
    let now: Timestamp
    let seed: UInt64

    /// Since when Braze is down, before the beginning; it goes on being down for a while after it.
    private static let brazeDown = Duration.seconds(3 * 60)
    /// Since when Globex's webhook is off.
    private static let globexOff = Duration.seconds(14 * 60)
    /// When Mailchimp had a bad moment.
    private static let mailchimpTrouble = Duration.seconds(31 * 60)...Duration.seconds(32 * 60)

    func answer(_ call: PastRuns.Call) -> PastRuns.Answer {
        let reply =
            switch call.operation {
            case .salesforceGet: Self.json(200, #"{"totalSize":0,"done":true,"records":[]}"#)
            case .salesforceCreate: salesforce(call)
            case .brazeTrackUser: braze(call)
            case .sponsorWebhook: globex(call)
            case .mailchimpUpsertSubscriber: mailchimp(call)
            case .mailchimpTagSubscriber: HTTPReply(status: 204)
            case .slackPostMessage: HTTPReply(status: 200, body: Array("ok".utf8))
            default: Self.json(200, #"{"success":true,"ok":true}"#)
            }
        return PastRuns.Answer(reply, after: duration(call))
    }

    private func salesforce(_ call: PastRuns.Call) -> HTTPReply {
        guard call.request.body.contains(#""Company":"#) else {
            let error = """
                [{"message":"Required fields are missing: [Company]","errorCode":"REQUIRED_FIELD_MISSING",\
                "fields":["Company"]}]
                """
            return Self.json(400, error)
        }
        let number = String(call.at.milliseconds % 1_000_000_000)
        let id = "00Q" + String(repeating: "0", count: max(0, 15 - number.count)) + number
        return Self.json(201, #"{"id":"\#(id)","success":true,"errors":[],"created":true}"#)
    }

    private func braze(_ call: PastRuns.Call) -> HTTPReply {
        ago(call) < Self.brazeDown
            ? Self.json(503, #"{"message":"simulated fault"}"#)
            : Self.json(201, #"{"message":"success","attributes_processed":1,"events_processed":1}"#)
    }

    private func globex(_ call: PastRuns.Call) -> HTTPReply {
        ago(call) < Self.globexOff
            ? Self.json(410, #"{"error":"simulated fault"}"#) : Self.json(200, #"{"received":true}"#)
    }

    private func mailchimp(_ call: PastRuns.Call) -> HTTPReply {
        Self.mailchimpTrouble.contains(ago(call))
            ? Self.json(500, #"{"title":"Internal Server Error","status":500,"detail":"simulated fault"}"#)
            : Self.json(200, #"{"status":"subscribed"}"#)
    }

    private func ago(_ call: PastRuns.Call) -> Duration { now.since(call.at) }

    /// Mostly quick and sometimes slow, as remotes are; the same for the same request.
    private func duration(_ call: PastRuns.Call) -> Duration {
        // The upper half of a product by 2^64 divided by the golden ratio is as good as chance.
        let chance = (UInt64(bitPattern: call.at.milliseconds) ^ seed) &* 0x9e37_79b9_7f4a_7c15 >> 32
        let spread = Int64(chance % 120)
        return .milliseconds(chance % 25 == 0 ? 700 + 9 * spread : 80 + spread)
    }

    private static func json(_ status: Int, _ body: String) -> HTTPReply {
        HTTPReply(
            status: status,
            headers: [HeaderField(name: "Content-Type", value: "application/json")],
            body: Array(body.utf8)
        )
    }
}
