/// A sponsor as the store knows it.
package struct Sponsor: Sendable, Equatable, Identifiable {
    /// How callboard came to know a sponsor.
    package enum Origin: String, Sendable, CaseIterable {
        /// Nobody: where the entries are counted that fit no sponsor.
        case unattributed
        case configured
        /// By an operator while callboard ran.
        case added
        /// By a tag such as `sponsor:acme-corp`.
        case discovered
    }

    /// The id of Unattributed.
    package static let unattributedID: Int64 = 0

    package var id: Int64
    package var name: String
    /// Such as `sponsor:acme-corp`; made from the name where none is declared, empty for Unattributed.
    package var tag: String
    package var origin: Origin
    /// Card ids and name patterns.
    package var cards: [String]
    package var extensionData: ExtensionDataMatch?
    /// How many leads were promised.
    package var goal: Int?

    package init(
        id: Int64,
        name: String,
        tag: String,
        origin: Origin,
        cards: [String] = [],
        extensionData: ExtensionDataMatch? = nil,
        goal: Int? = nil
    ) {
        self.id = id
        self.name = name
        self.tag = tag
        self.origin = origin
        self.cards = cards
        self.extensionData = extensionData
        self.goal = goal
    }
}
