import Primitives

/// Reading of single values: each method reports what is wrong and otherwise hands the value on.
extension ConfigurationDecoding {
    mutating func object(_ node: JSON5Node, key: String) -> ConfigurationObject? {
        guard case .object(let members) = node.value else {
            fail(at: node.offset, key: key, "expected an object { ... }, found \(node.kind)")
            return nil
        }
        return ConfigurationObject(key: key, offset: node.offset, members: members)
    }

    /// The object under `name`; `nil` when it is absent or something else.
    mutating func member(_ object: ConfigurationObject, _ name: String) -> ConfigurationObject? {
        object[name].flatMap { self.object($0, key: object.key(of: name)) }
    }

    /// The elements of the list under `name`; `nil` when it is absent or something else.
    mutating func list(_ object: ConfigurationObject, _ name: String) -> [JSON5Node]? {
        guard let node = object[name] else { return nil }
        guard case .array(let elements) = node.value else {
            fail(at: node.offset, key: object.key(of: name), "expected a list [ ... ], found \(node.kind)")
            return nil
        }
        return elements
    }

    /// Reports every member that is not one of `names`.
    mutating func checkNames(_ object: ConfigurationObject, _ names: [String]) {
        for member in object.members where !names.contains(member.name) {
            let suggestion =
                NearestName.find(member.name, among: names).map { "did you mean '\($0)'" }
                ?? "expected one of \(names.joined(separator: ", "))"
            fail(at: member.offset, key: object.key(of: member.name), "unknown key; \(suggestion)")
        }
    }

    /// Text of one to `limit` characters.
    mutating func text(
        _ object: ConfigurationObject,
        _ name: String,
        limit: Int,
        then use: (String) -> Void
    ) {
        guard let node = object[name] else { return }
        if let value = text(node, key: object.key(of: name), limit: limit) { use(value) }
    }

    mutating func text(_ node: JSON5Node, key: String, limit: Int) -> String? {
        guard case .string(let text) = node.value else {
            fail(at: node.offset, key: key, "expected text in quotes, found \(node.kind)")
            return nil
        }
        guard !text.isEmpty, text.count <= limit else {
            let found = text.isEmpty ? "an empty text" : "\(text.count)"
            fail(at: node.offset, key: key, "expected text of 1 to \(limit) characters, found \(found)")
            return nil
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            fail(at: node.offset, key: key, "expected text on one line, found a control character")
            return nil
        }
        return text
    }

    /// A path, made absolute from the folder of the configuration file.
    mutating func path(_ object: ConfigurationObject, _ name: String, then use: (String) -> Void) {
        guard let node = object[name], let path = text(node, key: object.key(of: name), limit: 4096) else { return }
        use(surroundings.resolve(path, from: Self.directory(of: file)))
    }

    mutating func integer(
        _ object: ConfigurationObject,
        _ name: String,
        in range: ClosedRange<Int>,
        then use: (Int) -> Void
    ) {
        guard let node = object[name] else { return }
        if case .integer(let value) = node.value, range.contains(value) { return use(value) }
        let expected = "expected a whole number from \(range.lowerBound) to \(range.upperBound)"
        fail(at: node.offset, key: object.key(of: name), "\(expected), found \(Self.found(node))")
    }

    /// A size: text with a unit, or a plain number of bytes.
    mutating func byteCount(
        _ object: ConfigurationObject,
        _ name: String,
        in range: ClosedRange<Int>,
        then use: (Int) -> Void
    ) {
        guard let node = object[name] else { return }
        switch node.value {
        case .integer(let value) where range.contains(value): return use(value)
        case .string(let text):
            if let value = ByteCountText.parse(text), range.contains(value) { return use(value) }
        default: break
        }
        let bounds = "\(ByteCountText.format(range.lowerBound)) to \(ByteCountText.format(range.upperBound))"
        let expected = "expected a size such as '1MiB', from \(bounds)"
        fail(at: node.offset, key: object.key(of: name), "\(expected), found \(Self.found(node))")
    }

    mutating func duration(
        _ object: ConfigurationObject,
        _ name: String,
        in range: ClosedRange<Duration>,
        then use: (Duration) -> Void
    ) {
        guard let node = object[name] else { return }
        if case .string(let text) = node.value, let value = Duration(unitText: text), range.contains(value) {
            return use(value)
        }
        let bounds = "\(range.lowerBound.unitText) to \(range.upperBound.unitText)"
        let expected = "expected a time such as '30s' or '5m', from \(bounds)"
        fail(at: node.offset, key: object.key(of: name), "\(expected), found \(Self.found(node))")
    }

    /// One of a few words.
    mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ object: ConfigurationObject,
        _ name: String,
        _ type: Value.Type
    ) -> Value? where Value.RawValue == String {
        guard let node = object[name] else { return nil }
        if case .string(let text) = node.value, let value = Value(rawValue: text) { return value }
        let names = Value.allCases.map(\.rawValue)
        var suggestion = ""
        if case .string(let text) = node.value, let nearest = NearestName.find(text, among: names) {
            suggestion = "; did you mean '\(nearest)'"
        }
        let expected = "expected one of \(names.joined(separator: ", "))"
        fail(at: node.offset, key: object.key(of: name), "\(expected), found \(Self.found(node))\(suggestion)")
        return nil
    }

    /// What a value looks like in a message: small values themselves, everything else by its kind.
    static func found(_ node: JSON5Node) -> String {
        switch node.value {
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .bool(let value): "\(value)"
        case .string(let text) where text.count <= 40: "'\(text)'"
        default: node.kind
        }
    }
}
