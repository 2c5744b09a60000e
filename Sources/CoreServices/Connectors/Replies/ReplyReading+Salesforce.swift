extension ReplyReading {
    /// Salesforce: errors are an array of `message`, `errorCode` and perhaps `fields`; 300 means several records.
    ///
    /// Source: developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
    var salesforce: StepOutcome {
        if status == 300 {
            return .permanent(
                failure(
                    code: "MULTIPLE_RECORDS",
                    message: "\(Self.list(json).count) records hold this external id",
                    cause: "Several Salesforce records hold the same external id, so that none of them is the one.",
                    remedy: "Merge them in Salesforce or mark the field as unique, then retry (R)."
                )
            )
        }
        if isSuccess {
            // A create or upsert tells of its own success besides the status.
            guard json?["success"] == .bool(false) else { return success() }
        }
        let error = Self.list(json).first ?? Self.list(json?["errors"]).first ?? json
        let code = error?["errorCode"]?.string ?? error?["statusCode"]?.string
        let message = error?["message"]?.string ?? self.message
        guard let code else { return isSuccess ? success() : generic }
        return salesforce(code: code, message: message, fields: Self.list(error?["fields"]).compactMap(\.string))
    }

    private func salesforce(code: String, message: String, fields: [String]) -> StepOutcome {
        if code == "DUPLICATES_DETECTED" { return success(note: "already a lead: Salesforce holds this record") }
        let explanation = Self.salesforceExplanation(code, fields: fields.map { line($0, limit: 80) })
        let failure = failure(
            code: code,
            message: message,
            cause: explanation?.cause ?? Self.explanation(of: status, at: destination.name).cause,
            remedy: explanation?.remedy ?? Self.explanation(of: status, at: destination.name).remedy,
            concernsWholeDestination: code == "REQUEST_LIMIT_EXCEEDED" || status == 503
        )
        switch code {
        // The allowance counts the last 24 hours, so that some of it comes back every while.
        case "REQUEST_LIMIT_EXCEEDED": return .retry(failure, after: RetryAfter.read(reply, now: now) ?? .seconds(1800))
        case "UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE": return .retry(failure, after: RetryAfter.read(reply, now: now))
        case "INVALID_SESSION_ID" where hasRenewableToken: return .reauthorise(failure)
        default: break
        }
        switch status {
        case 401 where hasRenewableToken: return .reauthorise(failure)
        case 408, 425, 429, 500...599: return .retry(failure, after: RetryAfter.read(reply, now: now))
        default: return .permanent(failure)
        }
    }

    private static func salesforceExplanation(_ code: String, fields: [String]) -> Explanation? {
        let edit = "edit this request (E) and retry (R)"
        let field = fields.isEmpty ? "a field" : fields.joined(separator: ", ")
        switch code {
        case "REQUIRED_FIELD_MISSING":
            return Explanation(
                "Salesforce wants \(field) and the request sends none.",
                "Map a default for \(field) in the workflow, or \(edit)."
            )
        case "INVALID_FIELD":
            return Explanation(
                "Salesforce does not know a field of this request, or hides it from this user.",
                "Check the field's API name and who may see it; correct the workflow, then \(edit)."
            )
        case "INVALID_EMAIL_ADDRESS":
            return Explanation(
                "The address is not one that Salesforce accepts.",
                "Correct it: \(edit), or discard it (D)."
            )
        case "STRING_TOO_LONG":
            return Explanation("The text for \(field) is longer than the field.", "Shorten it: \(edit).")
        case "MALFORMED_ID", "INVALID_ID_FIELD", "INVALID_CROSS_REFERENCE_KEY":
            return Explanation(
                "An id in this request is no Salesforce id.",
                "Check where the workflow takes it from; \(edit)."
            )
        case "FIELD_CUSTOM_VALIDATION_EXCEPTION":
            return Explanation(
                "A validation rule of this Salesforce organisation refuses the record.",
                "Read the message, which its administrator wrote; \(edit)."
            )
        case "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST":
            return Explanation(
                "\(field == "a field" ? "A picklist" : field) takes only the values on its list.",
                "Add the value to the picklist in Salesforce, or map another; then retry the group (R)."
            )
        case "REQUEST_LIMIT_EXCEEDED":
            return Explanation(
                "The organisation has used up its requests of the last 24 hours.",
                "callboard waits and goes on by itself; ask the administrator for a higher limit if it is urgent."
            )
        case "UNABLE_TO_LOCK_ROW":
            return Explanation("Somebody else is changing the record.", "callboard tries again by itself.")
        case "SERVER_UNAVAILABLE":
            return Explanation("Salesforce is not available.", "callboard tries again by itself.")
        case "INVALID_SESSION_ID":
            return Explanation(
                "The access token is not good any more.",
                "callboard fetches another; if it goes on, check the client in Salesforce."
            )
        case "NOT_FOUND", "ENTITY_IS_DELETED":
            return Explanation(
                "The record, object or address is not there.",
                "Check the object's API name, the id and apiVersion; then retry (R)."
            )
        case "INSUFFICIENT_ACCESS_OR_READONLY", "INSUFFICIENT_ACCESS", "API_DISABLED_FOR_ORG":
            return Explanation(
                "The integration user may not do this.",
                "Give that user the permission in Salesforce, then retry the group (R)."
            )
        case "DUPLICATE_VALUE":
            return Explanation(
                "Another record holds a value that must be unique.",
                "Use salesforce.upsert instead of create, or discard this (D)."
            )
        case "MALFORMED_QUERY":
            return Explanation("The query is not SOQL.", "Correct where or soql in the workflow, then retry (R).")
        case "JSON_PARSER_ERROR":
            return Explanation("A value has another type than its field.", "Correct the value: \(edit).")
        default: return nil
        }
    }
}
