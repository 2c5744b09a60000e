import Console
import Primitives
import TerminalKit

@testable import CoreServices

/// The sponsors of an event at half time, and a person who is a lead of two of them.
enum SponsorsFixture {
    static func board() -> SponsorBoard {
        let acme = row(1, "Acme Corp", leads: 2114, entries: 3902, goal: 2500, change: 1)
        let globex = row(2, "Globex", leads: 2090, entries: 2511, goal: 3000, change: -1)
        var hostile = row(3, "Müller \u{1b}]52;c;ZXZpbA==\u{7}& Söhne", leads: 41, entries: 44, goal: nil, change: 0)
        hostile.lastLeadAt = nil
        hostile.perMinute = 0
        var nobody = SponsorBoard.Row(
            sponsor: Sponsor(id: 0, name: "Unattributed", tag: "", origin: .unattributed)
        )
        (nobody.leads, nobody.entries) = (41, 57)
        nobody.lastLeadAt = WorkFixture.ago(120)
        nobody.lastHour = WorkFixture.wave(2, ends: 40)
        var board = SponsorBoard(unattributed: nobody)
        board.rows = SponsorBoardQueries.ranked([globex, acme, hostile]).map { ranked in
            var ranked = ranked
            ranked.rankChange = ranked.id == 1 ? 1 : ranked.id == 2 ? -1 : 0
            return ranked
        }
        board.reasons = [
            .init(reason: "coupon or prize without an entry", entries: 38), .init(reason: "unknown card", entries: 19),
        ]
        (board.people, board.entries, board.excluded) = (3655, 6514, 112)
        return board
    }

    static func row(_ id: Int64, _ name: String, leads: Int, entries: Int, goal: Int?, change: Int) -> SponsorBoard.Row
    {
        var row = SponsorBoard.Row(
            sponsor: Sponsor(
                id: id,
                name: name,
                tag: "sponsor:\(id)",
                origin: .configured,
                cards: ["\(name) *"],
                goal: goal
            )
        )
        (row.leads, row.entries) = (leads, entries)
        (row.qualified, row.optedIn, row.refused) = (leads * 3 / 4, leads / 2, leads / 19)
        row.rankChange = change
        row.lastLeadAt = WorkFixture.ago(4 * id)
        row.lastHour = WorkFixture.wave(Int(id) * 3)
        row.perMinute = 12.1 / Double(id)
        return row
    }

    static func figures() -> SponsorFigures {
        SponsorFigures(
            hours: (0..<4).map {
                LeadHour(start: WorkFixture.ago(3 * 3600 - $0 * 3600), leads: Int($0) * 211, entries: Int($0) * 300 + 4)
            },
            cards: [
                CardCount(card: "Acme Trivia", entries: 3000, people: 2000),
                CardCount(card: "Acme \u{202e}Spin", entries: 902, people: 640),
            ],
            shared: [SharedPeople(sponsor: 2, people: 604)]
        )
    }

    static func lead(_ id: Int64, first: String?, last: String?, email: String, refuses: Bool? = nil) -> LeadRow {
        var fields = LeadFields()
        fields.firstName = first
        fields.lastName = last
        fields.email = email
        fields.phone = "+61 400 123 456"
        fields.company = "Analytical Engines"
        fields.custom = ["interest": "Looms"]
        return LeadRow(
            id: id,
            reference: "3f2a9c\(id)",
            sponsorID: 1,
            personID: id,
            person: "email:\(email)",
            entries: 2,
            qualified: id == 1 ? 1 : 0,
            consent: refuses.map { !$0 },
            bestScore: id == 2 ? nil : 8.5,
            firstAt: WorkFixture.ago(4000),
            lastAt: WorkFixture.ago(10 * id),
            changed: 100 - id,
            cardID: "card-1",
            cardName: "Acme Trivia",
            fields: fields,
            prizes: ["First Prize"],
            coupons: [],
            events: [7, 9]
        )
    }

    static func leads() -> [LeadRow] {
        [
            lead(1, first: "Ada", last: "Lovelace", email: "ada@example.com", refuses: false),
            lead(2, first: nil, last: nil, email: "grace@example.com", refuses: true),
            lead(3, first: "Kit", last: "\u{1b}[31mMarlowe", email: "kit@example.com"),
        ]
    }

    static func history() throws -> LeadHistory {
        let lead = leads()[0]
        var other = lead
        other.id = 11
        other.sponsorID = 2
        var trivia = LeadHistory.Entry(
            id: 1,
            sponsors: [1],
            reason: "card",
            isQualified: true,
            at: WorkFixture.ago(10)
        )
        trivia.cardName = "Acme Trivia"
        trivia.events = try [7, 9].map { try item($0) }
        var poll = LeadHistory.Entry(
            id: 2,
            sponsors: [2],
            reason: "tag",
            isQualified: false,
            at: WorkFixture.ago(300)
        )
        poll.cardName = "Globex Poll"
        poll.events = [try item(3)]
        return LeadHistory(
            lead: lead,
            leads: [lead, other],
            entries: [trivia, poll],
            runs: [7: RunSummary(succeeded: 1), 3: RunSummary(failed: 1)]
        )
    }

    private static func item(_ sequence: Int64) throws -> EventListItem {
        guard
            case .event(let item) = try ScreenFixture.submission(
                sequence,
                first: "Ada",
                last: "Lovelace",
                card: "Acme Trivia",
                company: "Analytical Engines"
            ).0.content
        else { throw QueryFailure(reason: "no event") }
        return item
    }

    static func schedules() -> [LeadScheduleRow] {
        let quarters = LeadSchedule(
            name: "Acme by the quarter",
            time: .every(.seconds(900)),
            product: .export(.csv),
            sponsor: "Acme Corp"
        )
        let evening = LeadSchedule(name: "reports \u{1b}]0;x\u{7}", time: .daily(minute: 1_110), product: .report)
        return [
            LeadScheduleRow(
                schedule: quarters,
                nextAt: WorkFixture.ago(-600),
                runs: [
                    run(3, 300, .failed, "/srv/acme cannot be written (No space left on device)"),
                    run(2, 1_200, .done, "in /srv/acme, 112 left out for lack of consent", leads: 2_002, missed: 3),
                    run(1, 5_000, .interrupted, "callboard ended in the middle of it; it is done again"),
                ]
            ),
            LeadScheduleRow(schedule: evening, nextAt: nil, runs: []),
        ]
    }

    private static func run(
        _ id: Int64,
        _ ago: Int64,
        _ state: LeadScheduleRun.State,
        _ detail: String,
        leads: Int = 0,
        missed: Int = 0
    ) -> LeadScheduleRun {
        LeadScheduleRun(
            id: id,
            schedule: "Acme by the quarter",
            dueAt: WorkFixture.ago(ago),
            missed: missed,
            startedAt: WorkFixture.ago(ago),
            endedAt: WorkFixture.ago(ago - 1),
            state: state,
            leads: leads,
            files: leads > 0 ? 1 : 0,
            detail: detail
        )
    }
}
