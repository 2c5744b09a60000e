import Foundation
package import Primitives

/// Hides personal data in a line of text on a screen that the public may see.
package enum PersonalData {
    /// Names of fields whose values say who somebody is, in lower case without `_`, `-` and spaces; CRMs spell them in
    /// many ways.
    private static let personalNames: Set<String> = [
        "email", "emailaddress", "firstname", "lastname", "fname", "lname", "fullname", "displayname", "givenname",
        "familyname", "surname", "phone", "phonenumber", "mobile", "mobilenumber", "mobilephone", "streetaddress",
        "birthday", "dateofbirth",
    ]

    /// Whether the value of a field of this name says who somebody is.
    package static func isPersonal(_ field: String) -> Bool {
        let name = field.split(separator: ".").last ?? ""
        return personalNames.contains(name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " })
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
        return DisplayText(untrusted: value.contains("@") || value.contains("=") ? maskedAddresses(value) : value)
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
            result += between.contains("=") || between.contains("@") ? maskedAddresses(between) : String(between)
            let (content, after) = string(in: rest[rest.index(after: quote)...])
            if isValue, let name = lastString, isPersonal(name) {
                result += "\"" + masked(String(content), field: name).string + "\""
                lastString = nil
            } else {
                result +=
                    "\"" + (content.contains("@") || content.contains("=") ? maskedAddresses(content) : String(content))
                    + "\""
                lastString = isValue ? nil : String(content)
            }
            rest = after
        }
        return result + (rest.contains("@") || rest.contains("=") ? maskedAddresses(rest) : String(rest))
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

    /// Words with an address in them, and values of personal fields in `name=value` pairs such as those of a form.
    private static func maskedAddresses(_ text: some StringProtocol) -> String {
        String(text).split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: " ", omittingEmptySubsequences: false).map { maskedWord($0) }.joined(separator: " ")
        }.joined(separator: "\n")
    }

    private static func maskedWord(_ word: Substring) -> String {
        guard word.contains("=") else { return word.contains("@") ? Masking.email(String(word)).string : String(word) }
        if let question = word.firstIndex(of: "?") {
            return word[...question] + maskedWord(word[word.index(after: question)...])
        }
        return word.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            guard let equals = pair.firstIndex(of: "=") else { return String(pair) }
            let value = String(pair[pair.index(after: equals)...])
            let isAddress = value.contains("@") || value.lowercased().contains("%40")
            guard isAddress || isPersonal(String(pair[..<equals])) else { return String(pair) }
            let plain = value.replacing("+", with: " ").removingPercentEncoding ?? value
            return pair[...equals] + masked(plain, field: String(pair[..<equals])).string
        }.joined(separator: "&")
    }
}
