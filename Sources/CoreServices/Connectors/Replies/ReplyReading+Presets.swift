extension ReplyReading {
    /// Klaviyo: JSON:API errors with `code`, `title`, `detail` and where in the request.
    ///
    /// Source: developers.klaviyo.com/en/docs/rate_limits_and_error_handling
    var klaviyo: StepOutcome {
        guard !isSuccess, let error = Self.list(json?["errors"]).first else {
            return status == 202 ? success(note: "queued") : generic
        }
        let pointer = error["source"]?["pointer"]?.string
        let words = error["detail"]?.string ?? error["title"]?.string ?? "HTTP \(status)"
        let message = pointer.map { "\(words) (\($0))" } ?? words
        let explanation =
            status == 409
            ? Explanation("Another profile holds this address or id.", "Merge the profiles in Klaviyo, then retry (R).")
            : nil
        return generic(code: error["code"]?.string, message: message, explanation: explanation)
    }

    /// Segment: 200 and `{"success":true}`, for a wrong key and the wrong region too.
    ///
    /// Source: segment.com/docs/connections/sources/catalog/libraries/server/http-api/
    var segment: StepOutcome {
        guard isSuccess, json?["success"] == .bool(false) else {
            let tooLarge = Explanation(
                "Segment takes at most 32 KB a call, and only JSON.",
                "Send fewer properties: edit this request (E) and retry (R)."
            )
            return generic(code: nil, message: message, explanation: status == 400 ? tooLarge : nil)
        }
        return .permanent(
            failure(
                code: "refused",
                message: message,
                cause: "Segment refused the call inside a success.",
                remedy: "Read its message, edit this request (E) and retry (R)."
            )
        )
    }

    /// Airtable: `error` is an object with `type` and `message`, or a text alone.
    ///
    /// Source: airtable.com/developers/web/api/errors
    var airtable: StepOutcome {
        guard !isSuccess else { return success() }
        let error = json?["error"]
        let code = error?["type"]?.string ?? error?.string
        let message = error?["message"]?.string ?? error?.string ?? self.message
        let outcome = generic(code: code, message: message, explanation: code.flatMap { Self.airtableExplanations[$0] })
        // Who asks too often is not heard for 30 seconds, and the reply does not say so.
        if status == 429, case .retry(let failure, nil) = outcome { return .retry(failure, after: .seconds(30)) }
        return outcome
    }

    private static let airtableExplanations: [String: Explanation] = [
        "NOT_FOUND": Explanation("The base or table is not there.", "Check baseID and table, then retry (R)."),
        "TABLE_NOT_FOUND": Explanation("The table is not there.", "Check table in the workflow, then retry (R)."),
        "UNKNOWN_FIELD_NAME": Explanation(
            "The table has no such field.",
            "Correct the field's name in the workflow, or add it in Airtable; then retry (R)."
        ),
        "INVALID_VALUE_FOR_COLUMN": Explanation(
            "A field does not take this value.",
            "Correct the value: edit this request (E) and retry (R)."
        ),
        "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND": Explanation(
            "The token may not write there, or base and table are wrong.",
            "Check baseID and table, and the token's scope data.records:write; then retry the group (R)."
        ),
        "AUTHENTICATION_REQUIRED": Explanation(
            "Airtable does not accept the token.",
            "Make a new one, put it in its place, then retry the group (R)."
        ),
    ]

    /// Slack: plain text, `ok` or the name of an error.
    ///
    /// Source: docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    var slack: StepOutcome {
        guard !isSuccess else { return success() }
        let word = line(text, limit: 80)
        let isCode = !word.isEmpty && word.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == UInt8(ascii: "_") }
        return generic(
            code: isCode ? word : nil,
            message: word.isEmpty ? "HTTP \(status)" : message,
            explanation: Self.slackExplanations[word]
        )
    }

    private static let slackNewURL = "Make a new webhook in Slack, put its URL in its place, then retry the group (R)."

    private static let slackExplanations: [String: Explanation] = [
        "invalid_payload": Explanation("Slack cannot read the message.", "Edit this request (E) and retry (R)."),
        "no_text": Explanation("The message is empty.", "Give the message a text, then retry (R)."),
        "action_prohibited": Explanation(
            "The workspace's administrator does not allow this.",
            "Ask for the permission, then retry the group (R)."
        ),
        "invalid_token": Explanation("The webhook was withdrawn.", slackNewURL),
        "no_service": Explanation("The webhook was removed or disabled.", slackNewURL),
        "channel_not_found": Explanation("The webhook's channel is gone.", slackNewURL),
        "channel_is_archived": Explanation(
            "The webhook's channel is archived.",
            "Restore the channel in Slack, then retry the group (R)."
        ),
    ]
}
