import Primitives
import TestSupport
import Testing

struct TextSanitiserTests {
    @Test(
        arguments: [
            ("plain text ~ 1", "plain text ~ 1"),
            ("", ""),
            ("\u{1b}]52;c;ZXZpbA==\u{7}", "␛]52;c;ZXZpbA==␇"),
            ("\u{1b}[2J\u{1b}]0;title\u{1b}\\", "␛[2J␛]0;title␛\\"),
            ("a\u{9b}31mb", "a<U+009B>31mb"),
            ("a\r\nb\tc\0", "a␍␊b␉c␀"),
            ("del\u{7f}", "del␡"),
            ("abc\u{202e}cba\u{202c}", "abc<U+202E>cba<U+202C>"),
            ("\u{2066}x\u{2069}\u{200e}\u{200f}\u{61c}", "<U+2066>x<U+2069><U+200E><U+200F><U+061C>"),
            ("a\u{2028}b\u{2029}c", "a<U+2028>b<U+2029>c"),
            ("a\u{200b}b\u{200c}c\u{200d}d\u{2060}e\u{feff}", "a<U+200B>b<U+200C>c<U+200D>d<U+2060>e<U+FEFF>"),
            ("x\u{e0001}\u{e0041}\u{e007f}", "x<U+E0001><U+E0041><U+E007F>"),
            ("soft\u{ad}hyphen", "soft<U+00AD>hyphen"),
            ("\u{e000}\u{f8ff}\u{fffe}\u{10ffff}", "<U+E000><U+F8FF><U+FFFE><U+10FFFF>"),
            ("\u{3164}\u{115f}\u{ffa0}", "<U+3164><U+115F><U+FFA0>"),
            ("Zoë Müller, 山田 太郎, Ελένη", "Zoë Müller, 山田 太郎, Ελένη"),
            ("e\u{301}\u{302}", "e\u{301}\u{302}"),
            ("e\u{301}\u{302}\u{303}\u{304}x", "e\u{301}\u{302}<+2 marks>x"),
            ("\u{301}x", "◌\u{301}x"),
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}<U+FE0F>"),
            ("a\u{fe0f}\u{e0101}", "a<U+FE0F><U+E0101>"),
            ("\u{fffd}", "\u{fffd}"),
        ]
    )
    func `Hostile text is shown instead of obeyed`(input: String, expected: String) {
        let safe = TextSanitiser.sanitise(input)
        // Compared by scalars: String equality would take é and e with an accent for the same.
        #expect(Array(safe.unicodeScalars) == Array(expected.unicodeScalars))
        #expect(Array(TextSanitiser.sanitise(safe).unicodeScalars) == Array(safe.unicodeScalars))
    }

    @Test func `Several lines keep their line feeds and nothing else`() {
        #expect(TextSanitiser.sanitise("a\n\tb\r\nc", lines: .multiple) == "a\n␉b␍\nc")
        #expect(TextSanitiser.sanitise("plain\nlines", lines: .multiple) == "plain\nlines")
        #expect(TextSanitiser.sanitise("e\n\u{301}", lines: .multiple) == "e\n◌\u{301}")
    }

    @Test(
        arguments: [
            ([0x61, 0x9b, 0x33], #"a\x9b3"#),
            ([0xff, 0xfe], #"\xff\xfe"#),
            // A lone surrogate in UTF-8's shape.
            ([0xed, 0xa0, 0x80], #"\xed\xa0\x80"#),
            // An overlong escape.
            ([0xc0, 0x9b], #"\xc0\x9b"#),
            // Cut in the middle of a character.
            ([0x7a, 0xe5, 0xb1], #"z\xe5\xb1"#),
            ([0xe5, 0xb1, 0xb1, 0xff], #"山\xff"#),
            ([0x1b, 0x5b, 0x41], "␛[A"),
            ([], ""),
        ] as [([UInt8], String)]
    )
    func `Bytes that are not UTF-8 are shown as numbers`(bytes: [UInt8], expected: String) {
        #expect(TextSanitiser.sanitise(bytes: bytes) == expected)
    }

    @Test func `Whatever comes in, nothing that steers a terminal comes out`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in Self.hostileByte(&random) }
            for lines in [TextSanitiser.Lines.single, .multiple] {
                let safe = TextSanitiser.sanitise(bytes: bytes, lines: lines)
                let harmful = safe.unicodeScalars.filter { Self.isHarmful($0, lines: lines) }
                #expect(harmful.isEmpty, "seed \(seed), bytes \(bytes)")
                let again = TextSanitiser.sanitise(safe, lines: lines)
                #expect(Array(again.utf8) == Array(safe.utf8), "seed \(seed), bytes \(bytes)")
            }
        }
    }

    @Test func `Whatever scalars come in, sanitising twice is sanitising once`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let bases: [UInt32] = [0x0, 0x80, 0x300, 0x600, 0x1100, 0x2000, 0xfe00, 0x1f1e6, 0x1f600, 0xe0000]
        for _ in 0..<400 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0..<30, using: &random) {
                let base = bases.randomElement(using: &random) ?? 0
                if let scalar = Unicode.Scalar(base + UInt32.random(in: 0..<0x80, using: &random)) {
                    text.append(scalar)
                }
            }
            let safe = TextSanitiser.sanitise(String(text))
            #expect(Array(TextSanitiser.sanitise(safe).utf8) == Array(safe.utf8), "seed \(seed)")
            #expect(!safe.unicodeScalars.contains { Self.isHarmful($0, lines: .single) }, "seed \(seed)")
        }
    }

    private static func hostileByte(_ random: inout SeededGenerator) -> UInt8 {
        let favourites: [UInt8] = [0x1b, 0x9b, 0xc2, 0xe2, 0x80, 0xae, 0xcc, 0x81, 0xf3, 0xa0, 0x0a, 0x0d, 0x5d, 0x41]
        return Bool.random(using: &random)
            ? favourites.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
    }

    private static func isHarmful(_ scalar: Unicode.Scalar, lines: TextSanitiser.Lines) -> Bool {
        if scalar == "\n" { return lines == .single }
        if scalar.value == 0xfe0e || scalar.value == 0xfe0f { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
