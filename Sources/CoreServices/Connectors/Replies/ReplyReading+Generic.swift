extension ReplyReading {
    /// What any server means by a status.
    var generic: StepOutcome { generic(code: nil, message: message) }

    /// The same with a code and a message of the remote's own, and an explanation where there is one.
    func generic(code: String?, message: String, explanation: Explanation? = nil) -> StepOutcome {
        if isSuccess { return success() }
        let known = explanation ?? Self.explanation(of: status, at: destination.name)
        let failure = failure(
            code: code ?? "\(status)",
            message: message.isEmpty ? "HTTP \(status)" : message,
            cause: known.cause,
            remedy: known.remedy,
            concernsWholeDestination: status == 429 || status == 503
        )
        switch status {
        case 401 where hasRenewableToken: return .reauthorise(failure)
        case 408, 425, 429, 500...599: return .retry(failure, after: RetryAfter.read(reply, now: now))
        default: return .permanent(failure)
        }
    }

    /// The remote's words: the message of its JSON in the usual places, else its text.
    var message: String {
        guard let json else { return reply.body.isEmpty ? "HTTP \(status)" : String(text.prefix(2000)) }
        return Self.message(in: json, depth: 0) ?? String(text.prefix(2000))
    }

    private static func message(in value: JSONValue, depth: Int) -> String? {
        guard depth < 4 else { return nil }
        switch value {
        case .string(let text): return text.isEmpty ? nil : text
        case .array(let elements): return elements.first.flatMap { message(in: $0, depth: depth + 1) }
        case .object:
            for name in ["message", "detail", "error_description", "error", "errors", "title"] {
                if let member = value[name], let text = message(in: member, depth: depth + 1) { return text }
            }
            return nil
        default: return nil
        }
    }

    static func explanation(of status: Int, at name: String) -> Explanation {
        let retried = "callboard tries again by itself; nothing to do unless it goes on."
        switch status {
        case 300..<400:
            return Explanation(
                "'\(name)' answered with a redirect, which callboard does not follow.",
                "Put the address it redirects to into callboard.json5 or the workflow, then retry (R)."
            )
        case 400, 422:
            return Explanation(
                "'\(name)' does not accept what this request holds.",
                "Read its message, edit this request (E) and retry (R); then correct the workflow."
            )
        case 401:
            return Explanation(
                "'\(name)' does not accept callboard's secret.",
                "Replace the secret where it is kept, then retry the group (R)."
            )
        case 403:
            return Explanation(
                "The secret is known there, but may not do this.",
                "Widen what the secret may do in the settings of '\(name)', then retry the group (R)."
            )
        case 404, 410:
            return Explanation(
                "What this request is about is not there.",
                "Check the ids and the URL in the workflow, then retry (R)."
            )
        case 409:
            return Explanation(
                "It is at odds with what is there already.",
                "Look at the record in '\(name)', then edit this request (E) or discard it (D)."
            )
        case 413:
            return Explanation("The request is too large for '\(name)'.", "Send fewer fields, then retry (R).")
        case 408: return Explanation("'\(name)' waited too long for the request.", retried)
        case 429: return Explanation("'\(name)' asks for fewer requests.", "\(retried) Lower rate if it does.")
        case 500..<600: return Explanation("'\(name)' has trouble of its own.", retried)
        default:
            return Explanation(
                "'\(name)' refused the request with status \(status).",
                "Read its message, edit this request (E) and retry (R)."
            )
        }
    }
}
