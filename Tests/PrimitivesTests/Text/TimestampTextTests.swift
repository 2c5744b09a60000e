import Primitives
import Testing

struct TimestampTextTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_777_626_000_123, "2026-05-01T09:00:00.123Z"),
        (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (Int64.max, "9999-12-31T23:59:59.999Z"), (Int64.min, "0000-01-01T00:00:00.000Z"),
    ])
    func `a time in UTC to the millisecond`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
    }

    @Test(arguments: [(36_000, "2026-05-01 19:00:00"), (-36_000, "2026-04-30 23:00:00"), (0, "2026-05-01 09:00:00")])
    func `a time in a zone`(secondsFromUTC: Int, text: String) {
        #expect(Timestamp(milliseconds: 1_777_626_000_123).text(secondsFromUTC: secondsFromUTC) == text)
    }

    @Test(arguments: [Int64.min, .max])
    func `no zone takes a time out of the calendar`(milliseconds: Int64) {
        let time = Timestamp(milliseconds: milliseconds)
        #expect(time.text(secondsFromUTC: -86_400).count == 19)
        #expect(time.text(secondsFromUTC: 86_400).count == 19)
    }
}
