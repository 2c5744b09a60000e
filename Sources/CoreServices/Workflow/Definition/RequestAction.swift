/// A request to a destination, with its templates read and checked.
///
/// Every connector's action and every preset comes down to this when its file is loaded, so that rendering, dry runs
/// and editing are the same for all of them.
package struct RequestAction: Sendable, Equatable {
    /// Which action it is, such as `salesforce.create`; decides how the reply is read.
    package var operation: Operation
    /// The configured destination, by name.
    package var destination: String
    package var method: String
    /// Relative to the destination's base address when it begins with `/`, otherwise a whole URL.
    package var url: Template
    package var headers: [HeaderTemplate]
    package var body: BodyTemplate
    /// Whether doing it twice does harm.
    package var repeatability: Repeatability

    package init(
        operation: Operation,
        destination: String,
        method: String,
        url: Template,
        headers: [HeaderTemplate] = [],
        body: BodyTemplate = .none,
        repeatability: Repeatability
    ) {
        self.operation = operation
        self.destination = destination
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.repeatability = repeatability
    }
}

/// One header whose value is a template; rendering refuses values with line breaks.
package struct HeaderTemplate: Sendable, Equatable {
    package var name: String
    package var value: Template

    package init(name: String, value: Template) {
        self.name = name
        self.value = value
    }
}

/// A request body before its values are put in.
package indirect enum BodyTemplate: Sendable, Equatable {
    case none
    /// A tree whose strings are templates; sent as `application/json`.
    case json(JSONTemplate)
    /// Name and value pairs; sent as `application/x-www-form-urlencoded`.
    case form([HeaderTemplate])
    /// Text as it is, values put in as they are written.
    case text(Template)
}

/// JSON whose strings are templates.
package indirect enum JSONTemplate: Sendable, Equatable {
    /// Whatever holds no template.
    case value(JSONValue)
    case template(Template)
    case array([JSONTemplate])
    /// In the order written.
    case object([JSONTemplateMember])
}

package struct JSONTemplateMember: Sendable, Equatable {
    package var name: String
    package var value: JSONTemplate

    package init(name: String, value: JSONTemplate) {
        self.name = name
        self.value = value
    }
}

/// Whether a request may be sent again when nobody knows what became of the first one.
package enum Repeatability: Sendable, Equatable {
    /// The second one changes nothing, as with a PUT or an upsert.
    case safe
    /// The remote knows the second one by its idempotency key.
    case keyed
    /// It may do harm; `reason` says which: `may create a second Lead`.
    case unsafe(reason: String)

    package var isSafe: Bool {
        if case .unsafe = self { false } else { true }
    }
}
