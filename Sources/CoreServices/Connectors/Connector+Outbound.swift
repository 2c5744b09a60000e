import Foundation
package import Primitives

extension Connector {
    /// A rendered request as it goes out: base address, authorisation, idempotency key and limits added.
    ///
    /// - Throws: What is wrong with the request or the configuration, such as a URL that names no host.
    package static func outbound(
        _ request: RenderedRequest,
        to destination: DestinationConfiguration,
        token: AccessToken?,
        idempotencyKey: String,
        now: Timestamp
    ) throws(StepFailure) -> OutboundRequest {
        let url = try address(of: request, at: destination, token: token)
        var headers: [HeaderField] = []
        let authorising = try authorisation(of: destination, token: token)
        for header in request.headers {
            try check(header)
            // A workflow cannot put another name in the place of the destination's own.
            guard authorising?.name.lowercased() != header.name.lowercased() else { continue }
            headers.append(header)
        }
        if let authorising { headers.append(authorising) }
        let body = Array(request.body.utf8)
        if case .standardWebhooks(let secret) = destination.authorisation {
            let signed = ["webhook-id", "webhook-timestamp", "webhook-signature"]
            headers.removeAll { signed.contains($0.name.lowercased()) }
            headers += try signature(of: body, id: idempotencyKey, now: now, secret: secret)
        }
        for (name, value) in [("Idempotency-Key", idempotencyKey), ("User-Agent", "callboard")]
        where !headers.contains(where: { $0.name.lowercased() == name.lowercased() }) {
            headers.append(HeaderField(name: name, value: value))
        }
        return OutboundRequest(
            method: request.method,
            url: url,
            headers: headers,
            body: body,
            limits: destination.limits,
            allowedNetworks: destination.allowedNetworks
        )
    }

    /// The whole URL, secrets in place.
    static func address(
        of request: RenderedRequest,
        at destination: DestinationConfiguration,
        token: AccessToken?
    ) throws(StepFailure) -> String {
        let base = token?.baseURL ?? destination.baseURL
        var url = request.url
        if url.hasPrefix(destinationMark) {
            var whole = base
            if case .secretURL(let secret) = destination.authorisation {
                whole = String(decoding: secret.exposed(), as: UTF8.self)
            }
            url = whole + url.dropFirst(destinationMark.count)
        } else if url.hasPrefix("/") {
            guard !base.isEmpty else {
                throw unusable(
                    "the URL begins with '/', and the destination '\(destination.name)' has no url",
                    remedy: "Give the destination a url in callboard.json5, or write the whole URL in the workflow."
                )
            }
            url = base + url
        }
        guard let origin = URLOrigin(url) else {
            throw unusable(
                "the URL is not one that can be sent to",
                remedy: "Edit this request (E): the URL begins with https:// or with '/', and holds no spaces, "
                    + "no name or password, and nothing beyond ASCII."
            )
        }
        // What begins with a slash leads to the base's own server, whose name ends there.
        let isRelative = request.url.hasPrefix("/")
        if !isRelative, destination.authorisation != .none, URLOrigin(base)?.isSameServer(as: origin) != true {
            throw unusable(
                "the URL leads to \(origin.text), and the destination '\(destination.name)' is another server",
                remedy: "Use a destination of its own for that server: this one's secret must not go there."
            )
        }
        return url
    }

    private static let framing: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "expect", "upgrade", "te", "trailer",
    ]

    private static func check(_ header: HeaderField) throws(StepFailure) {
        let isName = !header.name.isEmpty && header.name.utf8.allSatisfy(ConfigurationDecoding.isHeaderNameByte)
        let isValue = header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
        guard isName, isValue else {
            throw unusable(
                "a header holds a line break or another character that no header may hold",
                remedy: "Edit this request (E) and take the character out, or use a filter in the workflow."
            )
        }
        if framing.contains(header.name.lowercased()) {
            throw unusable(
                "the header \(header.name) is callboard's own to set",
                remedy: "Take it out of the workflow, or edit this request (E)."
            )
        }
    }

    private static func authorisation(
        of destination: DestinationConfiguration,
        token: AccessToken?
    ) throws(StepFailure) -> HeaderField? {
        switch destination.authorisation {
        case .none, .secretURL, .standardWebhooks: return nil
        case .bearer(let secret): return field("Bearer ", secret)
        case .basic(let user, let password):
            let pair = Data(Array("\(user):".utf8) + password.exposed()).base64EncodedString()
            return HeaderField(name: "Authorization", value: "Basic \(pair)")
        case .header(let name, let prefix, let secret):
            return HeaderField(name: name, value: prefix + String(decoding: secret.exposed(), as: UTF8.self))
        case .clientCredentials, .refreshToken:
            guard let token else {
                throw StepFailure(
                    code: "token",
                    message: "no access token for '\(destination.name)' yet",
                    cause: "callboard has not got an access token from '\(destination.name)'.",
                    remedy: "Retry (R): the token is fetched first."
                )
            }
            return field(destination.kind == .zoho ? "Zoho-oauthtoken " : "Bearer ", token.value)
        }
    }

    private static func field(_ prefix: String, _ secret: Secret) -> HeaderField {
        HeaderField(name: "Authorization", value: prefix + String(decoding: secret.exposed(), as: UTF8.self))
    }

    /// The headers of github.com/standard-webhooks/standard-webhooks, `spec/standard-webhooks.md`.
    private static func signature(
        of body: [UInt8],
        id: String,
        now: Timestamp,
        secret: Secret
    ) throws(StepFailure) -> [HeaderField] {
        guard let key = StandardWebhooks.key(of: secret) else {
            throw unusable(
                "the secret that signs is not base64",
                remedy: "Copy the secret again from the receiver's settings, then retry (R)."
            )
        }
        let timestamp = String(now.milliseconds / 1000)
        let content = Array("\(id).\(timestamp).".utf8) + body
        let digest = Data(MessageDigest.hmacSHA256(content, key: key)).base64EncodedString()
        return [
            HeaderField(name: "webhook-id", value: id),
            HeaderField(name: "webhook-timestamp", value: timestamp),
            HeaderField(name: "webhook-signature", value: "v1,\(digest)"),
        ]
    }

    static func unusable(_ message: String, remedy: String) -> StepFailure {
        let cause = message.prefix(1).uppercased() + message.dropFirst() + "."
        return StepFailure(
            code: TransportFailure.Kind.unusableRequest.rawValue,
            message: message,
            cause: cause,
            remedy: remedy
        )
    }
}
