/// Who a lead is, in the words of the forms that were filled in.
package struct LeadFields: Sendable, Equatable {
    /// Longer answers are cut here, in characters.
    static let longestValue = 1_000
    /// No more custom answers than this are kept of one lead.
    static let customLimit = 64

    package var firstName: String?
    package var lastName: String?
    package var email: String?
    package var phone: String?
    package var company: String?
    package var jobTitle: String?
    package var country: String?
    /// The other answers, by the Unique ID that the form's author chose.
    package var custom: [String: String] = [:]

    package init() {}

    /// Takes what `later` says; what it leaves out stays.
    mutating func take(_ later: LeadFields) {
        firstName = later.firstName ?? firstName
        lastName = later.lastName ?? lastName
        email = later.email ?? email
        phone = later.phone ?? phone
        company = later.company ?? company
        jobTitle = later.jobTitle ?? jobTitle
        country = later.country ?? country
        for name in later.custom.keys.sorted() where custom[name] != nil || custom.count < Self.customLimit {
            custom[name] = later.custom[name]
        }
    }
}

extension LeadFields {
    private static let companyNames = ["company", "company_name", "organisation", "organization", "companyName"]
    private static let jobTitleNames = ["job_title", "jobtitle", "jobTitle", "title", "role", "position"]
    private static let countryNames = ["country", "country_name", "countryName"]
    /// What stands in columns of its own, or is no answer.
    private static let known = Set(
        companyNames + jobTitleNames + countryNames
            + [
                "email", "email_address", "Email", "phone", "phone_number", "mobile", "mobile_number", "first_name",
                "firstname", "firstName", "last_name", "lastname", "lastName", "optin", "opted_in", "tags",
                "User attributes",
            ]
    )

    init(of event: Event) {
        firstName = Self.value(event.contact.firstName)
        lastName = Self.value(event.contact.lastName)
        email = Self.value(event.contact.email)
        phone = Self.value(event.contact.phone)
        company = Self.first(Self.companyNames, in: event.formFields)
        jobTitle = Self.first(Self.jobTitleNames, in: event.formFields)
        country = Self.first(Self.countryNames, in: event.formFields)
        for name in event.formFields.keys.sorted() where !Self.known.contains(name) && custom.count < Self.customLimit {
            custom[String(name.prefix(Self.longestValue))] = Self.value(event.formFields[name]?.text)
        }
    }

    private static func first(_ names: [String], in fields: [String: JSONValue]) -> String? {
        names.lazy.compactMap { value(fields[$0]?.text) }.first
    }

    /// A value without what stands around it; `nil` when nothing is left.
    private static func value(_ text: String?) -> String? {
        guard let text else { return nil }
        let isPlain =
            text.utf8.count <= longestValue && !(text.utf8.first ?? 0x20 <= 0x20) && !(text.utf8.last ?? 0x20 <= 0x20)
        if isPlain { return text }
        let kept = text.drop(while: \.isWhitespace)
        let trimmed = String(kept.reversed().drop(while: \.isWhitespace).reversed())
        return trimmed.isEmpty ? nil : String(trimmed.prefix(longestValue))
    }
}
