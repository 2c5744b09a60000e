/// What kind of system a customer connects, in Kombo's words.
package enum IntegrationCategory: String, Sendable, CaseIterable {
    case hris = "HRIS"
    case ats = "ATS"
    case assessment = "ASSESSMENT"
    case lms = "LMS"

    /// Reads the name in any case.
    package init?(name: String) {
        self.init(rawValue: name.uppercased())
    }

    /// As it stands in a path of the API, such as `hris`.
    package var pathName: String { rawValue.lowercased() }

    /// What it is called among people.
    package var words: String {
        switch self {
        case .hris: "HR system"
        case .ats: "applicant tracking system"
        case .assessment: "assessment system"
        case .lms: "learning system"
        }
    }
}
