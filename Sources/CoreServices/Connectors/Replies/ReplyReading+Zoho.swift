extension ReplyReading {
    /// Zoho CRM: each record of a reply has its own `status` and `code`, inside a success too.
    ///
    /// Source: zoho.com/crm/developer/docs/api/v6/upsert-records.html
    var zoho: StepOutcome {
        let record = Self.list(json?["data"]).first ?? json
        let code = record?["code"]?.string
        if isSuccess {
            guard record?["status"]?.string == "error" else { return success() }
        }
        guard let code else { return generic }
        let detail = record?["details"]?["api_name"]?.string ?? record?["details"]?["expected_data_type"]?.string
        let message = "\(record?["message"]?.string ?? code)\(detail.map { " (\($0))" } ?? "")"
        let explanation = Self.zohoExplanations[code]
        if isSuccess {
            return .permanent(
                failure(
                    code: code,
                    message: message,
                    cause: explanation?.cause ?? "Zoho refused the record inside a success.",
                    remedy: explanation?.remedy ?? "Read its message, edit this request (E) and retry (R)."
                )
            )
        }
        return generic(code: code, message: message, explanation: explanation)
    }

    private static let zohoExplanations: [String: Explanation] = [
        "MANDATORY_NOT_FOUND": Explanation(
            "Zoho wants a field that the request does not send.",
            "Map a default for it in the workflow, or edit this request (E) and retry (R)."
        ),
        "INVALID_DATA": Explanation(
            "Zoho does not accept the value of a field.",
            "Correct it: edit this request (E) and retry (R)."
        ),
        "DUPLICATE_DATA": Explanation(
            "Another record holds a value that must be unique.",
            "Name that field in duplicateCheckFields, then retry (R)."
        ),
        "INVALID_TOKEN": Explanation(
            "The access token is not good any more.",
            "callboard fetches another; if it goes on, make a new refresh token."
        ),
        "OAUTH_SCOPE_MISMATCH": Explanation(
            "The token may not write this module.",
            "Make a refresh token with the scope ZohoCRM.modules.ALL, then retry the group (R)."
        ),
        "INVALID_MODULE": Explanation(
            "Zoho does not know this module.",
            "Correct module in the workflow, then retry (R)."
        ),
    ]
}
