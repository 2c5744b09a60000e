import Primitives

/// A page of HTML in the making: whatever came from outside passes the sanitiser and is escaped.
struct HTMLText {
    private(set) var text = ""

    /// Adds markup of callboard's own making.
    mutating func add(_ markup: String) {
        text += markup
        text += "\n"
    }

    /// Words for an element's content or for an attribute in double quotes.
    static func escaped(_ untrusted: String) -> String {
        var escaped = ""
        for character in TextSanitiser.sanitise(untrusted) {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
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
