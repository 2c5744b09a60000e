/// The one place through which text passes on its way to the plain output.
enum PrintableText {
    /// `text` with every scalar that could move the cursor, change the terminal or reorder what is read made visible.
    ///
    /// A line feed or a tab stays when `keepsLayout` is set, for text that callboard itself laid out.
    static func make(_ text: String, keepsLayout: Bool) -> String {
        if !text.unicodeScalars.contains(where: needsEscape) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if !needsEscape(scalar) || keepsLayout && (scalar == "\n" || scalar == "\t") {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result
    }

    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        default: false
        }
    }
}
