import CoreServices
import Primitives
import TerminalKit

/// How a lead reads.
enum LeadText {
    /// Who it is: by name, else by address, else by number, else by what a visitor is known by.
    static func person(_ lead: LeadRow, isRevealed: Bool) -> DisplayText {
        let name = [lead.fields.firstName, lead.fields.lastName].compactMap(\.self).joined(separator: " ")
        if !name.isEmpty { return isRevealed ? DisplayText(untrusted: name) : Masking.name(name) }
        if let email = lead.fields.email { return isRevealed ? DisplayText(untrusted: email) : Masking.email(email) }
        if let phone = lead.fields.phone {
            return isRevealed ? DisplayText(untrusted: phone) : Masking.telephone(phone)
        }
        return "visitor \(DisplayText(untrusted: key(lead).value.prefix(6)))"
    }

    /// By what the person is told from others: `e-mail`, `phone`, `profile`, `session`.
    static func rule(_ lead: LeadRow) -> DisplayText {
        switch key(lead).rule {
        case "email": "e-mail"
        case "phone": "phone"
        case "profile": "profile"
        case "session": "session"
        default: "entry"
        }
    }

    private static func key(_ lead: LeadRow) -> (rule: Substring, value: Substring) {
        let parts = lead.person.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
    }

    static func consent(_ lead: LeadRow) -> StyledText {
        switch lead.consent {
        case true?: StyledText("yes", .statusSuccess)
        case false?: StyledText("no", .levelWarning)
        case nil: StyledText("not said", .muted)
        }
    }

    static func score(_ score: Double) -> DisplayText {
        score == score.rounded() && abs(score) < 1e15
            ? Readable.count(Int64(score)) : DisplayText(untrusted: String(score))
    }
}
