import Primitives

/// Reading of a workflow's file; `defaults` is the configuration whose destinations it may use.
extension ConfigurationDecoding {
    /// The workflow; complete only when `errors` is empty afterwards.
    mutating func decodeWorkflow() -> WorkflowDefinition? {
        let root: JSON5Node
        do {
            root = try JSON5Reader.read(bytes)
        } catch {
            fail(at: error.offset, key: "", error.message)
            return nil
        }
        guard let object = object(root, key: "") else { return nil }
        checkNames(object, ["name", "summary", "trigger", "scope", "where", "steps"])
        var name = ""
        text(object, "name", limit: 80) { name = $0 }
        if object["name"] == nil { fail(at: object.offset, key: "name", "missing; a workflow needs a name") }
        var summary = ""
        text(object, "summary", limit: 300) { summary = $0 }
        let trigger = decodeTrigger(object)
        let scope = decodeScope(object)
        let condition = filter(object, "where", allowsSteps: false) ?? .everything
        let steps = decodeSteps(object)
        guard let trigger, !name.isEmpty, !steps.isEmpty, errors.isEmpty else { return nil }
        return WorkflowDefinition(
            name: name,
            summary: summary,
            trigger: trigger,
            scope: scope,
            condition: condition,
            steps: steps
        )
    }

    private mutating func decodeTrigger(_ object: ConfigurationObject) -> Trigger? {
        let names = (Trigger.all + [.leadsScheduled]).map(\.name)
        guard let node = object["trigger"] else {
            fail(at: object.offset, key: "trigger", "missing; expected one of \(names.joined(separator: ", "))")
            return nil
        }
        guard let name = text(node, key: "trigger", limit: 80) else { return nil }
        if let trigger = Trigger(alias: name) { return trigger }
        if name == Trigger.leadsScheduled.name { return .leadsScheduled }
        let suggestion =
            NearestName.find(name, among: names).map { "did you mean '\($0)'" }
            ?? "expected one of \(names.joined(separator: ", "))"
        fail(at: node.offset, key: "trigger", "there is no trigger '\(name)'; \(suggestion)")
        return nil
    }

    /// `'workspace'`, `{ site: '…' }` or `{ card: '…' }`.
    private mutating func decodeScope(_ object: ConfigurationObject) -> WorkflowScope {
        guard let node = object["scope"] else { return .workspace }
        if node.value == .string("workspace") { return .workspace }
        guard case .object(let members) = node.value else {
            let expected = "expected 'workspace', { site: 'Expo Hub' } or { card: 'Acme *' }"
            fail(at: node.offset, key: "scope", "\(expected), found \(node.kind)")
            return .workspace
        }
        let scope = ConfigurationObject(key: "scope", offset: node.offset, members: members)
        checkNames(scope, ["site", "card"])
        if members.count != 1 {
            fail(at: node.offset, key: "scope", "expected either site or card, found \(members.count) keys")
        }
        var result = WorkflowScope.workspace
        text(scope, "site", limit: 256) { result = .site($0) }
        text(scope, "card", limit: 256) { result = .card($0) }
        return result
    }

    /// The filter under `name`; `nil` when it is absent or wrong.
    mutating func filter(_ object: ConfigurationObject, _ name: String, allowsSteps: Bool) -> Filter? {
        guard let node = object[name] else { return nil }
        let key = object.key(of: name)
        guard let text = text(node, key: key, limit: 2000) else { return nil }
        do {
            let filter = try Filter(parsing: text, allowsSteps: allowsSteps)
            for term in filter.terms {
                guard case .stepPath(let path, _) = term.condition, let step = path.first else { continue }
                stepReadings.append(StepReading(step: step, offset: node.offset, key: key))
            }
            return filter
        } catch {
            // A filter counts what people take for one character, the file Unicode scalars.
            let before = text.prefix(error.column - 1).unicodeScalars.count
            fail(at: offset(ofScalar: before + 1, in: node), key: key, error.message)
            return nil
        }
    }
}
