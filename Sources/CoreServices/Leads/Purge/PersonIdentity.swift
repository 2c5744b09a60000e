/// What a person who asks to be erased is known by.
package struct PersonIdentity: Sendable, Hashable {
    /// As `PersonKey` says it, such as `email:ada@example.com`.
    package let key: String

    init(key: String) {
        self.key = key
    }

    /// Reads an e-mail address, a phone number, or the id of a profile or session; `nil` for a text that is none.
    package init?(_ text: String) {
        let text = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        guard !text.isEmpty, text.utf8.count <= 320, !text.contains(where: \.isNewline) else { return nil }
        var contact = Event.Contact()
        if text.contains("@") {
            contact.email = text
        } else if text.allSatisfy({ $0.isNumber || "+-(). /".contains($0) }) {
            contact.phone = text
        } else {
            contact.profileID = text
        }
        guard let key = PersonKey.key(of: contact) else { return nil }
        self.key = key
    }

    /// `email`, `phone`, `profile` or `session`.
    var kind: Substring { key.prefix { $0 != ":" } }

    var value: Substring { key.drop { $0 != ":" }.dropFirst() }

    /// A text that stands in the body of every event of theirs, in lower case; `nil` where none does for certain.
    var needle: String? {
        kind == "phone" || !value.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x22 && $0 != 0x5c }) ? nil : value.lowercased()
    }

    /// Everything that a contact is known by.
    static func all(of contact: Event.Contact) -> Set<PersonIdentity> {
        var found: Set<PersonIdentity> = []
        func add(_ change: (inout Event.Contact) -> Void) {
            var one = Event.Contact()
            change(&one)
            if let key = PersonKey.key(of: one) { found.insert(PersonIdentity(key: key)) }
        }
        add { $0.email = contact.email }
        add { $0.phone = contact.phone }
        add { $0.profileID = contact.profileID }
        add { $0.sessionID = contact.sessionID }
        return found
    }

    /// Whether an event says that it is of this person.
    func isOf(_ event: Event) -> Bool {
        let identities = Self.all(of: event.contact)
        // Nobody says whether an id that a person names is that of a profile or of a session.
        return identities.contains(self)
            || (kind == "profile" && identities.contains(PersonIdentity(key: "session:\(value)")))
    }
}
