/// Sizes in bytes as people write them: `512B`, `64KiB`, `1MiB`, `2GiB`, or decimal `64kB`, `1MB`, `2GB`.
package enum ByteCountText {
    /// The bytes that `text` stands for; `nil` when it has no unit, an unknown one, or does not fit.
    package static func parse(_ text: String) -> Int? {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        let name = String(decoding: text.utf8.dropFirst(digits.count), as: UTF8.self)
        guard let count = Int(String(decoding: digits, as: UTF8.self)),
            let unit = units.first(where: { $0.name == name })?.bytes
        else { return nil }
        let (product, overflowed) = count.multipliedReportingOverflow(by: unit)
        return overflowed ? nil : product
    }

    /// The text with the largest binary unit that divides `bytes`: 65536 gives `64KiB`.
    package static func format(_ bytes: Int) -> String {
        for unit in units.reversed() where unit.name.hasSuffix("iB") && bytes >= unit.bytes && bytes % unit.bytes == 0 {
            return "\(bytes / unit.bytes)\(unit.name)"
        }
        return "\(bytes)B"
    }

    private static let units: [(name: String, bytes: Int)] = [
        ("B", 1), ("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000),
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
    ]
}
