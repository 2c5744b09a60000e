/// How the sanitiser treats one scalar.
enum ScalarKind: Equatable {
    /// Shown as it is.
    case plain
    /// Takes no cell of its own and sits on the scalar before it.
    case mark
    /// U+FE0E or U+FE0F, which choose between the text and the picture form of an emoji.
    case presentationSelector
    /// C0 or DEL, which have a picture of their own.
    case control
    /// Steers, reorders or hides, or has no agreed look.
    case hidden

    init(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        switch value {
        case 0x20...0x7e: self = .plain
        case 0...0x1f, 0x7f: self = .control
        // Latin to the last letter before the combining block, kana and the common ideographs, without a look-up.
        case 0xa0...0xac, 0xae...0x2ff, 0x3041...0x3096, 0x4e00...0x9fff: self = .plain
        case 0xfe0e, 0xfe0f: self = .presentationSelector
        default: self = Self.lookUp(scalar)
        }
    }

    private static func lookUp(_ scalar: Unicode.Scalar) -> ScalarKind {
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint { return .hidden }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            return .hidden
        case .nonspacingMark, .enclosingMark:
            return .mark
        default:
            return DisplayWidth.isConjoiningVowelOrFinal(scalar) ? .mark : .plain
        }
    }
}
