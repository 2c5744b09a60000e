package import Primitives

/// What a report on one sponsor, or on all, tells, as it stood at one moment.
package struct SponsorReport: Sendable, Equatable {
    /// How finely the course of the event is shown.
    package enum Pace: Sendable, Equatable {
        case hours, days
    }

    /// `nil` for the report on all sponsors.
    package var sponsor: Sponsor?
    package var board: SponsorBoard
    /// From the first hour, or day, with an entry to the last, those between them included.
    package var course: [LeadHour]
    package var pace: Pace
    /// Where a single sponsor's entries came from, the most first; empty for all sponsors.
    package var cards: [CardCount]
    package var readAt: Timestamp

    package init(
        sponsor: Sponsor?,
        board: SponsorBoard,
        course: [LeadHour],
        pace: Pace,
        cards: [CardCount],
        readAt: Timestamp
    ) {
        self.sponsor = sponsor
        self.board = board
        self.course = course
        self.pace = pace
        self.cards = cards
        self.readAt = readAt
    }
}
