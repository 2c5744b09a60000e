/// Where a workflow's file reads what a step got back.
struct StepReading {
    /// The step's id.
    var step: String
    /// Where in the file, in bytes.
    var offset: Int
    var key: String
}

/// Reading of templates: each method reports what is wrong and otherwise hands the template on.
extension ConfigurationDecoding {
    /// The template in a text; a number, true or false stands for itself.
    mutating func template(_ node: JSON5Node, key: String) -> Template? {
        switch node.value {
        case .string(let text):
            do {
                let template = try Template(parsing: text)
                noteReadings(of: template, in: node, key: key)
                return template
            } catch {
                fail(at: offset(ofScalar: error.column, in: node), key: key, error.message)
                return nil
            }
        case .integer(let value): return Template(literal: String(value))
        case .number(let value) where value.isFinite: return Template(literal: String(value))
        case .bool(let value): return Template(literal: String(value))
        case .null, .number, .array, .object:
            fail(at: node.offset, key: key, "expected text in quotes, found \(node.kind)")
            return nil
        }
    }

    /// The template under `name`; `nil` when it is absent or wrong.
    mutating func template(_ object: ConfigurationObject, _ name: String) -> Template? {
        object[name].flatMap { template($0, key: object.key(of: name)) }
    }

    /// JSON whose strings are templates.
    mutating func jsonTemplate(_ node: JSON5Node, key: String) -> JSONTemplate? {
        switch node.value {
        case .null: return .value(.null)
        case .bool(let value): return .value(.bool(value))
        case .integer(let value): return .value(.integer(Int64(value)))
        case .number(let value):
            guard value.isFinite else {
                fail(at: node.offset, key: key, "expected a number that JSON knows; Infinity and NaN are none")
                return nil
            }
            return .value(.number(value))
        case .string(let text):
            guard let template = template(node, key: key) else { return nil }
            return template.isLiteral ? .value(.string(text)) : .template(template)
        case .array(let elements):
            var templates: [JSONTemplate] = []
            for (index, element) in elements.enumerated() {
                if let template = jsonTemplate(element, key: "\(key)[\(index)]") { templates.append(template) }
            }
            return .array(templates)
        case .object(let members):
            var templates: [JSONTemplateMember] = []
            for member in members {
                guard let template = jsonTemplate(member.node, key: "\(key).\(member.name)") else { continue }
                templates.append(JSONTemplateMember(name: member.name, value: template))
            }
            return .object(templates)
        }
    }

    /// The headers of the object under `name`, in the order written; empty when it is absent.
    mutating func headerTemplates(_ object: ConfigurationObject, _ name: String) -> [HeaderTemplate] {
        var headers: [HeaderTemplate] = []
        guard let members = member(object, name) else { return headers }
        var known: Set<String> = []
        for member in members.members {
            let key = members.key(of: member.name)
            let lowercased = member.name.lowercased()
            if member.name.isEmpty || !member.name.utf8.allSatisfy(HeaderTemplate.isNameByte) {
                fail(at: member.offset, key: key, "expected a header name of letters, digits and '-'")
            } else if Self.ownHeaders.contains(lowercased) {
                fail(at: member.offset, key: key, "callboard sets this header itself; remove it")
            } else if !known.insert(lowercased).inserted {
                fail(at: member.offset, key: key, "this header is given twice, in upper or lower case; remove one")
            }
            guard let template = template(member.node, key: key) else { continue }
            if template.literals.contains(where: { $0.unicodeScalars.contains(where: Self.isControl) }) {
                fail(at: member.node.offset, key: key, "a header cannot hold a line break or another control character")
            }
            headers.append(HeaderTemplate(name: member.name, value: template))
        }
        return headers
    }

    /// The name and value pairs of the object under `name`, in the order written; empty when it is absent.
    mutating func pairTemplates(_ object: ConfigurationObject, _ name: String) -> [HeaderTemplate] {
        var pairs: [HeaderTemplate] = []
        guard let members = member(object, name) else { return pairs }
        for member in members.members {
            guard let template = template(member.node, key: members.key(of: member.name)) else { continue }
            pairs.append(HeaderTemplate(name: member.name, value: template))
        }
        return pairs
    }

    /// What the sending decides, not the workflow.
    private static let ownHeaders: Set<String> = [
        "connection", "content-length", "expect", "host", "idempotency-key", "transfer-encoding",
    ]

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }

    private mutating func noteReadings(of template: Template, in node: JSON5Node, key: String) {
        // Paths come in the order of the text, so one walk through it finds the places of all.
        var column = 1
        var offset = node.offset + 1
        for path in template.paths where path.names.first == "steps" && path.names.count > 1 {
            while column < path.column, offset < bytes.count {
                offset = end(ofScalarAt: offset)
                column += 1
            }
            offset = start(ofScalarAt: offset)
            stepReadings.append(StepReading(step: path.names[1], offset: offset, key: key))
        }
    }

    /// Where in the file a character (Unicode scalar, counted from 1) of a text stands, whatever escapes are before it.
    func offset(ofScalar column: Int, in node: JSON5Node) -> Int {
        guard case .string = node.value else { return node.offset }
        var offset = node.offset + 1
        for _ in 1..<max(column, 1) where offset < bytes.count { offset = end(ofScalarAt: offset) }
        return min(start(ofScalarAt: offset), bytes.count)
    }

    /// The place behind the lines continued at `offset`.
    private func start(ofScalarAt offset: Int) -> Int {
        var start = offset
        func byte(_ distance: Int) -> UInt8 { start + distance < bytes.count ? bytes[start + distance] : 0 }
        while byte(0) == UInt8(ascii: "\\") {
            switch byte(1) {
            case 0x0d where byte(2) == 0x0a: start += 3
            case 0x0a, 0x0d: start += 2
            case 0xe2 where byte(2) == 0x80 && (byte(3) == 0xa8 || byte(3) == 0xa9): start += 4
            default: return start
            }
        }
        return start
    }

    /// Where the scalar at `offset` of a text ends in the file; lines continued before it belong to it.
    private func end(ofScalarAt offset: Int) -> Int {
        let start = start(ofScalarAt: offset)
        func byte(_ distance: Int) -> UInt8 { start + distance < bytes.count ? bytes[start + distance] : 0 }
        guard byte(0) == UInt8(ascii: "\\") else { return start + Self.width(byte(0)) }
        switch byte(1) {
        case UInt8(ascii: "x"): return start + 4
        case UInt8(ascii: "u"):
            let isSurrogate = byte(2) | 0x20 == UInt8(ascii: "d") && byte(3) >= UInt8(ascii: "8")
            return start + (isSurrogate ? 12 : 6)
        default: return start + 1 + Self.width(byte(1))
        }
    }

    private static func width(_ byte: UInt8) -> Int {
        switch byte {
        case 0xf0...: 4
        case 0xe0...: 3
        case 0xc0...: 2
        default: 1
        }
    }
}
