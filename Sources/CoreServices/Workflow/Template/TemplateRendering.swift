import CCrypto

extension Template {
    /// Writes the text with its values; `false` when all that it reads is optional and missing.
    @discardableResult
    func render(
        _ values: TemplateValues,
        for place: TemplatePlace,
        into output: inout TemplateOutput
    ) throws(TemplateError) -> Bool {
        let start = output.mark
        var hasPlaces = false
        var hasValues = false
        var isInPath = true
        for segment in segments {
            switch segment {
            case .text(let text):
                isInPath = isInPath && !text.utf8.contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
                try output.append(text, escaped: place == .jsonString ? .jsonString : .plain)
            case .place(let placeholder):
                hasPlaces = true
                guard let text = try placeholder.text(values) else { continue }
                hasValues = true
                if place == .url, isInPath, text.isEmpty {
                    throw placeholder.failure("is empty, and the URL's path needs it")
                }
                let isEncoded = place == .url && placeholder.filters.last == .url
                try output.append(text, escaped: isEncoded ? .plain : place)
            }
        }
        switch place {
        case .url: try checkURL(output.bytes[start...])
        case .header: try checkHeader(output.bytes[start...])
        case .plain, .jsonString: break
        }
        return hasValues || !hasPlaces
    }

    /// The one value where the template is nothing but a place whose last filter is `json`; else `nil`.
    var rawJSON: TemplatePlaceholder? {
        guard segments.count == 1, case .place(let placeholder) = segments[0], placeholder.isRawJSON else { return nil }
        return placeholder
    }

    /// A server, or the client before it, takes the parts `.` and `..` out of a path.
    private func checkURL(_ bytes: ArraySlice<UInt8>) throws(TemplateError) {
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
            throw TemplateError(column: 1, message: "the URL holds a control character; remove it")
        }
        let path = bytes.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        // Made a text of only where it can be such a part at all, which is next to never.
        for part in path.split(separator: UInt8(ascii: "/"))
        where part.count <= 6 && part.allSatisfy({ ".%2eE".utf8.contains($0) }) {
            let plain = String(decoding: part, as: UTF8.self).lowercased().replacing("%2e", with: ".")
            if plain == "." || plain == ".." {
                throw TemplateError(
                    column: 1,
                    path: paths.first.map { _ in placeholders[0].path } ?? "",
                    message: "the URL's path would hold the part `\(plain)`, which leads elsewhere"
                )
            }
        }
    }

    private func checkHeader(_ bytes: ArraySlice<UInt8>) throws(TemplateError) {
        var before: UInt8 = 0
        for byte in bytes {
            // U+0080 to U+009F are control characters too; in UTF-8 they begin with 0xc2.
            if byte < 0x20 || byte == 0x7f || (before == 0xc2 && (0x80...0x9f).contains(byte)) {
                throw TemplateError(
                    column: placeholders.first?.column ?? 1,
                    path: placeholders.first?.path ?? "",
                    message: "a header cannot hold a line break or another control character"
                )
            }
            before = byte
        }
    }
}

extension TemplatePlaceholder {
    func failure(_ message: String) -> TemplateError {
        TemplateError(column: column, path: path, message: message)
    }

    /// The text to put in; `nil` for an optional value that is missing.
    func text(_ values: TemplateValues) throws(TemplateError) -> String? {
        guard let value = try value(values) else { return nil }
        if isRawJSON {
            var output = TemplateOutput()
            try output.append(json: value)
            return output.text
        }
        return try text(of: value)
    }

    /// The value after all filters but a `json` at the end; `nil` for an optional value that is missing.
    func value(_ values: TemplateValues) throws(TemplateError) -> JSONValue? {
        var value: JSONValue?
        switch origin {
        case .text(let text): value = .string(text)
        case .path(let names): value = values.value(at: names)
        }
        if value == .null { value = nil }
        let lastJSON = isRawJSON ? filters.lastIndex(of: .json) : nil
        for (index, filter) in filters.enumerated() where index != lastJSON {
            value = try apply(filter, to: value)
        }
        if value == nil, !isOptional {
            throw failure("is missing; give it a default, as in {{ \(path) | default: 'none' }}, or mark it optional")
        }
        return value
    }

    private func apply(_ filter: TemplateFilter, to value: JSONValue?) throws(TemplateError) -> JSONValue? {
        switch filter {
        case .fallback(let fallback): return value == nil || value == .string("") ? fallback : value
        case .optional: return value == .string("") ? nil : value
        default: break
        }
        guard let value else { return nil }
        switch filter {
        case .json:
            var output = TemplateOutput()
            try output.append(json: value)
            return .string(output.text)
        case .date(let pattern):
            if value == .string("") { return value }
            guard let time = value.time else { throw failure("is no time, so it has no date; see the event") }
            return .string(pattern.text(time))
        default: break
        }
        let text = try text(of: value)
        switch filter {
        case .upper: return .string(text.uppercased())
        case .lower: return .string(text.lowercased())
        case .trim: return .string(Self.trimmed(text))
        case .url:
            var bytes: [UInt8] = []
            TemplateOutput.percentEncode(text, into: &bytes)
            return .string(String(decoding: bytes, as: UTF8.self))
        case .md5:
            guard let digest = Self.md5(text) else { throw failure("this system's OpenSSL refuses MD5") }
            return .string(digest)
        case .soql:
            return .string(Self.quotedForQuery(text))
        case .fallback, .optional, .json, .date: return value
        }
    }

    private func text(of value: JSONValue) throws(TemplateError) -> String {
        guard let text = value.templateText else {
            throw failure("is a list or an object, not a text; add `| json` or name one of its parts")
        }
        return text
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Byte by byte: with a combining mark behind it, a quote is no character of its own and still ends the text.
    private static func quotedForQuery(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func md5(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        var digest = [UInt8](repeating: 0, count: 16)
        var length: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &digest, &length, EVP_md5(), nil) == 1, length == 16 else { return nil }
        return String(decoding: DigestText.hex(digest), as: UTF8.self)
    }
}

extension JSONValue {
    /// How a template writes a value: a number without a fraction that says nothing, a list of such by commas.
    ///
    /// `nil` for an object, and for a list that holds lists or objects.
    var templateText: String? {
        switch self {
        case .string(let text): return text
        case .integer(let number): return String(number)
        case .number(let number):
            if abs(number) < 1e15, let whole = Int64(exactly: number) { return String(whole) }
            return number.isFinite ? String(number) : nil
        case .bool(let flag): return flag ? "true" : "false"
        case .null: return ""
        case .array(let elements):
            var texts: [String] = []
            for element in elements {
                if case .array = element { return nil }
                guard let text = element.templateText else { return nil }
                texts.append(text)
            }
            return texts.joined(separator: ", ")
        case .object: return nil
        }
    }
}
