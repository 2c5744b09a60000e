extension RenderedRequest {
    /// The request as people read and edit it, and as it is stored: a first line with method and URL, one line for each
    /// header, an empty line, the body.
    package var text: String {
        let head = ["\(method) \(url)"] + headers.map { "\($0.name): \($0.value)" }
        return head.joined(separator: "\n") + "\n\n" + body
    }

    /// Reads what `text` wrote, perhaps edited by a person.
    ///
    /// - Throws: `RequestTextError` with the line that cannot be read.
    package init(text: String) throws(RequestTextError) {
        let normalised = text.replacing("\r\n", with: "\n")
        let parts = normalised.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = (parts.first ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        let words = (lines.first ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].allSatisfy({ $0.isASCII && $0.isLetter && $0.isUppercase }) else {
            throw RequestTextError(line: 1, message: "expected a method and a URL, such as 'POST /contacts'")
        }
        guard !words[1].contains(where: \.isWhitespace) else {
            throw RequestTextError(line: 1, message: "the URL holds a space; write it as %20")
        }
        var headers: [HeaderField] = []
        for (index, line) in lines.dropFirst().enumerated() where !line.isEmpty {
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else {
                throw RequestTextError(
                    line: index + 2,
                    message: "expected a header, such as 'Content-Type: text/plain'"
                )
            }
            let value = line[line.index(after: colon)...].drop(while: \.isWhitespace)
            headers.append(HeaderField(name: String(line[..<colon]), value: String(value)))
        }
        self.init(
            method: String(words[0]),
            url: String(words[1]),
            headers: headers,
            body: parts.count > 1 ? String(parts[1]) : ""
        )
    }
}

/// Text that is no request.
package struct RequestTextError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Counted from 1.
    package var line: Int
    package var message: String

    package var description: String { "line \(line): \(message)" }
}
