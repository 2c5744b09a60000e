import Database
package import Foundation
import Primitives

/// What panes, commands, reports and the read API ask about sponsors and leads.
extension Store {
    /// The sponsors by rank.
    ///
    /// - Parameter consent: Whom exports leave out, for the figure that says so.
    package func sponsorBoard(consent: ConsentRule = .notRefused) async throws -> SponsorBoard {
        let now = clock.now()
        return try await look { try SponsorBoardQueries.board(consent: consent, now: now, in: $0) }
    }

    /// The sponsors for whom entries are counted now, in the order of their rules.
    package func sponsors() async throws -> [Sponsor] {
        try await look { try SponsorRecord.active(in: $0) }
    }

    /// The sponsor of a name or tag, in any case; `nil` when there is none.
    package func sponsor(named text: String) async throws -> Sponsor? {
        try await look { try SponsorRecord.named(text, in: $0) }
    }

    /// The leads that are asked for, the newest change first.
    ///
    /// - Parameter changedBefore: Those whose newest change has a lower number; `nil` begins with the newest.
    package func leads(
        _ request: LeadRequest,
        changedBefore: Int64? = nil,
        limit: Int,
        sponsors: SponsorDirectory = SponsorDirectory()
    ) async throws -> [LeadRow] {
        let now = clock.now()
        return try await look { connection in
            try LeadQueries.newest(
                request,
                changedBefore: changedBefore,
                limit: limit,
                sponsors: sponsors,
                now: now,
                in: connection
            )
        }
    }

    /// How many leads are asked for.
    package func leadCount(
        _ request: LeadRequest,
        sponsors: SponsorDirectory = SponsorDirectory()
    ) async throws -> Int {
        let now = clock.now()
        return try await look { try LeadQueries.count(request, sponsors: sponsors, now: now, in: $0) }
    }

    /// The lead of a name outside the store; `nil` when there is none.
    package func lead(reference: String) async throws -> LeadRow? {
        try await look {
            try LeadHistoryQueries.lead(where: "lead.reference = $1", .text(reference), in: $0)
        }
    }

    /// Who the person of a lead is, for who has only the lead's name; `nil` when there is no such lead.
    package func person(ofLead reference: String) async throws -> PersonIdentity? {
        try await lead(reference: reference).map { PersonIdentity(key: $0.person) }
    }

    /// Everything known of the person behind a lead; `nil` when there is no such lead.
    package func leadHistory(_ id: Int64) async throws -> LeadHistory? {
        try await look { try LeadHistoryQueries.history(of: id, in: $0) }
    }

    /// The leads that an event counts for.
    package func leads(ofEvent sequence: Int64) async throws -> [LeadRow] {
        try await look { try LeadHistoryQueries.leads(ofEvent: sequence, in: $0) }
    }

    /// Every schedule with its newest runs.
    ///
    /// - Parameter limit: Runs of each.
    package func leadSchedules(_ configuration: Configuration, limit: Int) async throws -> [LeadScheduleRow] {
        let now = clock.now()
        let times = LeadScheduleTimes(zone: configuration.zone, closesAt: configuration.leads.eventClosesAt)
        return try await look { connection in
            try configuration.leads.schedules.map { schedule in
                LeadScheduleRow(
                    schedule: schedule,
                    nextAt: times.next(schedule.time, after: now),
                    runs: try LeadScheduleRecord.runs(of: schedule.name, limit: limit, in: connection)
                )
            }
        }
    }

    /// How many people two sponsors share.
    package func overlap(_ first: Int64, _ second: Int64) async throws -> SponsorOverlap {
        try await look { try LeadHistoryQueries.overlap(first, second, in: $0) }
    }

    /// Who else has a sponsor's people: the other sponsors that share the most, Unattributed left out.
    package func sharedPeople(of sponsor: Int64, limit: Int) async throws -> [SharedPeople] {
        try await look { try LeadHistoryQueries.sharedPeople(of: sponsor, limit: limit, in: $0) }
    }

    /// The last hours of a sponsor, or of all together, up to the one that is running.
    package func leadHours(sponsor: Int64?, timeZone: TimeZone, hours: Int = 24) async throws -> [LeadHour] {
        let now = clock.now()
        let seconds = timeZone.secondsFromGMT(for: now.date)
        return try await look { connection in
            try LeadHistoryQueries.hours(
                sponsor: sponsor,
                count: hours,
                secondsFromUTC: seconds,
                now: now,
                in: connection
            )
        }
    }

    /// The cards that brought a sponsor the most entries.
    package func topCards(sponsor: Int64, limit: Int) async throws -> [CardCount] {
        try await look { try LeadHistoryQueries.topCards(sponsor: sponsor, limit: limit, in: $0) }
    }
}
