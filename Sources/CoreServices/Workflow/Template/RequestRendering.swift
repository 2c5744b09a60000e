extension RequestAction {
    /// The request with its values put in.
    ///
    /// The content type follows the body's kind unless a header gives it.
    /// - Throws: `TemplateError` for the first value that is missing or cannot stand where it would land.
    package func rendered(_ values: TemplateValues) throws(TemplateError) -> RenderedRequest {
        guard Self.methods.contains(method) else {
            throw TemplateError(column: 1, message: "the method '\(method)' is not one of \(Self.methodNames)")
        }
        var request = RenderedRequest(method: method, url: try url.render(values, for: .url))
        for header in headers {
            guard !header.name.isEmpty, header.name.utf8.allSatisfy(HeaderTemplate.isNameByte) else {
                throw TemplateError(column: 1, message: "a header's name holds other than letters, digits and '-'")
            }
            guard let value = try header.value.renderUnlessMissing(values, for: .header) else { continue }
            request.headers.append(HeaderField(name: header.name, value: value))
        }
        request.body = try body.rendered(values)
        if let type = body.contentType, !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            request.headers.append(HeaderField(name: "Content-Type", value: type))
        }
        return request
    }

    /// The methods that a request may have.
    package static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]

    static var methodNames: String { methods.joined(separator: ", ") }
}

extension HeaderTemplate {
    /// The token characters of RFC 9110, section 5.6.2.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

extension BodyTemplate {
    /// What `Content-Type` says of such a body; `nil` for none.
    var contentType: String? {
        switch self {
        case .none: nil
        case .json: "application/json"
        case .form: "application/x-www-form-urlencoded"
        case .text: "text/plain; charset=utf-8"
        }
    }

    func rendered(_ values: TemplateValues) throws(TemplateError) -> String {
        var output = TemplateOutput()
        switch self {
        case .none: break
        case .json(let template): try template.render(values, into: &output)
        case .text(let template): try template.render(values, for: .plain, into: &output)
        case .form(let pairs):
            for pair in pairs {
                guard let value = try pair.value.renderUnlessMissing(values, for: .plain) else { continue }
                if output.mark > 0 { try output.append("&") }
                try output.append(pair.name, escaped: .url)
                try output.append("=")
                try output.append(value, escaped: .url)
            }
        }
        return output.text
    }
}

extension JSONTemplate {
    /// Writes compact JSON; `false`, and nothing, for an optional value that is missing.
    @discardableResult
    func render(_ values: TemplateValues, into output: inout TemplateOutput) throws(TemplateError) -> Bool {
        switch self {
        case .value(let value): try output.append(json: value)
        case .template(let template): return try Self.render(template, values, into: &output)
        case .array(let elements):
            try output.append("[")
            var isFirst = true
            for element in elements {
                let mark = output.mark
                if !isFirst { try output.append(",") }
                if try element.render(values, into: &output) { isFirst = false } else { output.takeBack(to: mark) }
            }
            try output.append("]")
        case .object(let members):
            try output.append("{")
            var isFirst = true
            for member in members {
                let mark = output.mark
                if !isFirst { try output.append(",") }
                try output.append(jsonString: member.name)
                try output.append(":")
                if try member.value.render(values, into: &output) {
                    isFirst = false
                } else {
                    output.takeBack(to: mark)
                }
            }
            try output.append("}")
        }
        return true
    }

    private static func render(
        _ template: Template,
        _ values: TemplateValues,
        into output: inout TemplateOutput
    ) throws(TemplateError) -> Bool {
        if let placeholder = template.rawJSON {
            guard let value = try placeholder.value(values) else { return false }
            try output.append(json: value)
            return true
        }
        try output.append("\"")
        guard try template.render(values, for: .jsonString, into: &output) else { return false }
        try output.append("\"")
        return true
    }
}
