import Primitives

/// How the text of an option or argument becomes a value, and the words for what is expected.
package struct ValueKind<Value: Sendable>: Sendable {
    /// What stands for the value in help, in capitals: `FILE`, `N`.
    package var placeholder: String
    /// What a wrong value is told: `a whole number from 1 to 100`.
    package var expectation: String
    /// Every accepted text where there are few, for suggestions; empty otherwise.
    package var choices: [String]
    /// The value; `nil` when the text is not what is expected.
    package var parse: @Sendable (String) -> Value?

    package init(
        placeholder: String,
        expectation: String,
        choices: [String] = [],
        parse: @escaping @Sendable (String) -> Value?
    ) {
        self.placeholder = placeholder
        self.expectation = expectation
        self.choices = choices
        self.parse = parse
    }
}

extension ValueKind where Value == String {
    /// Any text but the empty one.
    package static func text(_ placeholder: String) -> Self {
        Self(placeholder: placeholder, expectation: "some text") { $0.isEmpty ? nil : $0 }
    }

    /// The path of a file or folder, which need not exist.
    package static func path(_ placeholder: String) -> Self {
        Self(placeholder: placeholder, expectation: "a path") { $0.isEmpty || $0.utf8.contains(0) ? nil : $0 }
    }
}

extension ValueKind where Value == Int {
    /// A whole number in `range`.
    package static func integer(_ range: ClosedRange<Int>, placeholder: String = "N") -> Self {
        Self(
            placeholder: placeholder,
            expectation: "a whole number from \(range.lowerBound) to \(range.upperBound)"
        ) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A size in bytes with its unit, within `range`.
    package static func byteCount(_ range: ClosedRange<Int>, placeholder: String = "SIZE") -> Self {
        let bounds = "\(ByteCountText.format(range.lowerBound)) to \(ByteCountText.format(range.upperBound))"
        return Self(placeholder: placeholder, expectation: "a size such as 512KiB or 1MiB, from \(bounds)") { text in
            ByteCountText.parse(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension ValueKind where Value == Duration {
    /// A length of time with its unit, within `range`.
    package static func duration(_ range: ClosedRange<Duration>, placeholder: String = "TIME") -> Self {
        let bounds = "\(range.lowerBound.unitText) to \(range.upperBound.unitText)"
        return Self(placeholder: placeholder, expectation: "a time such as 30s or 5m, from \(bounds)") { text in
            Duration(unitText: text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension ValueKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases, by its raw value.
    package static func choice(placeholder: String) -> Self {
        let names = Value.allCases.map(\.rawValue)
        return Self(placeholder: placeholder, expectation: names.joined(separator: " or "), choices: names) {
            Value(rawValue: $0)
        }
    }
}
