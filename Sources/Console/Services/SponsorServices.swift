package import CoreServices

/// What the Sponsors pane asks and does.
package struct SponsorServices: Sendable {
    package var board: @Sendable () async throws -> SponsorBoard = { throw QueryFailure.noSponsors }
    package var figures: @Sendable (_ sponsor: Int64) async throws -> SponsorFigures = { _ in SponsorFigures() }
    /// Leads, the newest change first, from before a change on.
    package var leads: @Sendable (LeadRequest, _ before: Int64?, _ limit: Int) async throws -> [LeadRow] = { _, _, _ in
        []
    }
    package var count: @Sendable (LeadRequest) async throws -> Int = { _ in 0 }
    package var history: @Sendable (_ lead: Int64) async throws -> LeadHistory? = { _ in nil }
    /// What a sponsor's rule would change, told how far that is from 0 to 1.
    package var preview:
        @Sendable (SponsorRule, _ progress: @escaping @Sendable (Double) -> Void) async throws -> SponsorRulePreview = {
            _,
            _ in throw QueryFailure.noSponsors
        }
    package var add: @Sendable (SponsorRule, _ reason: String) async throws -> Void = { _, _ in
        throw QueryFailure.noSponsors
    }
    /// How many leads an export would hold, whom it leaves out, and to which folder it goes.
    package var exportPlan: @Sendable (_ sponsor: Sponsor, Filter) async throws -> LeadExportPlan = { _, _ in
        throw QueryFailure.noSponsors
    }
    /// Writes a sponsor's leads that pass a filter to a file, told how far that is from 0 to 1.
    package var export:
        @Sendable (
            _ sponsor: Sponsor, Filter, _ reason: String, _ progress: @escaping @Sendable (Double) -> Void
        ) async throws -> LeadExportReport = { _, _, _, _ in throw QueryFailure.noSponsors }

    /// What is done by itself, each with its newest runs.
    package var schedules: @Sendable () async throws -> [LeadScheduleRow] = { [] }

    /// Nothing to ask.
    package static let empty = SponsorServices()
}

/// What is shown of one sponsor beside the board.
package struct SponsorFigures: Sendable, Equatable {
    /// The last 24 hours, the oldest first.
    package var hours: [LeadHour]
    /// The most entries first.
    package var cards: [CardCount]
    /// The most people first.
    package var shared: [SharedPeople]

    package init(hours: [LeadHour] = [], cards: [CardCount] = [], shared: [SharedPeople] = []) {
        self.hours = hours
        self.cards = cards
        self.shared = shared
    }
}

/// What an export would do.
package struct LeadExportPlan: Sendable, Equatable {
    package var rows: Int
    /// Leads left out for lack of consent.
    package var excluded: Int
    package var folder: String

    package init(rows: Int, excluded: Int, folder: String) {
        self.rows = rows
        self.excluded = excluded
        self.folder = folder
    }
}

extension QueryFailure {
    static let noSponsors = QueryFailure(reason: "sponsors cannot be read from here")
}
