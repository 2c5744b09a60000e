extension ConfigurationDecoding {
    /// The keys that every step may have, whatever it does.
    static let stepKeys = ["id", "title", "action", "destination", "onSuccess", "onFailure"]

    /// What a step of the action `http.request` sends.
    ///
    /// Keys: `destination`, `method`, `url`, `headers`, and one of `body` (an object or list is JSON, text is text) and
    /// `form`.
    mutating func decodeRequestAction(_ object: ConfigurationObject, operation: Operation) -> RequestAction? {
        checkNames(object, Self.stepKeys + ["method", "url", "headers", "body", "form"])
        var destination = ""
        text(object, "destination", limit: 64) { destination = $0 }
        var method = "POST"
        text(object, "method", limit: 16) { method = $0 }
        if let node = object["method"], !RequestAction.methods.contains(method) {
            fail(at: node.offset, key: object.key(of: "method"), "expected one of \(RequestAction.methodNames)")
        }
        let url = template(object, "url")
        if object["url"] == nil {
            fail(at: object.offset, key: object.key(of: "url"), "missing; expected a URL such as '/contacts'")
        }
        let headers = headerTemplates(object, "headers")
        let body = decodeBody(object)
        guard let url else { return nil }
        let isSafe = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].contains(method)
        return RequestAction(
            operation: operation,
            destination: destination,
            method: method,
            url: url,
            headers: headers,
            body: body,
            repeatability: isSafe ? .safe : .keyed
        )
    }

    /// The body under `body` or `form`.
    mutating func decodeBody(_ object: ConfigurationObject) -> BodyTemplate {
        if let node = object["form"] {
            if object["body"] != nil {
                fail(at: node.offset, key: object.key(of: "form"), "a request has one body; give either body or form")
            }
            return .form(pairTemplates(object, "form"))
        }
        guard let node = object["body"] else { return .none }
        let key = object.key(of: "body")
        if case .string = node.value { return template(node, key: key).map(BodyTemplate.text) ?? .none }
        return jsonTemplate(node, key: key).map(BodyTemplate.json) ?? .none
    }
}
