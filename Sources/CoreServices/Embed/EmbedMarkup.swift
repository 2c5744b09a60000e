import Foundation

/// Values as they may stand in a page, whatever they hold.
enum EmbedMarkup {
    /// A text between tags or in an attribute with quotes around it.
    static func escaped(_ text: String) -> String {
        // No page has a use for controls, and some readers take them for the end of something.
        let scalars = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        return HTMLText.marked(String(String.UnicodeScalarView(scalars)))
    }

    /// JSON that may stand in a `script` element: nothing in it can end the element or begin a comment, and no line
    /// separator is there for an older script reader to stumble over.
    static func json(_ value: JSONValue) -> String {
        var json = JSONText()
        json.append(value)
        // Outside of its texts JSON has none of these.
        return json.text
            .replacing("<", with: "\\u003C").replacing(">", with: "\\u003E").replacing("&", with: "\\u0026")
            .replacing("\u{2028}", with: "\\u2028").replacing("\u{2029}", with: "\\u2029")
    }

    /// A digest such as a content security policy names a script by.
    static func digest(_ script: String) -> String {
        "sha256-" + Data(MessageDigest.sha256(Array(script.utf8))).base64EncodedString()
    }
}
