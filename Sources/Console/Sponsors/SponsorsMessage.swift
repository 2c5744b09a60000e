package import CoreServices

/// What can happen to the Sponsors pane.
package enum SponsorsMessage: Sendable {
    case board(generation: Int, Result<SponsorBoard, QueryFailure>)
    case figures(sponsor: Int64, Result<SponsorFigures, QueryFailure>)
    case leads(generation: Int, isMore: Bool, Result<[LeadRow], QueryFailure>, limit: Int)
    case leadCount(LeadRequest, Result<Int, QueryFailure>)
    case history(lead: Int64, Result<LeadHistory?, QueryFailure>)
    case runs(Result<[RunRow], QueryFailure>)
    case progress(SponsorsProgress.Kind, Double)
    case previewed(SponsorRule, Result<SponsorRulePreview, QueryFailure>)
    case exportPlanned(Sponsor, Filter, Result<LeadExportPlan, QueryFailure>)
    case exported(Result<LeadExportReport, QueryFailure>)
    case schedules(Result<[LeadScheduleRow], QueryFailure>)
}

/// Something long that goes on, and how far it is.
package struct SponsorsProgress: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case preview, export
    }

    package var kind: Kind
    /// From 0 to 1.
    package var done: Double

    package init(_ kind: Kind, done: Double = 0) {
        self.kind = kind
        self.done = done
    }
}

/// What a key asks of the Sponsors pane alone.
package enum SponsorsCommand: Sendable, Hashable {
    case readAgain, rankAnew, details, present, add, export, runs, schedules
}

/// What is done once a question of the Sponsors pane is confirmed.
package enum SponsorsQuestion: Sendable, Equatable {
    case add(SponsorRule)
    case export(Sponsor, Filter)
}
