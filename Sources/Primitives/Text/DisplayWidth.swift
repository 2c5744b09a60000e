/// How many terminal columns text takes, by a table of our own so that it does not change with the locale.
public enum DisplayWidth {
    /// Columns of one scalar: 0 for marks and format characters, 2 for wide East Asian and emoji, otherwise 1.
    public static func columns(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value == 0xad ? 0 : 1 }
        if value >= 0x1100, isWide(value) { return 2 }
        return isZeroWidth(scalar) ? 0 : 1
    }

    /// Columns that `drawn(_:)` takes for `character`.
    public static func columns(of character: Character) -> Int {
        drawn(character).columns
    }

    /// Columns of a whole sanitised text.
    public static func columns(of text: some StringProtocol) -> Int {
        let bytes = text.utf8
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.count }
        return text.reduce(into: 0) { $0 += columns(of: $1) }
    }

    /// What one cell shows for `character`, and how many columns that takes: 1 or 2.
    ///
    /// A terminal cell holds one spacing scalar and its marks. A character made of several (a family emoji, a skin
    /// tone) is drawn as its first; flags, which have no single letter, and lone marks as `□`.
    public static func drawn(_ character: Character) -> (character: Character, columns: Int) {
        if character.isASCII { return (character, 1) }
        let scalars = character.unicodeScalars
        guard let base = scalars.first else { return ("□", 1) }
        if scalars.count == 1 {
            let columns = columns(of: base)
            return columns == 0 || isRegionalIndicator(base) ? ("□", 1) : (character, columns)
        }
        let width = columns(of: base)
        guard width > 0, !isRegionalIndicator(base) else { return ("□", 1) }
        if scalars.dropFirst().contains(where: { columns(of: $0) > 0 }) { return (Character(base), width) }
        if !scalars.contains(where: isPresentationSelector) { return (character, width) }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: scalars.filter { !isPresentationSelector($0) })
        return (Character(String(kept)), width)
    }

    /// Hangul vowels and finals join the syllable before them.
    static func isConjoiningVowelOrFinal(_ scalar: Unicode.Scalar) -> Bool {
        (0x1161...0x11ff).contains(scalar.value) || (0xd7b0...0xd7fb).contains(scalar.value)
    }

    private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
        if isConjoiningVowelOrFinal(scalar) { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return true
        default: return false
        }
    }

    private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
        (0x1f1e6...0x1f1ff).contains(scalar.value)
    }

    private static func isPresentationSelector(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0xfe0e || scalar.value == 0xfe0f
    }

    private static func isWide(_ value: UInt32) -> Bool {
        var low = 0
        var high = wideRanges.count
        while low < high {
            let middle = (low + high) / 2
            if value > wideRanges[middle].upperBound { low = middle + 1 } else { high = middle }
        }
        return low < wideRanges.count && wideRanges[low].contains(value)
    }
}
