import Primitives

/// A page of HTML in the making: whatever came from outside passes the sanitiser and is escaped.
struct HTMLText {
    private(set) var text = ""

    /// Adds markup of callboard's own making.
    mutating func add(_ markup: String) {
        text += markup
        text += "\n"
    }

    /// Words from outside for an element's content or for an attribute in quotes: sanitised, then escaped.
    static func escaped(_ untrusted: String) -> String {
        marked(TextSanitiser.sanitise(untrusted))
    }

    /// The same for words that are safe to show already.
    ///
    /// Scalar by scalar: a quote with an accent on it is one character, and ends an attribute all the same.
    static func marked(_ text: String) -> String {
        var marked = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": marked += "&amp;"
            case "<": marked += "&lt;"
            case ">": marked += "&gt;"
            case "\"": marked += "&quot;"
            case "'": marked += "&#39;"
            default: marked.unicodeScalars.append(scalar)
            }
        }
        return marked
    }

    /// `12,345`.
    static func grouped(_ number: Int) -> String {
        var digits = String(abs(number))
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}
