import CoreServices
import Foundation
import Primitives
import Testing

struct ISO8601Tests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-01-01T00:00:00.000Z", 946_684_800_000),
            ("2026-05-01T09:30:00.123Z", 1_777_627_800_123), ("2026-05-01T09:30:00.1239999Z", 1_777_627_800_123),
            ("2026-05-01T09:30:00.1Z", 1_777_627_800_100), ("2026-05-01 09:30:00", 1_777_627_800_000),
            ("2026-05-01t09:30z", 1_777_627_800_000), ("2026-05-01T19:30:00+10:00", 1_777_627_800_000),
            ("2026-05-01T04:00:00-0530", 1_777_627_800_000), ("2026-05-01T11:30:00+02", 1_777_627_800_000),
            ("1969-12-31T23:59:59.999Z", -1), ("2024-02-29", 1_709_164_800_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ] as [(String, Int64)]
    )
    func `times are read to the millisecond`(text: String, expected: Int64) {
        #expect(ISO8601.timestamp(text)?.milliseconds == expected)
    }

    @Test(arguments: [
        "", "now", "2026", "2026-5-1", "2026-13-01", "2026-00-01", "2026-02-29", "2026-04-31", "2100-02-29",
        "2026-05-01T", "2026-05-01T24:00:00Z", "2026-05-01T09:60:00Z", "2026-05-01T09:30:61Z", "2026-05-01T09:30:00.Z",
        "2026-05-01T09:30:00ZZ", "2026-05-01T09:30:00+1", "2026-05-01T09:30:00 +10:00 ", "{{ timestamp }}",
        "2026-05-01T09:30:00+24:00", "-026-05-01",
    ])
    func `anything else is no time`(text: String) {
        #expect(ISO8601.timestamp(text) == nil)
    }

    @Test func `every day from 1900 to 2199 agrees with Foundation`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        let start = try #require(calendar.date(from: DateComponents(year: 1900, month: 1, day: 1)))
        // 37 days are coprime to every month's and year's length, so all of them are met in the end.
        for offset in stride(from: 0, to: 109_000, by: 37) {
            let date = start.addingTimeInterval(Double(offset) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let text = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            #expect(ISO8601.timestamp(text) == Timestamp(date), "\(text)")
        }
    }
}
