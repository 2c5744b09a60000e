extension Duration {
    /// Reads a length of time as people write it: `250ms`, `30s`, `5m`, `2h`, `7d`, or several parts as in `1h30m`.
    ///
    /// `nil` when a unit is missing or unknown, when the text is not of this form, and when the sum does not fit.
    package init?(unitText text: String) {
        var rest = text.utf8[...]
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest[digits.endIndex...]
            let letters = rest.prefix { !(0x30...0x39).contains($0) }
            rest = rest[letters.endIndex...]
            guard let count = Int64(String(decoding: digits, as: UTF8.self)),
                let unit = Self.units[String(decoding: letters, as: UTF8.self)]
            else { return nil }
            let (product, overflowed) = count.multipliedReportingOverflow(by: unit)
            let (sum, carried) = total.addingReportingOverflow(product)
            guard !overflowed, !carried else { return nil }
            total = sum
        }
        self = .milliseconds(total)
    }

    /// The shortest text that `init(unitText:)` reads back as this duration, to the millisecond: `1h30m`, `250ms`.
    package var unitText: String {
        var rest = milliseconds
        guard rest > 0 else { return "0s" }
        var parts = ""
        for (name, size) in Self.units.sorted(by: { $0.value > $1.value }) {
            let count = rest / size
            if count > 0 { parts += "\(count)\(name)" }
            rest -= count * size
        }
        return parts
    }

    /// Milliseconds in each unit.
    private static let units: [String: Int64] = [
        "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
    ]
}
