extension DisplayText {
    /// The text cut to at most `columns` columns, ending in `ellipsis` if something was cut.
    public func truncated(to columns: Int, ellipsis: DisplayText = "…") -> DisplayText {
        guard columns > 0 else { return .empty }
        // No scalar is wider than its bytes are many, so a text that short needs no measuring.
        if string.utf8.count <= columns { return self }
        if width <= columns { return self }
        let mark = ellipsis.width <= columns ? ellipsis : .empty
        return prefix(columns: columns - mark.width) + mark
    }

    /// The longest beginning that fits `columns` columns.
    public func prefix(columns: Int) -> DisplayText {
        var used = 0
        var end = string.startIndex
        for index in string.indices {
            used += DisplayWidth.columns(of: string[index])
            if used > columns { break }
            end = string.index(after: index)
        }
        return DisplayText(safe: String(string[..<end]))
    }

    /// The text without what lies in its first `columns` columns; a wide character cut in half goes wholly.
    public func dropping(columns: Int) -> DisplayText {
        guard columns > 0 else { return self }
        var used = 0
        for index in string.indices {
            if used >= columns { return DisplayText(safe: String(string[index...])) }
            used += DisplayWidth.columns(of: string[index])
        }
        return .empty
    }

    /// The text cut or filled with spaces on its right to exactly `columns` columns.
    public func padded(to columns: Int) -> DisplayText {
        let cut = truncated(to: columns)
        return DisplayText(safe: cut.string + String(repeating: " ", count: max(0, columns - cut.width)))
    }

    /// The text cut or filled with spaces on its left to exactly `columns` columns, as numbers are.
    public func paddedLeft(to columns: Int) -> DisplayText {
        let cut = truncated(to: columns)
        return DisplayText(safe: String(repeating: " ", count: max(0, columns - cut.width)) + cut.string)
    }

    /// The text repeated `count` times.
    public func repeated(_ count: Int) -> DisplayText {
        DisplayText(safe: String(repeating: string, count: max(0, count)))
    }

    /// The text in lines of at most `columns` columns, broken at spaces where there are any.
    ///
    /// A word longer than a line is broken inside. Always returns at least one line.
    public func wrapped(to columns: Int) -> [DisplayText] {
        guard columns > 0 else { return [.empty] }
        var lines: [String] = []
        var line: [Character] = []
        var lineWidth = 0
        var lastSpace: Int?
        for character in string {
            let width = DisplayWidth.columns(of: character)
            if lineWidth + width > columns, !line.isEmpty {
                if character == " " {
                    lines.append(String(line))
                    (line, lineWidth, lastSpace) = ([], 0, nil)
                    continue
                }
                let rest: ArraySlice<Character>
                if let space = lastSpace {
                    lines.append(String(line[..<space]))
                    rest = line[(space + 1)...]
                } else {
                    lines.append(String(line))
                    rest = []
                }
                line = Array(rest)
                lineWidth = line.reduce(0) { $0 + DisplayWidth.columns(of: $1) }
                lastSpace = nil
            }
            // A space that opens a line is indentation, not a place to break.
            if character == " ", line.contains(where: { $0 != " " }) { lastSpace = line.count }
            line.append(character)
            lineWidth += width
        }
        lines.append(String(line))
        return lines.map { DisplayText(safe: $0) }
    }
}
