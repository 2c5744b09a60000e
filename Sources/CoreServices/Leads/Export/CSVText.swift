import Primitives

/// Rows of comma-separated values as RFC 4180 has them: CRLF ends a row, quotes where they are needed, quotes doubled.
struct CSVText {
    /// Whether cells stay as they came, for programs. Otherwise they pass the sanitiser, and what a spreadsheet would
    /// take for a formula is made text by an apostrophe (OWASP, "CSV Injection").
    let isRaw: Bool
    private(set) var bytes: [UInt8] = []
    private var isAtStart = true

    init(isRaw: Bool) {
        self.isRaw = isRaw
    }

    /// Adds a cell of words that came from outside.
    mutating func add(untrusted text: String?) {
        guard let text, !text.isEmpty else { return add("") }
        if isRaw { return add(text) }
        let isFormula = Self.isFormula(text)
        add((isFormula ? "'" : "") + TextSanitiser.sanitise(text))
    }

    /// Adds a cell of callboard's own making: a number, a time, a word.
    mutating func add(_ text: String) {
        if !isAtStart { bytes.append(UInt8(ascii: ",")) }
        isAtStart = false
        let needsQuotes =
            text.utf8.contains { $0 == 0x22 || $0 == 0x2c || $0 == 0x0d || $0 == 0x0a }
            || text.utf8.first == 0x20 || text.utf8.last == 0x20
        guard needsQuotes else { return bytes.append(contentsOf: text.utf8) }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    mutating func endRow() {
        bytes.append(0x0d)
        bytes.append(0x0a)
        isAtStart = true
    }

    /// Adds bytes that are no cell, such as a byte order mark.
    mutating func addVerbatim(_ verbatim: [UInt8]) {
        bytes += verbatim
    }

    /// Gives what has been written so far and begins anew.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Whether a spreadsheet may take a cell for a formula: `= + - @`, tab, line ends and NUL at its beginning, and the
    /// full-width forms.
    static func isFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        return ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"].contains(first)
    }
}
