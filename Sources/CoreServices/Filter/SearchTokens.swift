import Foundation

/// The words of a text, cut and folded as SQLite's `unicode61` tokenizer does it with `remove_diacritics 2`.
enum SearchTokens {
    /// The words as they are written.
    static func split(_ text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isWordScalar(scalar) || (!word.isEmpty && isDiacritic(scalar)) {
                word.append(scalar)
            } else if !word.isEmpty {
                words.append(String(word))
                word = String.UnicodeScalarView()
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        return words
    }

    /// The words of `text` in the form in which words are compared, each after a space.
    static func folded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 1)
        var isInWord = false
        for scalar in text.unicodeScalars {
            if isWordScalar(scalar) {
                if !isInWord { bytes.append(0x20) }
                isInWord = true
                append(scalar, to: &bytes)
            } else if !(isInWord && isDiacritic(scalar)) {
                isInWord = false
            }
        }
        return bytes
    }

    /// A MATCH expression that holds where every word of `text` begins some word; `nil` when it has no word.
    ///
    /// Each word is quoted, so nothing typed is ever read as FTS5 syntax.
    static func prefixMatch(_ text: String) -> String? {
        let tokens = split(text)
        guard !tokens.isEmpty else { return nil }
        return tokens.map { "\"\($0)\"*" }.joined(separator: " AND ")
    }

    /// Whether the words alone do not say it all: `ada@example.com` is more than its three words.
    static func needsExactCheck(_ text: String) -> Bool {
        let core = text.hasSuffix("*") ? text.dropLast() : text[...]
        return split(String(core)).count != 1 || core.contains { !($0.isLetter || $0.isNumber) }
    }

    /// SQLite's tables are those of Unicode 6.1, where what was not assigned yet counts as part of a word.
    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9": return true
            default: return false
            }
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .decimalNumber, .letterNumber,
            .otherNumber, .privateUse:
            return true
        case .otherLetter:
            // Signs when that table was made, letters since.
            return !(0x19b0...0x19c0).contains(scalar.value) && !(0x19c8...0x19c9).contains(scalar.value)
                && !(0x1cf2...0x1cf3).contains(scalar.value)
        default: return !isKnown(scalar)
        }
    }

    private static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
        guard let age = scalar.properties.age else { return false }
        return (age.major, age.minor) <= (6, 1)
    }

    /// Marks between U+0300 and U+0331 that leave a word whole; every other mark ends it.
    private static func isDiacritic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x300..<0x320: 0x0802_9fdf >> (scalar.value - 0x300) & 1 == 1
        case 0x320...0x331: 0x0003_61f8 >> (scalar.value - 0x320) & 1 == 1
        default: false
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            bytes.append((0x41...0x5a).contains(byte) ? byte | 0x20 : byte)
        } else {
            bytes.append(contentsOf: String(Character(fold(scalar))).utf8)
        }
    }

    private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if let special = specialFolds[scalar] { return special }
        let lowercase = scalar.properties.lowercaseMapping.unicodeScalars
        guard let first = lowercase.first else { return scalar }
        let lower = lowercase.count == 1 && isKnown(scalar) && isKnown(first) ? first : scalar
        // Only Latin letters lose their marks.
        guard lower.value >= 0xc0, lower.value < 0x2000 else { return lower }
        let parts = Array(String(Character(lower)).decomposed)
        guard parts.count > 1, let base = parts.first, base.isASCII, base.properties.isAlphabetic else { return lower }
        return base.properties.lowercaseMapping.unicodeScalars.first ?? base
    }

    private static let specialFolds: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{b5}": "\u{3bc}", "\u{17f}": "s", "\u{1e0}": "\u{1e1}", "\u{1e1}": "\u{1e1}", "\u{3c2}": "\u{3c3}",
        "\u{3d0}": "\u{3b2}", "\u{3d1}": "\u{3b8}", "\u{3d5}": "\u{3c6}", "\u{3d6}": "\u{3c0}", "\u{3f0}": "\u{3ba}",
        "\u{3f1}": "\u{3c1}", "\u{3f5}": "\u{3b5}", "\u{1e9b}": "s", "\u{1fbe}": "\u{3b9}",
    ]
}

extension String {
    /// The scalars of the canonical decomposition.
    fileprivate var decomposed: String.UnicodeScalarView {
        decomposedStringWithCanonicalMapping.unicodeScalars
    }
}
