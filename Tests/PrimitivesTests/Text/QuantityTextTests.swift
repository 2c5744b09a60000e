import Primitives
import Testing

struct QuantityTextTests {
    @Test(arguments: [
        ("250ms", 250), ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000), ("7d", 604_800_000), ("1h30m", 5_400_000),
        ("0s", 0),
    ])
    func `times are read and written`(text: String, milliseconds: Int64) throws {
        let duration = try #require(Duration(unitText: text))
        #expect(duration == .milliseconds(milliseconds))
        #expect(duration.unitText == text)
    }

    @Test(arguments: ["", "5", "s", "5 s", "-5s", "1.5s", "5x", "99999999999999999999s", "999999999999999d", "5é"])
    func `what is not a time is refused`(text: String) {
        #expect(Duration(unitText: text) == nil)
    }

    @Test(arguments: [
        ("512B", 512, "512B"), ("64KiB", 65_536, "64KiB"), ("1MiB", 1_048_576, "1MiB"), ("2GiB", 2 << 30, "2GiB"),
        ("1kB", 1000, "1000B"), ("0B", 0, "0B"), ("1024KiB", 1 << 20, "1MiB"),
    ])
    func `sizes are read and written`(text: String, bytes: Int, written: String) {
        #expect(ByteCountText.parse(text) == bytes)
        #expect(ByteCountText.format(bytes) == written)
    }

    @Test(arguments: ["", "5", "MiB", "5 MiB", "-1B", "1TiB", "1.5MiB", "99999999999999999999B", "9999999999999GiB"])
    func `what is not a size is refused`(text: String) {
        #expect(ByteCountText.parse(text) == nil)
    }

    @Test(arguments: [
        ("evnts", "events"), ("lst", "ls"), ("ls", "ls"), ("DOCTOR", "doctor"), ("dcotor", "doctor"), ("import", nil),
        ("", nil), ("doc", "doctor"), ("x", nil), ("servve", "serve"),
    ])
    func `the nearest name is found, and none when nothing is near`(typed: String, expected: String?) {
        #expect(NearestName.find(typed, among: ["ls", "events", "doctor", "serve"]) == expected)
    }
}
