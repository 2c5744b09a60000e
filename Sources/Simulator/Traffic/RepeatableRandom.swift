import Foundation

/// Random numbers that a seed repeats exactly: SplitMix64 (https://prng.di.unimi.it/splitmix64.c).
///
/// Numbers in a range are made here and not by the standard library, whose way of making them may change.
struct RepeatableRandom: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func bits() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// At least 0 and less than 1.
    mutating func fraction() -> Double {
        Double(bits() >> 11) * 0x1p-53
    }

    mutating func chance(_ probability: Double) -> Bool {
        fraction() < probability
    }

    /// The bias of the remainder is below one in 2^40 for the small ranges used here.
    mutating func integer(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(bits() % UInt64(range.count))
    }

    mutating func element<Element>(of elements: [Element]) -> Element {
        elements[integer(in: 0...elements.count - 1)]
    }

    /// An index chosen in proportion to its weight.
    mutating func index(weightedBy weights: [Double]) -> Int {
        var rest = fraction() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.count - 1
    }

    /// The weight of the n-th most popular of several things.
    static func zipfWeight(rank: Int, exponent: Double) -> Double {
        pow(Double(rank), -exponent)
    }

    /// The time to the next of events that come independently, `rate` of them in a second on average.
    mutating func interval(rate: Double) -> Duration {
        .microseconds(Int64((-log(1 - fraction()) / rate * 1_000_000).rounded()))
    }

    /// A UUID of version 4 in the lower case that Komo uses.
    mutating func uuid() -> String {
        let high = bits() & 0xffff_ffff_ffff_0fff | 0x4000
        let low = bits() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for position in 0..<32 {
            if position == 8 || position == 12 || position == 16 || position == 20 { text.append(UInt8(ascii: "-")) }
            let half = position < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (position % 16))) & 0xf
            text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
