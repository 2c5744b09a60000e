import CoreServices
import Testing

/// Bodies that were once good, spoilt in random places.
struct NormaliserFuzzTests {
    /// A small generator whose seed repeats a run (Vigna, SplitMix64).
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
            return value ^ (value >> 31)
        }
    }

    private static let samples = [EventNormaliserTests.entry, KomoWorkflowBody.template].map { Array($0.utf8) }
    private static let morsels = [
        #"{"#, "}", "[", "]", "\"", "\\", #"\u"#, #"\ud800"#, ",", ":", "null", "-", "1e", "999999999999999999999",
        "{{", "}}", "\u{202e}", "\u{0}", "\u{feff}",
    ].map { Array($0.utf8) }

    @Test func `spoilt bodies are read or refused and never change`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = Generator(state: seed)
        var accepted = 0
        for _ in 0..<4000 {
            var body = Self.samples.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) { Self.spoil(&body, &generator) }
            do {
                let event = try EventNormaliser.event(from: body, of: EventNormaliserTests.delivery)
                accepted += 1
                #expect(event.body == body, "seed \(seed)")
                #expect(!event.deduplicationKey.isEmpty && event.deduplicationKey.utf8.count < 512, "seed \(seed)")
                #expect(JSONPretty.format(body) != nil, "seed \(seed)")
                _ = EventSummary(of: event)
            } catch {
                #expect(!error.description.isEmpty, "seed \(seed)")
                #expect(JSONPretty.format(body) == nil || error.reason == "body is not a JSON object", "seed \(seed)")
            }
        }
        #expect(accepted > 0, "seed \(seed)")
    }

    private static func spoil(_ body: inout [UInt8], _ generator: inout Generator) {
        let index = Int.random(in: 0...body.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: body.insert(contentsOf: morsels.randomElement(using: &generator) ?? [], at: index)
        case 1: body.removeSubrange(index..<min(body.count, index + Int.random(in: 0...8, using: &generator)))
        case 2: if index < body.count { body[index] = UInt8.random(in: 0...255, using: &generator) }
        case 3: if index < body.count { body[index] ^= 1 << UInt8.random(in: 0...7, using: &generator) }
        default:
            // Twice the same stretch makes duplicate keys and deeper nesting.
            let stretch = body[index..<min(body.count, index + Int.random(in: 0...60, using: &generator))]
            body.insert(contentsOf: stretch, at: index)
        }
    }
}
