import Foundation
import Primitives
import Testing

@testable import CoreServices

struct LeadScheduleTimesTests {
    private static let sydney = TimeZone(identifier: "Australia/Sydney") ?? .gmt

    private func times(closesAt: String? = nil) -> LeadScheduleTimes {
        LeadScheduleTimes(zone: Self.sydney, closesAt: closesAt.flatMap { LocalTime.parse($0, secondsFromUTC: 0) })
    }

    private func at(_ text: String) throws -> Timestamp {
        try #require(LocalTime.parse(text, secondsFromUTC: 0))
    }

    @Test(arguments: [
        ("2026-05-01T14:31:07+10:00", "2026-05-01T14:30+10:00", "2026-05-01T14:45+10:00"),
        ("2026-05-01T14:45+10:00", "2026-05-01T14:45+10:00", "2026-05-01T15:00+10:00"),
        ("2026-05-01T00:00+10:00", "2026-05-01T00:00+10:00", "2026-05-01T00:15+10:00"),
    ])
    func `every quarter of an hour is the event's quarters`(now: String, last: String, next: String) throws {
        let time = LeadSchedule.Time.every(.seconds(900))
        #expect(times().last(time, upTo: try at(now)) == (try at(last)))
        #expect(times().next(time, after: try at(now)) == (try at(next)))
    }

    @Test func `a day ends an interval that does not divide it`() throws {
        let time = LeadSchedule.Time.every(.seconds(7 * 3_600))
        #expect(times().last(time, upTo: try at("2026-05-01T23:00+10:00")) == (try at("2026-05-01T21:00+10:00")))
        let next = try #require(times().next(time, after: try at("2026-05-01T23:00+10:00")))
        #expect(next > (try at("2026-05-01T23:00+10:00")))
        #expect(times().last(time, upTo: next) == next)
    }

    // In Sydney clocks go back from 3:00 to 2:00 on 2026-04-05, and forward from 2:00 to 3:00 on 2026-10-04.
    @Test(arguments: [
        ("2026-05-01T17:59+10:00", "2026-04-30T18:00+10:00", "2026-05-01T18:00+10:00"),
        ("2026-05-01T18:00+10:00", "2026-05-01T18:00+10:00", "2026-05-02T18:00+10:00"),
        ("2026-04-05T12:00+10:00", "2026-04-04T18:00+11:00", "2026-04-05T18:00+10:00"),
        ("2026-10-04T12:00+11:00", "2026-10-03T18:00+10:00", "2026-10-04T18:00+11:00"),
    ])
    func `a time of day is that of the clocks there`(now: String, last: String, next: String) throws {
        let time = LeadSchedule.Time.daily(minute: 18 * 60)
        #expect(times().last(time, upTo: try at(now)) == (try at(last)))
        #expect(times().next(time, after: try at(now)) == (try at(next)))
    }

    @Test func `a time that the clocks leave out is the next one that there is`() throws {
        let time = LeadSchedule.Time.daily(minute: 2 * 60 + 30)
        let now = try at("2026-10-04T12:00+11:00")
        #expect(times().last(time, upTo: now) == (try at("2026-10-04T03:00+11:00")))
    }

    @Test func `the close comes once`() throws {
        let times = times(closesAt: "2026-05-02T18:00+10:00")
        let close = try at("2026-05-02T18:00+10:00")
        #expect(times.last(.atClose, upTo: close.advanced(by: .seconds(-1))) == nil)
        #expect(times.next(.atClose, after: close.advanced(by: .seconds(-1))) == close)
        #expect(times.last(.atClose, upTo: close) == close)
        #expect(times.next(.atClose, after: close) == nil)
    }

    @Test func `due times between are counted`() throws {
        let from = try at("2026-05-01T14:45+10:00")
        let to = try at("2026-05-01T16:00+10:00")
        #expect(times().count(.every(.seconds(900)), after: from, upTo: to) == 5)
        #expect(times().count(.daily(minute: 900), after: from, upTo: to) == 1)
        #expect(times().count(.every(.seconds(60)), after: from, upTo: to, limit: 10) == 10)
    }
}
