extension StepWork {
    /// Every template of the step.
    var templates: [Template] {
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
