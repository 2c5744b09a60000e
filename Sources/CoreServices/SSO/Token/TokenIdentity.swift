/// Whom a token is for: what Komo's single sign-on reads of a person.
package struct TokenIdentity: Sendable, Hashable {
    /// Why an identity cannot stand in a token, in one sentence without the value.
    package struct Unusable: Error, Sendable, Equatable {
        package var message: String
    }

    /// The longest `sub` (OpenID Connect Core, section 2), which others rely on.
    package static let longestSubject = 255
    package static let longestAddress = 254
    package static let longestName = 200

    /// The user's unique id in the event app: the claim `sub`.
    package let subject: String
    package let email: String?
    package let firstName: String?
    package let lastName: String?

    /// Takes empty values as absent, and white space at either end away.
    package init(
        subject: String,
        email: String? = nil,
        firstName: String? = nil,
        lastName: String? = nil
    ) throws(Unusable) {
        guard let subject = try Self.checked(subject, "the user's id", Self.longestSubject) else {
            throw Unusable(message: "the user's id is missing")
        }
        self.subject = subject
        self.email = try Self.checked(email, "the e-mail address", Self.longestAddress)
        if let email = self.email {
            let parts = email.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !email.contains(where: \.isWhitespace) else {
                throw Unusable(message: "the e-mail address is none; it has the form name@example.com")
            }
        }
        self.firstName = try Self.checked(firstName, "the first name", Self.longestName)
        self.lastName = try Self.checked(lastName, "the last name", Self.longestName)
    }

    /// A name in one piece as first and last name: the last word is the last name.
    package static func split(_ name: String) -> (first: String?, last: String?) {
        let words = name.split(whereSeparator: \.isWhitespace)
        guard let last = words.last, words.count > 1 else { return (words.first.map(String.init), nil) }
        return (words.dropLast().joined(separator: " "), String(last))
    }

    private static func checked(_ value: String?, _ what: String, _ limit: Int) throws(Unusable) -> String? {
        guard let value else { return nil }
        let scalars = value.unicodeScalars.drop { $0.properties.isWhitespace }
        guard let end = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return nil }
        let text = String(value[scalars.startIndex...end])
        guard text.utf8.count <= limit else {
            throw Unusable(message: "\(what) is longer than \(limit) bytes; send a shorter one")
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw Unusable(message: "\(what) has a control character in it; send it without")
        }
        return text
    }
}
