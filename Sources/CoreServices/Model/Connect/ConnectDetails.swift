import Primitives

/// For whom a link is made and what may be connected with it.
package struct ConnectDetails: Sendable, Equatable {
    /// How a link is used, and with it how long it holds.
    package enum LinkType: String, Sendable, CaseIterable {
        /// Shown in a page, such as the hand-off page; holds an hour.
        case embedded = "EMBEDDED"
        /// Sent to somebody who opens it by itself; holds a year.
        case magicLink = "MAGIC_LINK"

        /// Reads what people type: `embedded`, `magic`, `magic-link`.
        package init?(name: String) {
            switch name.lowercased() {
            case "embedded": self = .embedded
            case "magic", "magic-link", "magiclink", "magic_link": self = .magicLink
            default: return nil
            }
        }

        /// As the configuration and commands have it.
        package var name: String {
            switch self {
            case .embedded: "embedded"
            case .magicLink: "magic-link"
            }
        }

        /// How long Kombo takes such a link.
        package var lifetime: Duration {
            switch self {
            case .embedded: .seconds(3600)
            case .magicLink: .seconds(365 * 86_400)
            }
        }
    }

    /// The languages of Kombo's pages.
    package enum Language: String, Sendable, CaseIterable {
        case english = "en"
        case german = "de"
        case french = "fr"
        case italian = "it"
        case spanish = "es"
    }

    /// Of the person who connects.
    package var email: String
    package var organisation: String
    /// The customer's id in the operator's own systems, by which everything is matched.
    package var originID: String
    package var category: IntegrationCategory
    /// Kombo's id of a tool, such as `personio`; `nil` lets the person choose.
    package var tool: String?
    /// Of the tool; `nil` is its production.
    package var remoteEnvironment: String?
    package var language: Language?
    package var linkType: LinkType
    package var scopeConfigID: String?
    package var enablesFiltering: Bool
    package var enablesFieldMapping: Bool

    package init(
        email: String,
        organisation: String,
        originID: String,
        category: IntegrationCategory,
        tool: String? = nil,
        remoteEnvironment: String? = nil,
        language: Language? = nil,
        linkType: LinkType = .embedded,
        scopeConfigID: String? = nil,
        enablesFiltering: Bool = false,
        enablesFieldMapping: Bool = false
    ) {
        self.email = email
        self.organisation = organisation
        self.originID = originID
        self.category = category
        self.tool = tool
        self.remoteEnvironment = remoteEnvironment
        self.language = language
        self.linkType = linkType
        self.scopeConfigID = scopeConfigID
        self.enablesFiltering = enablesFiltering
        self.enablesFieldMapping = enablesFieldMapping
    }

    /// The fields in which people make mistakes.
    package enum Field: String, Sendable, CaseIterable {
        case email, organisation, originID, tool, remoteEnvironment, scopeConfigID, filtering
    }

    /// What Kombo would refuse, each a sentence without a full stop; empty when there is nothing.
    package var problems: [(field: Field, sentence: String)] {
        var problems: [(field: Field, sentence: String)] = []
        if !Self.isAddress(email) {
            problems.append((.email, "the e-mail address has to look like ada@acme.example"))
        }
        for (field, name, text) in [
            (Field.organisation, "the organisation", organisation), (.originID, "the origin id", originID),
        ] {
            if text.isBlank {
                problems.append((field, "\(name) is missing"))
            } else if let problem = Self.problem(text, name) {
                problems.append((field, problem))
            }
        }
        for (field, name, text) in [
            (Field.tool, "the tool", tool), (.remoteEnvironment, "the environment", remoteEnvironment),
            (.scopeConfigID, "the scope config", scopeConfigID),
        ] {
            guard let text else { continue }
            if !Self.isPlain(text) {
                problems.append((field, "\(name) has to be an id of letters, digits, '-', '_', '.' and ':'"))
            }
        }
        if remoteEnvironment != nil, tool == nil {
            problems.append((.remoteEnvironment, "an environment can be chosen only together with a tool"))
        }
        if enablesFiltering, category != .hris {
            problems.append((.filtering, "filtering is for the category HRIS only"))
        }
        return problems
    }

    private static func problem(_ text: String, _ name: String) -> String? {
        if text.count > 200 { return "\(name) has \(text.count) characters, 200 are the most" }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            return "\(name) holds a control character"
        }
        return nil
    }

    private static func isPlain(_ text: String) -> Bool {
        (1...100).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "-_.:".utf8.contains(byte)
                }
            }
    }

    /// Whether something stands before and after one `@`, with a dot after it; Kombo itself judges the rest.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= 254 else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
            && text.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0.properties.generalCategory != .control
            }
    }
}
