import Database
import Foundation
import Primitives

/// What a report reads, at one moment.
enum SponsorReportQueries {
    /// With more hours than these the course is shown by days.
    private static let mostHours = 72
    /// No more days than these, the newest.
    private static let mostDays = 366
    private static let mostCards = 12

    /// - Parameter sponsor: `nil` for all sponsors.
    static func report(
        on sponsor: Sponsor?,
        consent: ConsentRule,
        zone: TimeZone,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> SponsorReport {
        var report = SponsorReport(
            sponsor: sponsor,
            board: try SponsorBoardQueries.board(consent: consent, now: now, in: connection),
            course: [],
            pace: .hours,
            cards: try sponsor.map { try LeadHistoryQueries.topCards(sponsor: $0.id, limit: mostCards, in: connection) }
                ?? [],
            readAt: now
        )
        guard let span = try span(of: sponsor, in: connection) else { return report }
        let seconds = zone.secondsFromGMT(for: span.upperBound.date)
        let hours = Int((span.upperBound.minute - span.lowerBound.minute) / 60) + 2
        var course = try LeadHistoryQueries.hours(
            sponsor: sponsor?.id,
            count: min(hours, mostDays * 24),
            secondsFromUTC: seconds,
            now: span.upperBound,
            in: connection
        )
        course = Array(course.drop { $0.entries == 0 && $0.leads == 0 })
        report.course = course
        if course.count > mostHours {
            report.course = days(course, secondsFromUTC: seconds)
            report.pace = .days
        }
        return report
    }

    /// From the first minute with an entry to the last.
    private static func span(
        of sponsor: Sponsor?,
        in connection: SQLiteConnection
    ) throws -> ClosedRange<Timestamp>? {
        let condition = sponsor == nil ? "sponsor_id <> 0" : "sponsor_id = $1"
        let minutes = try connection.first(
            "SELECT min(minute), max(minute) FROM lead_minute WHERE \(condition)",
            sponsor.map { [.integer($0.id)] } ?? []
        ) { ($0.optionalInteger(0), $0.optionalInteger(1)) }
        guard let first = minutes?.0, let last = minutes?.1 else { return nil }
        return Timestamp(milliseconds: first * 60_000)...Timestamp(milliseconds: last * 60_000)
    }

    private static func days(_ hours: [LeadHour], secondsFromUTC: Int) -> [LeadHour] {
        var days: [LeadHour] = []
        let shift = Int64(secondsFromUTC) * 1_000
        for hour in hours {
            let day = Int64((Double(hour.start.milliseconds + shift) / 86_400_000).rounded(.down))
            let start = Timestamp(milliseconds: day * 86_400_000 - shift)
            if days.last?.start != start { days.append(LeadHour(start: start, leads: 0, entries: 0)) }
            days[days.count - 1].leads += hour.leads
            days[days.count - 1].entries += hour.entries
        }
        return days
    }
}
