/// Reads theme files.
///
///     inherits = dark              # the parent theme; it may not have a parent itself
///     palette.ink = #1f2328        # a name for the right-hand sides below
///     ui.text = ink on #ffffff     # a slot or a group of slots: colour [on colour] [bold dim underline reverse italic]
///     ui.row.selected = default on sky bold
///
/// `default` leaves a colour as it is below. A later line for the same name wins over the parent's, not over an earlier
/// one of the same file: that is an error.
struct ThemeParser {
    private let file: String
    private let parent: (String) throws(ThemeError) -> Theme?
    private var palette: [String: Colour] = [:]
    private var styles: [String: Style] = [:]
    private var seen: Set<String> = []
    private var inherited: [String: Style] = [:]

    init(file: String, parent: @escaping (String) throws(ThemeError) -> Theme?) {
        self.file = file
        self.parent = parent
    }

    /// Reads `source`; `parent` finds the theme that an `inherits` line names.
    static func parse(
        _ source: String,
        name: String,
        file: String,
        parent: @escaping (String) throws(ThemeError) -> Theme?
    ) throws(ThemeError) -> Theme {
        var parser = ThemeParser(file: file, parent: parent)
        var number = 0
        for text in source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            try parser.read(ThemeLine(text, file: file, number: number))
        }
        return Theme(name: name, styles: parser.inherited.merging(parser.styles) { $1 })
    }

    private mutating func read(_ line: ThemeLine) throws(ThemeError) {
        guard let key = line.words.first else { return }
        guard line.words.count > 1, line.words[1].text == "=" else {
            throw line.error(line.words.dropFirst().first, "expected \"=\" after \"\(key.text)\"")
        }
        let values = line.words.dropFirst(2)
        guard let first = values.first else { throw line.error(nil, "expected a value after \"=\"") }
        guard seen.insert(key.text).inserted else {
            throw line.error(key, "\"\(key.text)\" is given twice; keep one of the two lines")
        }
        if key.text == "inherits" {
            try inherit(first, extra: values.dropFirst().first, in: line)
        } else if key.text.hasPrefix("palette.") {
            try define(key, first, extra: values.dropFirst().first, in: line)
        } else if StyleSlot.knownNames.contains(key.text) {
            styles[key.text] = try style(values, in: line)
        } else {
            throw line.error(
                key,
                "unknown slot \"\(key.text)\"; expected inherits, palette.NAME or a slot such as ui.text"
            )
        }
    }

    private mutating func inherit(
        _ name: ThemeLine.Word,
        extra: ThemeLine.Word?,
        in line: ThemeLine
    ) throws(ThemeError) {
        if let extra { throw line.error(extra, "expected one theme name, found \"\(extra.text)\" too") }
        guard let theme = try parent(name.text) else {
            throw line.error(name, "no theme is called \"\(name.text)\"; expected the name of a theme without a parent")
        }
        inherited = theme.styles
    }

    private mutating func define(
        _ key: ThemeLine.Word,
        _ value: ThemeLine.Word,
        extra: ThemeLine.Word?,
        in line: ThemeLine
    ) throws(ThemeError) {
        if let extra { throw line.error(extra, "expected one colour, found \"\(extra.text)\" too") }
        let name = String(key.text.dropFirst("palette.".count))
        let isTaken = name == "on" || name == "default" || Attributes.names[name] != nil
        guard !name.isEmpty, !isTaken else { throw line.error(key, "\"\(name)\" cannot be the name of a colour") }
        palette[name] = try colour(value, in: line)
    }

    private func style(_ words: ArraySlice<ThemeLine.Word>, in line: ThemeLine) throws(ThemeError) -> Style {
        var rest = words
        var style = Style()
        if let first = rest.first, Attributes.names[first.text] == nil, first.text != "on" {
            style.foreground = try colour(rest.removeFirst(), in: line)
        }
        if rest.first?.text == "on" {
            let on = rest.removeFirst()
            guard !rest.isEmpty else { throw line.error(on, "expected a background colour after \"on\"") }
            style.background = try colour(rest.removeFirst(), in: line)
        }
        for word in rest {
            guard let attribute = Attributes.names[word.text] else {
                throw line.error(
                    word,
                    "unexpected \"\(word.text)\"; expected colour [on colour] [bold] [dim] [underline] [reverse] [italic]"
                )
            }
            style.attributes.insert(attribute)
        }
        return style
    }

    private func colour(_ word: ThemeLine.Word, in line: ThemeLine) throws(ThemeError) -> Colour? {
        if word.text == "default" { return nil }
        if let colour = Colour(hexadecimal: word.text) ?? palette[word.text] { return colour }
        throw line.error(
            word,
            "unknown colour \"\(word.text)\"; expected #rrggbb, default, or a palette name given above this line"
        )
    }
}
