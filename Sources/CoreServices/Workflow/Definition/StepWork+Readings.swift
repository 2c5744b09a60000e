extension StepWork {
    /// The roots that its templates read, so that nothing else need be made ready; a decision reads earlier steps.
    var readRoots: Set<String> {
        switch self {
        case .decision: ["steps"]
        case .contact, .request: Set(templates.flatMap { $0.paths.compactMap(\.names.first) })
        }
    }

    /// Whether it reads what callboard itself keeps of the person.
    var readsContactRecord: Bool {
        templates.contains { template in
            template.paths.contains { path in
                path.names.first == "contact"
                    && (path.names.count < 2 || ["tags", "properties"].contains(path.names[1]))
            }
        }
    }

    private var templates: [Template] {
        switch self {
        case .decision: []
        case .contact(let change): change.addTags + change.removeTags + change.setProperties.values
        case .request(let action): [action.url] + action.headers.map(\.value) + action.body.templates
        }
    }
}

extension BodyTemplate {
    fileprivate var templates: [Template] {
        switch self {
        case .none: []
        case .json(let json): json.templates
        case .form(let pairs): pairs.map(\.value)
        case .text(let template): [template]
        }
    }
}

extension JSONTemplate {
    fileprivate var templates: [Template] {
        switch self {
        case .value: []
        case .template(let template): [template]
        case .array(let elements): elements.flatMap(\.templates)
        case .object(let members): members.flatMap(\.value.templates)
        }
    }
}
