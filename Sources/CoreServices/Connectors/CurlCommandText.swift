import Primitives

/// A request as a command that a person can paste into a shell, with the secrets left for them to fill in.
package enum CurlCommandText {
    /// The command on one line for each option; secrets stand as `$CALLBOARD_SECRET`, which the shell replaces, and a
    /// request that can do harm a second time still can.
    package static func text(of request: RenderedRequest, to destination: DestinationConfiguration) -> String {
        var lines = ["curl --request \(quoted(request.method))", url(request, destination)]
        for header in request.headers { lines.append("--header \(quoted("\(header.name): \(header.value)"))") }
        switch destination.authorisation {
        case .none, .secretURL: break
        case .bearer: lines.append(#"--header "Authorization: Bearer $CALLBOARD_SECRET""#)
        case .basic(let user, _): lines.append("--user \(quoted("\(user):"))\"$CALLBOARD_SECRET\"")
        case .header(let name, let prefix, _):
            lines.append("--header \(quoted("\(name): \(prefix)"))\"$CALLBOARD_SECRET\"")
        case .clientCredentials, .refreshToken:
            let scheme = destination.kind == .zoho ? "Zoho-oauthtoken" : "Bearer"
            lines.append("--header \"Authorization: \(scheme) $CALLBOARD_TOKEN\"")
        case .standardWebhooks:
            for name in ["id", "timestamp", "signature"] {
                lines.append("--header \"webhook-\(name): $CALLBOARD_WEBHOOK_\(name.uppercased())\"")
            }
        }
        if !request.body.isEmpty { lines.append("--data-raw \(quoted(request.body))") }
        return lines.joined(separator: " \\\n  ")
    }

    private static func url(_ request: RenderedRequest, _ destination: DestinationConfiguration) -> String {
        let mark = Connector.destinationMark
        if request.url.hasPrefix(mark), case .secretURL = destination.authorisation {
            let rest = request.url.dropFirst(mark.count)
            return "--url \"$CALLBOARD_SECRET_URL\"\(rest.isEmpty ? "" : quoted(String(rest)))"
        }
        // A URL that cannot be sent is copied as it is, so that a person sees what is wrong with it.
        let whole = try? Connector.address(of: request, at: destination, token: nil)
        return "--url \(quoted(whole ?? request.url))"
    }

    /// In single quotes, in which a POSIX shell changes nothing; a NUL cannot stand in an argument and is left out.
    static func quoted(_ text: String) -> String {
        let kept = text.unicodeScalars.contains("\0") ? text.filter { $0 != "\0" } : text
        return "'" + kept.replacing("'", with: #"'\''"#) + "'"
    }
}
