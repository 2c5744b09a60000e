import Foundation
import Primitives
import WebServer

/// `/sponsor/NAME`: a sponsor's own webhook, which takes what is signed as standardwebhooks.com says.
struct SponsorRemote: Remote {
    let name = "sponsor"
    private let key: [UInt8]

    private static let tolerance = 300

    init(_ credentials: RemoteCredentials) {
        let text = credentials.sponsorSecret
        let encoded = text.hasPrefix("whsec_") ? String(text.dropFirst(6)) : text
        key = Data(base64Encoded: encoded).map(Array.init) ?? Array(text.utf8)
    }

    var endpoints: [RemoteEndpoint] {
        [RemoteEndpoint("POST", "/{name}", isNamedByParameter: true, answer: receive)]
    }

    @Sendable private func receive(_ call: RemoteCall) -> RemoteAnswer {
        guard let id = call.header("webhook-id"), let stamp = call.header("webhook-timestamp"),
            let signatures = call.header("webhook-signature")
        else { return RemoteAnswer(.refusal(401, "the request is not signed")) }
        guard let seconds = Int64(stamp), abs(call.now.milliseconds / 1000 - seconds) <= Self.tolerance else {
            return RemoteAnswer(.refusal(401, "the signature is too old"))
        }
        let mac = MessageAuthentication.sha256(of: Array("\(id).\(stamp).".utf8) + call.body, key: key)
        let wanted = "v1," + Data(mac).base64EncodedString()
        guard signatures.split(separator: " ").contains(where: { $0 == wanted }) else {
            return RemoteAnswer(.refusal(401, "the signature does not fit"))
        }
        guard JSONFields(call.body) != nil else { return RemoteAnswer(.refusal(400, "the body is not a JSON object")) }
        return .processed(HTTPResponse(status: 200, json: #"{"received":true}"#))
    }
}
