import Primitives

extension ConfigurationDecoding {
    /// One step and what is needed to check it against the others.
    private struct Decoded {
        var step: StepDefinition?
        var id: String
        var object: ConfigurationObject
        var readings: [StepReading]
    }

    /// The steps of a workflow, in the order of the file and without cycles: a route leads only to a later one.
    mutating func decodeSteps(_ root: ConfigurationObject) -> [StepDefinition] {
        guard let node = root["steps"] else {
            fail(at: root.offset, key: "steps", "missing; a workflow needs at least one step")
            return []
        }
        guard let nodes = list(root, "steps") else { return [] }
        if nodes.isEmpty { fail(at: node.offset, key: "steps", "expected at least one step, found none") }
        guard nodes.count <= Self.stepLimit else {
            fail(at: node.offset, key: "steps", "expected at most \(Self.stepLimit) steps, found \(nodes.count)")
            return []
        }
        let ids = nodes.map(Self.id)
        var decoded: [Decoded] = []
        for (index, node) in nodes.enumerated() {
            guard let object = object(node, key: "steps[\(index)]") else { continue }
            stepReadings = []
            let step = decodeStep(object, index: index, ids: ids)
            decoded.append(Decoded(step: step, id: ids[index] ?? "", object: object, readings: stepReadings))
        }
        let steps = decoded.compactMap(\.step)
        if steps.count == nodes.count { checkOrder(decoded, steps) }
        return steps
    }

    /// More are a mistake, and checking their routes costs their square.
    private static let stepLimit = 100

    private static func id(_ node: JSON5Node) -> String? {
        guard case .object(let members) = node.value, let id = members.first(where: { $0.name == "id" })?.node,
            case .string(let text) = id.value
        else { return nil }
        return text
    }

    private mutating func decodeStep(_ object: ConfigurationObject, index: Int, ids: [String?]) -> StepDefinition? {
        let id = decodeID(object, index: index, ids: ids)
        let work = decodeWork(object)
        var title = work.map { Self.title(of: $0) } ?? ""
        text(object, "title", limit: 80) { title = $0 }
        let next = ids.indices.contains(index + 1) ? ids[index + 1].map(StepRoute.step) ?? .end : .end
        let isDecision = if case .decision = work { true } else { false }
        let onSuccess = decodeRoute(object, "onSuccess", index: index, ids: ids) ?? next
        let onFailure = decodeRoute(object, "onFailure", index: index, ids: ids) ?? (isDecision ? .end : nil)
        guard let id, let work else { return nil }
        return StepDefinition(id: id, title: title, work: work, onSuccess: onSuccess, onFailure: onFailure)
    }

    private mutating func decodeID(_ object: ConfigurationObject, index: Int, ids: [String?]) -> String? {
        guard let node = object["id"] else {
            fail(at: object.offset, key: object.key(of: "id"), "missing; a step needs an id, such as 'create'")
            return nil
        }
        guard let id = text(node, key: object.key(of: "id"), limit: 64) else { return nil }
        let isPlain = id.utf8.allSatisfy { byte in
            HeaderTemplate.isNameByte(byte) && !"!#$%&'*+.^`|~".utf8.contains(byte)
        }
        if !isPlain || id == "end" {
            let expected = "expected letters, digits, '-' and '_', and not the word end, which ends a run"
            fail(at: node.offset, key: object.key(of: "id"), expected)
            return nil
        }
        if ids[..<index].contains(id) {
            fail(at: node.offset, key: object.key(of: "id"), "the step '\(id)' is given twice; rename one")
        }
        return id
    }

    private mutating func decodeWork(_ object: ConfigurationObject) -> StepWork? {
        let names = ["contact.update", "decision"] + Operation.allCases.map(\.rawValue)
        let key = object.key(of: "action")
        guard let node = object["action"] else {
            fail(at: object.offset, key: key, "missing; expected one of \(names.joined(separator: ", "))")
            return nil
        }
        guard let name = text(node, key: key, limit: 64) else { return nil }
        switch name {
        case "contact.update": return decodeContactChange(object).map(StepWork.contact)
        case "decision": return decodeDecision(object).map(StepWork.decision)
        default: break
        }
        guard let operation = Operation(rawValue: name) else {
            let suggestion =
                NearestName.find(name, among: names).map { "did you mean '\($0)'" }
                ?? "expected one of \(names.joined(separator: ", "))"
            fail(at: node.offset, key: key, "there is no action '\(name)'; \(suggestion)")
            return nil
        }
        checkDestination(object)
        return decodeRequestAction(object, operation: operation).map(StepWork.request)
    }

    private mutating func checkDestination(_ object: ConfigurationObject) {
        let names = defaults.destinations.map(\.name)
        let key = object.key(of: "destination")
        guard let node = object["destination"] else {
            fail(at: object.offset, key: key, "missing; expected the name of a destination of callboard.json5")
            return
        }
        guard case .string(let name) = node.value, !names.contains(name) else { return }
        let known = names.isEmpty ? "callboard.json5 names none" : "there are \(names.joined(separator: ", "))"
        let suggestion = NearestName.find(name, among: names).map { "did you mean '\($0)'" } ?? known
        fail(at: node.offset, key: key, "there is no destination '\(name)'; \(suggestion)")
    }

    private mutating func decodeDecision(_ object: ConfigurationObject) -> Filter? {
        checkNames(object, ["id", "title", "action", "onSuccess", "onFailure", "where"])
        guard object["where"] != nil else {
            let expected = "missing; expected a filter, such as 'steps.lookup.body.totalSize:0'"
            fail(at: object.offset, key: object.key(of: "where"), expected)
            return nil
        }
        return filter(object, "where", allowsSteps: true)
    }

    private mutating func decodeContactChange(_ object: ConfigurationObject) -> ContactChange? {
        checkNames(
            object,
            ["id", "title", "action", "onSuccess", "onFailure", "addTags", "removeTags", "setProperties"]
        )
        var change = ContactChange()
        change.addTags = tagTemplates(object, "addTags")
        change.removeTags = tagTemplates(object, "removeTags")
        for pair in pairTemplates(object, "setProperties") { change.setProperties[pair.name] = pair.value }
        if ["addTags", "removeTags", "setProperties"].allSatisfy({ object[$0] == nil }) {
            fail(at: object.offset, key: object.key, "changes nothing; give addTags, removeTags or setProperties")
        }
        return change
    }

    private mutating func tagTemplates(_ object: ConfigurationObject, _ name: String) -> [Template] {
        var templates: [Template] = []
        for (index, node) in (list(object, name) ?? []).enumerated() {
            let key = "\(object.key(of: name))[\(index)]"
            if let template = template(node, key: key) { templates.append(template) }
        }
        return templates
    }

    private static func title(of work: StepWork) -> String {
        switch work {
        case .request(let action): "\(action.operation.rawValue) \(action.destination)"
        case .contact: "Update contact"
        case .decision(let filter): "Is \(filter.text)?"
        }
    }

    private mutating func decodeRoute(
        _ object: ConfigurationObject,
        _ name: String,
        index: Int,
        ids: [String?]
    ) -> StepRoute? {
        guard let node = object[name], let id = text(node, key: object.key(of: name), limit: 64) else { return nil }
        if id == "end" { return .end }
        guard let target = ids.firstIndex(of: id) else {
            let names = ids.compactMap { $0 } + ["end"]
            let suggestion =
                NearestName.find(id, among: names).map { "did you mean '\($0)'" }
                ?? "expected 'end' or one of \(names.dropLast().joined(separator: ", "))"
            fail(at: node.offset, key: object.key(of: name), "there is no step '\(id)'; \(suggestion)")
            return nil
        }
        guard target > index else {
            let message = "leads back to '\(id)', and a run only goes forward; name a later step or 'end'"
            fail(at: node.offset, key: object.key(of: name), message)
            return nil
        }
        return .step(id)
    }

    /// Every step can be reached, and reads only of steps that can have run before it.
    private mutating func checkOrder(_ decoded: [Decoded], _ steps: [StepDefinition]) {
        // Routes lead forward only, so one pass in the order of the file finds all that lead to a step.
        var before: [String: Set<String>] = steps.first.map { [$0.id: []] } ?? [:]
        for step in steps {
            guard let known = before[step.id] else { continue }
            for case .step(let target)? in [step.onSuccess, step.onFailure] {
                before[target, default: []].formUnion(known.union([step.id]))
            }
        }
        for (item, step) in zip(decoded, steps) {
            guard let known = before[step.id] else {
                let message = "no route leads to the step '\(step.id)'; route to it or remove it"
                fail(at: item.object.offset, key: item.object.key, message)
                continue
            }
            for reading in item.readings where !known.contains(reading.step) {
                let message =
                    steps.contains { $0.id == reading.step }
                    ? "reads the step '\(reading.step)', which cannot have run before this one"
                    : "reads the step '\(reading.step)', which is not there"
                fail(at: reading.offset, key: reading.key, message)
            }
        }
    }
}
