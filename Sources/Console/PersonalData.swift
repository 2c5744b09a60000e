package import Primitives

/// Hides personal data in a line of text on a screen that the public may see.
package enum PersonalData {
    /// Names of fields whose values say who somebody is.
    private static let personalNames: Set<String> = [
        "email", "email_address", "first_name", "last_name", "firstname", "lastname", "full_name", "fullname",
        "display_name", "phone", "phone_number", "mobile", "mobile_number", "street_address", "birthday",
        "date_of_birth",
    ]

    /// Whether the value of a field of this name says who somebody is.
    package static func isPersonal(_ field: String) -> Bool {
        let name = field.lowercased().split(separator: ".").last.map(String.init) ?? ""
        return personalNames.contains(name)
    }

    /// A value of such a field, recognisable to who knows it.
    package static func masked(_ value: String, field: String) -> DisplayText {
        if value.contains("@") { return Masking.email(value) }
        let name = field.lowercased()
        if name.hasSuffix("phone") || name.contains("phone") || name.contains("mobile") {
            return Masking.telephone(value)
        }
        return Masking.text(value)
    }

    /// The value of any field, with nothing in it that says who somebody is.
    package static func shown(_ value: String, field: String) -> DisplayText {
        if isPersonal(field) { return masked(value, field: field) }
        return DisplayText(untrusted: value.contains("@") ? maskedAddresses(value) : value)
    }

    /// JSON text with the values of personal fields and everything that looks like an e-mail address masked.
    package static func maskedJSON(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        var lastString: String?
        var isValue = false
        while let quote = rest.firstIndex(of: "\"") {
            let between = rest[..<quote]
            // A string after a colon is the value of the name before it.
            isValue = lastString != nil && between.allSatisfy { $0 == ":" || $0.isWhitespace } && between.contains(":")
            result += between
            let (content, after) = string(in: rest[rest.index(after: quote)...])
            if isValue, let name = lastString, isPersonal(name) {
                result += "\"" + masked(String(content), field: name).string + "\""
                lastString = nil
            } else {
                result += "\"" + (content.contains("@") ? maskedAddresses(content) : String(content)) + "\""
                lastString = isValue ? nil : String(content)
            }
            rest = after
        }
        return result + (rest.contains("@") ? maskedAddresses(rest) : String(rest))
    }

    /// The characters up to the closing quote, and what comes after it.
    private static func string(in text: Substring) -> (content: Substring, after: Substring) {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == "\\" {
                index = text.index(after: index)
                if index == text.endIndex { break }
            } else if text[index] == "\"" {
                return (text[..<index], text[text.index(after: index)...])
            }
            index = text.index(after: index)
        }
        return (text, text[text.endIndex...])
    }

    private static func maskedAddresses(_ text: some StringProtocol) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.contains("@") ? Masking.email(word).string : String(word)
        }.joined(separator: " ")
    }
}
