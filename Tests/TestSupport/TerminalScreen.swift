/// What a terminal would show for the sequences that ``EscapeSequenceAudit/Allowance/fullScreen`` permits.
///
/// Characters and their places only; colours are left out. For the judgement of a real emulator use
/// ``TerminalSession``.
package struct TerminalScreen: Sendable, Equatable {
    /// The second half of a wide character holds the empty string.
    private var rows: [[String]]
    private var size: TerminalSize
    private var row = 0
    private var column = 0
    private var saved = (row: 0, column: 0)
    private var region: ClosedRange<Int>

    package init(size: TerminalSize) {
        self.size = size
        rows = Array(repeating: Self.blankRow(size), count: size.rows)
        region = 0...size.rows - 1
    }

    package static func == (left: TerminalScreen, right: TerminalScreen) -> Bool {
        left.rows == right.rows && left.cursor == right.cursor
    }

    package var cursor: (row: Int, column: Int) { (row, min(column, size.columns - 1)) }

    /// One line per row, without trailing blanks.
    package var text: String {
        rows.map { cells in
            String(cells.joined().reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    package mutating func feed(_ bytes: some Collection<UInt8>) {
        for token in TerminalTokenizer.tokens(of: Array(bytes)) { apply(token) }
    }

    /// Cuts or fills rows and columns at the end, as most terminals do; the program then draws anew.
    package mutating func resize(to size: TerminalSize) {
        self.size = size
        rows = (0..<size.rows).map { index in
            guard index < rows.count else { return Self.blankRow(size) }
            return Array((rows[index] + Self.blankRow(size)).prefix(size.columns))
        }
        region = 0...size.rows - 1
        place(row: row, column: column)
    }

    private mutating func apply(_ token: TerminalToken) {
        switch token {
        case .text(let text): text.unicodeScalars.forEach { write($0) }
        case .control(let byte): control(byte)
        case .escape(let sequence): escape(sequence)
        case .controlSequence(let parameters, "", let final): sequence(parameters, final)
        case .controlSequence, .wideControl, .operatingSystemCommand, .controlString, .malformed: break
        }
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        let width = scalar.terminalWidth
        if width == 0 {
            let before = max(0, min(column, size.columns) - 1)
            rows[row][before].unicodeScalars.append(scalar)
            return
        }
        if column + width > size.columns {
            column = 0
            lineFeed()
        }
        rows[row][column] = String(scalar)
        if width == 2 { rows[row][column + 1] = "" }
        column += width
    }

    private mutating func control(_ byte: UInt8) {
        switch byte {
        case 0x08: column = max(0, min(column, size.columns - 1) - 1)
        case 0x09: column = min(size.columns - 1, (column / 8 + 1) * 8)
        case 0x0a: lineFeed()
        case 0x0d: column = 0
        default: break
        }
    }

    private mutating func escape(_ sequence: String) {
        switch sequence {
        case "7": saved = (row, column)
        case "8": place(row: saved.row, column: saved.column)
        case "M": if row == region.lowerBound { scrollDown(1, from: row) } else { place(row: row - 1, column: column) }
        default: break
        }
    }

    private mutating func sequence(_ parameters: String, _ final: Character) {
        if parameters.hasPrefix("?") {
            if parameters == "?1049", final == "h" || final == "l" { self = TerminalScreen(size: size) }
            return
        }
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        let given = numbers.first ?? 0
        let count = max(1, given)
        switch final {
        case "A": place(row: row - count, column: column)
        case "B": place(row: row + count, column: column)
        case "C": place(row: row, column: column + count)
        case "D": place(row: row, column: column - count)
        case "G", "`": place(row: row, column: count - 1)
        case "d": place(row: count - 1, column: column)
        case "H", "f": place(row: count - 1, column: max(1, numbers.count > 1 ? numbers[1] : 1) - 1)
        case "J": eraseDisplay(given)
        case "K": eraseLine(given)
        case "X": erase(column..<min(size.columns, column + count))
        case "P": shiftCells(by: -count)
        case "@": shiftCells(by: count)
        case "L": if region.contains(row) { scrollDown(count, from: row) }
        case "M": if region.contains(row) { scrollUp(count, from: row) }
        case "S": scrollUp(count, from: region.lowerBound)
        case "T": scrollDown(count, from: region.lowerBound)
        case "b": if column > 0, let last = rows[row][column - 1].unicodeScalars.first { repeated(last, count) }
        case "r":
            let last = numbers.count > 1 && numbers[1] > 0 ? numbers[1] : size.rows
            if count < last, last <= size.rows { region = count - 1...last - 1 }
            place(row: 0, column: 0)
        default: break
        }
    }

    private mutating func place(row: Int, column: Int) {
        self.row = min(max(0, row), size.rows - 1)
        self.column = min(max(0, column), size.columns - 1)
    }

    private mutating func lineFeed() {
        if row == region.upperBound {
            scrollUp(1, from: region.lowerBound)
        } else {
            row = min(row + 1, size.rows - 1)
        }
    }

    private mutating func scrollUp(_ count: Int, from first: Int) {
        for _ in 0..<min(count, region.upperBound - first + 1) {
            rows.remove(at: first)
            rows.insert(Self.blankRow(size), at: region.upperBound)
        }
    }

    private mutating func scrollDown(_ count: Int, from first: Int) {
        for _ in 0..<min(count, region.upperBound - first + 1) {
            rows.remove(at: region.upperBound)
            rows.insert(Self.blankRow(size), at: first)
        }
    }

    private mutating func eraseDisplay(_ mode: Int) {
        eraseLine(mode)
        let others = mode == 0 ? row + 1..<size.rows : mode == 1 ? 0..<row : 0..<size.rows
        if mode < 3 { others.forEach { rows[$0] = Self.blankRow(size) } }
    }

    private mutating func eraseLine(_ mode: Int) {
        let position = min(column, size.columns - 1)
        switch mode {
        case 0: erase(position..<size.columns)
        case 1: erase(0..<position + 1)
        case 2: erase(0..<size.columns)
        default: break
        }
    }

    private mutating func erase(_ columns: Range<Int>) {
        columns.forEach { rows[row][$0] = " " }
    }

    private mutating func shiftCells(by distance: Int) {
        let blanks = Array(repeating: " ", count: min(abs(distance), size.columns - column))
        var rest = Array(rows[row][column...])
        rest = distance > 0 ? blanks + rest.dropLast(blanks.count) : rest.dropFirst(blanks.count) + blanks
        rows[row].replaceSubrange(column..., with: rest)
    }

    private mutating func repeated(_ scalar: Unicode.Scalar, _ count: Int) {
        for _ in 0..<min(count, size.columns * size.rows) { write(scalar) }
    }

    private static func blankRow(_ size: TerminalSize) -> [String] {
        Array(repeating: " ", count: size.columns)
    }
}

extension Unicode.Scalar {
    /// Cells that a terminal gives this scalar: none to a mark, two to what East Asian type sets wide, else one.
    fileprivate var terminalWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
            0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1faff, 0x20000...0x3fffd:
            return 2
        default: return 1
        }
    }
}
