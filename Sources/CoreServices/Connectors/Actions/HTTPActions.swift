/// Requests to any server, and a sponsor's own webhook.
extension ConfigurationDecoding {
    private enum RepeatabilityChoice: String, CaseIterable {
        case safe, keyed, no
    }

    /// Keys: `method`, `url`, `headers`, one of `body` and `form`, `repeatable`.
    mutating func decodeHTTPRequest(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["method", "url", "headers", "body", "form", "repeatable"])
        var method = "POST"
        text(object, "method", limit: 16) { method = $0 }
        if let node = object["method"], !RequestAction.methods.contains(method) {
            fail(at: node.offset, key: object.key(of: "method"), "expected one of \(RequestAction.methodNames)")
        }
        let url = url(step, or: nil)
        let headers = headerTemplates(object, "headers")
        let body = decodeBody(object)
        let isSafe = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].contains(method)
        let repeatability = repeatability(object, or: isSafe ? .safe : .no)
        guard let url else { return nil }
        return step.action(method, url, headers: headers, body: body, repeatability)
    }

    /// Keys: `url`, `headers`, `body`, `repeatable`. Without them it posts the contact, the card and the event.
    mutating func decodeSponsorWebhook(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["url", "headers", "body", "repeatable"])
        let url = url(step, or: Connector.destinationMark)
        let headers = headerTemplates(object, "headers")
        var body = decodeBody(object)
        if object["body"] == nil {
            let parts = ["contact", "form_fields", "card", "site", "sponsor", "event"].compactMap { name in
                (try? Template(parsing: "{{ \(name) | json }}")).map { (name, JSONTemplate.template($0)) }
            }
            body = .json(Self.object(parts))
        }
        // A receiver that checks Standard Webhooks knows a message by its id.
        let isSigned = if case .standardWebhooks = step.destination.authorisation { true } else { false }
        let repeatability = repeatability(object, or: isSigned ? .keyed : .no)
        guard let url else { return nil }
        return step.action("POST", url, headers: headers, body: body, repeatability)
    }

    /// The template under `url`: a path of the destination, or a whole URL where no secret of another server's goes along.
    private mutating func url(_ step: ActionStep, or fallback: String?) -> Template? {
        let object = step.object
        let key = object.key(of: "url")
        guard let node = object["url"] else {
            if let fallback { return Template(literal: fallback) }
            fail(at: object.offset, key: key, "missing; expected a URL such as '/contacts'")
            return nil
        }
        guard let url = template(object, "url") else { return nil }
        let source = url.source
        let isWhole = source.hasPrefix("https://") || source.hasPrefix("http://")
        if source.hasPrefix("/") || source.hasPrefix(Connector.destinationMark), !source.hasPrefix("{{") {
            if step.destination.baseURL.isEmpty {
                fail(at: node.offset, key: key, "'\(step.destination.name)' has no url; write the whole URL here")
            }
        } else if !isWhole, !source.hasPrefix("{{") {
            fail(at: node.offset, key: key, "expected a path that begins with '/', or a whole URL")
        } else if step.destination.authorisation != .none, !isSameServer(source, step.destination) {
            let server = URLOrigin(step.destination.baseURL)?.text ?? ""
            fail(at: node.offset, key: key, "leads away from \(server), whose secret must not go there; use a path")
        }
        return url
    }

    private func isSameServer(_ source: String, _ destination: DestinationConfiguration) -> Bool {
        guard let base = URLOrigin(destination.baseURL) else { return false }
        return source == base.text || source.hasPrefix("\(base.text)/") || source.hasPrefix("\(base.text)?")
    }

    private mutating func repeatability(
        _ object: ConfigurationObject,
        or fallback: RepeatabilityChoice
    ) -> Repeatability {
        switch choice(object, "repeatable", RepeatabilityChoice.self) ?? fallback {
        case .safe: .safe
        case .keyed: .keyed
        case .no: .unsafe(reason: "may be carried out a second time")
        }
    }
}
