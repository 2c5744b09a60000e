import CoreServices
import Primitives
import TerminalKit

/// Whom a token is to be signed for, being typed.
package struct MintForm: Sendable {
    package enum Field: Int, Sendable, CaseIterable {
        case subject, email, firstName, lastName

        var label: DisplayText {
            switch self {
            case .subject: "user id"
            case .email: "e-mail"
            case .firstName: "first name"
            case .lastName: "last name"
            }
        }

        var placeholder: DisplayText {
            switch self {
            case .subject: "the user's unique id in the event app"
            case .email: "name@example.com"
            case .firstName, .lastName: "may stay empty"
            }
        }
    }

    /// What a key came to.
    enum Outcome {
        case nothing, submitted, cancelled
    }

    package private(set) var focus = Field.subject
    private var inputs: [Field: TextInput] = [:]

    package init() {}

    func input(_ field: Field) -> TextInput {
        inputs[field] ?? TextInput(limit: 256)
    }

    mutating func handle(_ press: KeyPress) -> Outcome {
        switch (press.key, press.modifiers) {
        case (.tab, []), (.down, []): move(1)
        case (.tab, .shift), (.up, []): move(-1)
        default:
            var line = input(focus)
            let outcome = line.handle(press)
            inputs[focus] = line
            switch outcome {
            case .cancelled: return .cancelled
            case .submitted:
                guard focus == .lastName else {
                    move(1)
                    return .nothing
                }
                return .submitted
            case .edited, .moved, .ignored: break
            }
        }
        return .nothing
    }

    mutating func paste(_ text: String) {
        var line = input(focus)
        line.paste(text)
        inputs[focus] = line
    }

    /// The person, or what is missing or wrong.
    func identity() throws(TokenIdentity.Unusable) -> TokenIdentity {
        try TokenIdentity(
            subject: input(.subject).text,
            email: input(.email).text,
            firstName: input(.firstName).text,
            lastName: input(.lastName).text
        )
    }

    private mutating func move(_ step: Int) {
        let all = Field.allCases
        focus = all[(focus.rawValue + step + all.count) % all.count]
    }
}
