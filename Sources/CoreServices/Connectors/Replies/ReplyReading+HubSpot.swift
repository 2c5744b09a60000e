extension ReplyReading {
    /// HubSpot: errors carry `category`; 207 means that items of a batch failed inside a success.
    ///
    /// Source: developers.hubspot.com/docs/api-reference/crm-contacts-v3/
    var hubSpot: StepOutcome {
        if status == 207 || isSuccess && !Self.list(json?["errors"]).isEmpty {
            guard let error = Self.list(json?["errors"]).first else { return success() }
            let code = error["category"]?.string ?? "partial"
            return .permanent(
                failure(
                    code: code,
                    message: error["message"]?.string ?? "a contact of the batch was refused",
                    cause: Self.hubSpotExplanations[code]?.cause ?? "HubSpot refused the contact inside a success.",
                    remedy: Self.hubSpotExplanations[code]?.remedy ?? "Edit this request (E) and retry (R)."
                )
            )
        }
        guard !isSuccess, let category = json?["category"]?.string else { return generic }
        let outcome = generic(
            code: category,
            message: json?["message"]?.string ?? category,
            explanation: Self.hubSpotExplanations[category]
        )
        // Two upserts of one person at the same moment collide; the second finds the contact when it comes again.
        if status == 409, case .permanent(let failure) = outcome { return .retry(failure, after: nil) }
        return outcome
    }

    private static let hubSpotExplanations: [String: Explanation] = [
        "VALIDATION_ERROR": Explanation(
            "HubSpot does not accept a property or its value.",
            "Read the message; correct the property: edit this request (E) and retry (R)."
        ),
        "CONFLICT": Explanation(
            "A contact with this address was made at the same moment.",
            "callboard tries again by itself; if it goes on, merge the contacts in HubSpot."
        ),
        "RATE_LIMITS": Explanation(
            "HubSpot asks for fewer requests.",
            "callboard tries again by itself; lower rate if it goes on."
        ),
        "MISSING_SCOPES": Explanation(
            "The private app may not write contacts.",
            "Add the scope crm.objects.contacts.write to it, then retry the group (R)."
        ),
        "INVALID_AUTHENTICATION": Explanation(
            "HubSpot does not accept the token.",
            "Make a new one, put it in its place, then retry the group (R)."
        ),
    ]
}
