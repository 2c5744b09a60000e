/// Who somebody is, for counting people and for keeping records of them.
///
/// The first that an event gives: e-mail (trimmed, lower case), phone (digits only), profile id, session id.
package enum PersonKey {
    /// Such as `email:ada@example.com`; `nil` for an event that says nothing of the person.
    package static func key(of contact: Event.Contact) -> String? {
        if let email = contact.email?.trimmedForKey.lowercased(), !email.isEmpty { return "email:\(email)" }
        if let phone = contact.phone?.filter({ $0.isASCII && $0.isNumber }), phone.count >= 5 {
            return "phone:\(phone)"
        }
        if let profile = contact.profileID?.trimmedForKey, !profile.isEmpty { return "profile:\(profile)" }
        if let session = contact.sessionID?.trimmedForKey, !session.isEmpty { return "session:\(session)" }
        return nil
    }
}

extension String {
    fileprivate var trimmedForKey: String {
        // Characters cost much more than bytes, and almost no address needs it: every step asks for its person.
        let isPlain = utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
        if isPlain { return self }
        let kept = drop(while: \.isWhitespace)
        return String(kept.reversed().drop(while: \.isWhitespace).reversed())
    }
}
