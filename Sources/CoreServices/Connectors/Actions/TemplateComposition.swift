/// Builds the source of one template out of another's, by what stands in its places and between them.
enum TemplateComposition {
    /// `source` with `filters` behind everything that stands in its places: `{{ a }}` becomes `{{ a | lower }}`.
    static func appending(_ filters: String, to source: String) -> String {
        pieces(of: source).map { piece in
            piece.isPlace ? "\(piece.text.dropLast(2))| \(filters) }}" : piece.text
        }.joined()
    }

    /// `source` with the text between its places percent-encoded; the places are encoded when they are rendered.
    static func percentEncodingText(of source: String) -> String {
        pieces(of: source).map { $0.isPlace ? $0.text : SecretMask.percentEncoded($0.text) }.joined()
    }

    /// Whether `source` is one place and nothing else.
    static func isOnePlace(_ source: String) -> Bool {
        let pieces = pieces(of: source)
        return pieces.count == 1 && pieces[0].isPlace
    }

    struct Piece: Equatable {
        var text: String
        /// Whether it runs from `{{` to `}}`.
        var isPlace: Bool
    }

    /// A template's text and places in their order; quotes inside a place may hold braces.
    static func pieces(of source: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = source.unicodeScalars[...]
        var text = String.UnicodeScalarView()
        while let scalar = rest.first {
            guard scalar == "{", rest.dropFirst().first == "{", let end = end(of: rest) else {
                text.append(scalar)
                rest = rest.dropFirst()
                continue
            }
            if !text.isEmpty { pieces.append(Piece(text: String(text), isPlace: false)) }
            text = String.UnicodeScalarView()
            pieces.append(Piece(text: String(rest[..<end]), isPlace: true))
            rest = rest[end...]
        }
        if !text.isEmpty { pieces.append(Piece(text: String(text), isPlace: false)) }
        return pieces
    }

    /// Where the place that begins here ends; `nil` when it never does.
    private static func end(of place: Substring.UnicodeScalarView) -> String.Index? {
        var quote: Unicode.Scalar?
        var isEscaped = false
        var last: Unicode.Scalar?
        for index in place.dropFirst(2).indices {
            let scalar = place[index]
            if isEscaped {
                isEscaped = false
            } else if let open = quote {
                if scalar == "\\" { isEscaped = true }
                if scalar == open { quote = nil }
            } else if scalar == "'" || scalar == "\"" {
                quote = scalar
            } else if scalar == "}", last == "}" {
                return place.index(after: index)
            }
            last = quote == nil ? scalar : nil
        }
        return nil
    }
}
