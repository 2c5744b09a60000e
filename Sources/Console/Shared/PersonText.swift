import Foundation
import Primitives

/// Who somebody is, on a screen that the public may see.
enum PersonText {
    /// A name, shortened unless personal data is shown; empty when nobody is known.
    static func shown(_ person: String, isRevealed: Bool) -> DisplayText {
        // Without a name, what is known of a person is the id of a profile or a session.
        if UUID(uuidString: person) != nil { return "visitor \(person.prefix(6))" }
        return isRevealed ? DisplayText(untrusted: person) : Masking.name(person)
    }
}
