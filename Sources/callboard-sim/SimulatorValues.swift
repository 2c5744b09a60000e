import CommandKit
import Foundation
import Primitives
import Simulator

extension ValueKind where Value == Double {
    /// A number in `range`, with or without a fraction.
    static func decimal(_ range: ClosedRange<Int>) -> Self {
        Self(placeholder: "N", expectation: "a number from \(range.lowerBound) to \(range.upperBound)") { text in
            guard let number = Double(text) else { return nil }
            return (Double(range.lowerBound)...Double(range.upperBound)).contains(number) ? number : nil
        }
    }

    /// How often something happens.
    static var proportion: Self {
        Self(placeholder: "P", expectation: "from 0% to 100%, such as 0.5% or 0.005") {
            AdjustableProportion.value(of: $0)
        }
    }

    /// A proportion as it is read: `0.5%`.
    static func percentage(_ value: Double) -> String {
        let tenths = Int((value * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }
}

extension ValueKind where Value == UInt64 {
    /// What names a run.
    static var seed: Self {
        Self(placeholder: "N", expectation: "a whole number from 0 to \(UInt64.max)") { UInt64($0) }
    }
}

extension ValueKind where Value == Timestamp {
    /// A time with its offset.
    static var time: Self {
        Self(placeholder: "TIME", expectation: "a time such as 2026-05-01T09:00:00Z") { text in
            (try? Date(text, strategy: .iso8601)).map { Timestamp($0) }
        }
    }
}

extension ValueKind where Value == String {
    /// Any text, the empty one too.
    static func anyText(_ placeholder: String) -> Self {
        Self(placeholder: placeholder, expectation: "some text") { $0 }
    }
}
