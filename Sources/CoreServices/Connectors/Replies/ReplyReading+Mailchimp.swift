extension ReplyReading {
    /// Mailchimp: errors are problem documents with `title`, `detail` and perhaps `errors` for single fields.
    ///
    /// Source: mailchimp.com/developer/marketing/docs/errors/
    var mailchimp: StepOutcome {
        guard !isSuccess, let title = json?["title"]?.string else { return generic }
        var message = json?["detail"]?.string ?? title
        for error in Self.list(json?["errors"]).prefix(3) {
            guard let text = error["message"]?.string else { continue }
            message += "; \(error["field"]?.string ?? "")\(error["field"] == nil ? "" : ": ")\(text)"
        }
        return generic(code: title, message: message, explanation: Self.mailchimpExplanations[title])
    }

    private static let mailchimpExplanations: [String: Explanation] = [
        "Member Exists": Explanation("The person is on the list already.", "Nothing is lost; discard this (D)."),
        "Invalid Resource": Explanation(
            "Mailchimp does not accept the address or a field.",
            "Correct it: edit this request (E) and retry (R), or discard it (D)."
        ),
        "Forgotten Email Not Subscribed": Explanation(
            "The person was deleted for good and may only come back by a sign-up form of Mailchimp's own.",
            "Discard this (D); send the person a sign-up form if they ask."
        ),
        "Member In Compliance State": Explanation(
            "The person unsubscribed, bounced or complained, and cannot be subscribed for them.",
            "Discard this (D); only the person can come back, by a sign-up form."
        ),
        "API Key Invalid": Explanation(
            "The key is wrong, was revoked, or belongs to another data centre.",
            "Make a new key in Mailchimp, put it in its place, then retry the group (R)."
        ),
        "Resource Not Found": Explanation(
            "The list is not there, or a person to be tagged is not on it.",
            "Check listID; subscribe the person before tagging, then retry (R)."
        ),
        "Too Many Requests": Explanation(
            "More than 10 requests at once reached Mailchimp from this account.",
            "callboard tries again by itself; lower concurrency if other programs use the account too."
        ),
        "User Disabled": Explanation("The account is closed.", "Reopen it in Mailchimp, then retry the group (R)."),
        "Internal Server Error": Explanation("Mailchimp has trouble of its own.", "callboard tries again by itself."),
    ]
}
