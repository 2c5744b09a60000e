import Foundation
import Primitives

extension Connector {
    /// The request that fetches an access token; `nil` for a destination that needs none.
    package static func tokenRequest(for destination: DestinationConfiguration) -> OutboundRequest? {
        let url: String
        var pairs: [(String, String)]
        switch destination.authorisation {
        case .clientCredentials(let tokenURL, let clientID, let clientSecret):
            url = tokenURL
            pairs = [
                ("grant_type", "client_credentials"), ("client_id", clientID), ("client_secret", text(clientSecret)),
            ]
        case .refreshToken(let tokenURL, let clientID, let clientSecret, let refreshToken):
            url = tokenURL
            pairs = [
                ("grant_type", "refresh_token"), ("refresh_token", text(refreshToken)), ("client_id", clientID),
            ]
            if let clientSecret { pairs.append(("client_secret", text(clientSecret))) }
        case .none, .bearer, .basic, .header, .secretURL, .standardWebhooks: return nil
        }
        let body = pairs.map { "\($0.0)=\(SecretMask.percentEncoded($0.1))" }.joined(separator: "&")
        return OutboundRequest(
            method: "POST",
            url: url,
            headers: [
                HeaderField(name: "Content-Type", value: "application/x-www-form-urlencoded"),
                HeaderField(name: "Accept", value: "application/json"),
                HeaderField(name: "User-Agent", value: "callboard"),
            ],
            body: Array(body.utf8),
            limits: destination.limits,
            allowedNetworks: destination.allowedNetworks
        )
    }

    /// The token in the reply to such a request.
    package static func token(
        from reply: HTTPReply,
        of destination: DestinationConfiguration
    ) -> Result<AccessToken, StepFailure> {
        let reading = ReplyReading(reply, to: .httpRequest, at: destination, now: Timestamp(milliseconds: 0))
        // Zoho refuses with 200 and an error inside.
        if (200..<300).contains(reply.status), reading.json?["error"] == nil {
            guard let value = reading.untouchedJSON?["access_token"]?.string, isHeaderSafe(value) else {
                return .failure(
                    StepFailure(
                        status: reply.status,
                        code: "token",
                        message: "the reply holds no access_token",
                        cause: "'\(destination.name)' answered the request for a token with something else.",
                        remedy: "Check tokenURL in callboard.json5: it may lead to a web page instead."
                    )
                )
            }
            var token = AccessToken(value: Secret(value))
            if destination.kind == .salesforce, let instance = reading.json?["instance_url"]?.string {
                guard let base = instanceURL(instance, of: destination) else {
                    return .failure(
                        StepFailure(
                            status: reply.status,
                            code: "token",
                            message: "the reply's instance_url is not an https address",
                            cause:
                                "Salesforce names an address for its requests that callboard does not send secrets to.",
                            remedy: "Check url and tokenURL of '\(destination.name)' in callboard.json5."
                        )
                    )
                }
                token.baseURL = base
            }
            return .success(token)
        }
        return .failure(refusal(reading, of: destination))
    }

    private static func refusal(_ reading: ReplyReading, of destination: DestinationConfiguration) -> StepFailure {
        guard let code = reading.json?["error"]?.string else {
            let failure = reading.generic.failure
            return failure ?? reading.failure(code: "token", message: "no token", cause: "", remedy: "")
        }
        let message = reading.json?["error_description"]?.string ?? code
        let explanation = refusals[code]
        return reading.failure(
            code: code,
            message: message,
            cause: explanation?.cause ?? "'\(destination.name)' gave no access token.",
            remedy: explanation?.remedy
                ?? "Check clientID, its secrets and tokenURL in callboard.json5, then retry the group (R)."
        )
    }

    private static let refusals: [String: Explanation] = [
        "invalid_client": Explanation(
            "The client's id or secret is wrong.",
            "Copy both again from the remote's settings of the connected app, then retry the group (R)."
        ),
        "invalid_client_id": Explanation(
            "The client's id is not known there.",
            "Copy clientID again; for Salesforce use the organisation's own My Domain as url."
        ),
        "invalid_code": Explanation(
            "The refresh token is not good any more.",
            "Make a new refresh token in the remote's settings, put it in its place, then retry the group (R)."
        ),
        "invalid_grant": Explanation(
            "The permission was withdrawn, has run out, or no user is assigned to the client.",
            "Assign an integration user, or make a new refresh token, then retry the group (R)."
        ),
        "unauthorized_client": Explanation(
            "The client may not ask for tokens in this way.",
            "Allow this grant in the remote's settings of the client, then retry the group (R)."
        ),
        "unsupported_grant_type": Explanation(
            "The server does not know this way to get a token.",
            "Salesforce needs the My Domain address for client credentials, not login.salesforce.com."
        ),
        "inactive_user": Explanation(
            "The user for whom callboard works is not active.",
            "Activate the integration user, then retry the group (R)."
        ),
        "invalid_scope": Explanation(
            "The client asks for more than it may.",
            "Widen the client's scope in the remote's settings, then retry the group (R)."
        ),
    ]

    /// Where the instance lives: https, or the very server that the configuration names.
    private static func instanceURL(_ text: String, of destination: DestinationConfiguration) -> String? {
        guard let origin = URLOrigin(text) else { return nil }
        let isKnown = URLOrigin(destination.baseURL)?.isSameServer(as: origin) ?? false
        guard origin.scheme == "https" || isKnown, !origin.rest.contains(where: { "?#".contains($0) }) else {
            return nil
        }
        var base = origin.text + origin.rest
        while base.hasSuffix("/") { base.removeLast() }
        return base
    }

    private static func isHeaderSafe(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 16 << 10 && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
    }

    private static func text(_ secret: Secret) -> String {
        String(decoding: secret.exposed(), as: UTF8.self)
    }
}
