import Primitives
import TerminalKit
import TestSupport
import Testing

struct GridTests {
    private func text(_ grid: Grid, row: Int = 0) -> String {
        grid.cells(inRow: row).map { $0.columns == 0 ? "" : String($0.character) }.joined()
    }

    @Test func `Text is clipped at every edge and never refused`() {
        var grid = Grid(size: Size(columns: 6, rows: 2))
        grid.put("abc", row: 0, column: -1)
        grid.put("xyz", row: 1, column: 4)
        grid.put("no", row: -1, column: 0)
        grid.put("no", row: 2, column: 0)
        #expect(text(grid, row: 0) == "bc    ")
        #expect(text(grid, row: 1) == "    xy")
    }

    @Test func `A clip rectangle holds text in`() {
        var grid = Grid(size: Size(columns: 8, rows: 1))
        let used = grid.put("abcdefgh", row: 0, column: 1, .text, in: Rect(row: 0, column: 2, rows: 1, columns: 3))
        #expect(text(grid) == "  bcd   ")
        #expect(used == 8)
    }

    @Test func `In ASCII the stand-in of a wide character takes both its columns, and every column is printed`() {
        var grid = Grid(size: Size(columns: 7, rows: 1), glyphs: .ascii)
        grid.put("xxxxxxx", row: 0, column: 0)
        let before = grid
        grid.put("山a山é", row: 0, column: 0)
        #expect(text(grid) == "? a? ex")
        for run in GridDiff.runs(from: before, to: grid) {
            #expect(run.characters.reduce(0) { $0 + DisplayWidth.columns(of: $1) } == run.columns)
        }
    }

    @Test func `A wide character cut in half is a space`() {
        var grid = Grid(size: Size(columns: 5, rows: 1))
        grid.put("山山山", row: 0, column: 0)
        #expect(text(grid) == "山山 ")
        grid.put("田", row: 0, column: -1)
        #expect(text(grid) == "  山 ")
    }

    @Test func `Overwriting half of a wide character blanks the other half`() {
        var grid = Grid(size: Size(columns: 6, rows: 1))
        grid.put("山田山", row: 0, column: 0)
        grid.put("x", row: 0, column: 1)
        #expect(text(grid) == " x田山")
        grid.put("界", row: 0, column: 3)
        #expect(text(grid) == " x 界 ")
        grid.put("y", row: 0, column: 3)
        #expect(text(grid) == " x y  ")
    }

    @Test func `What is written in a box keeps the box's ground`() {
        var grid = Grid(size: Size(columns: 4, rows: 1))
        grid.clear(Rect(row: 0, column: 1, rows: 1, columns: 2), ground: .modal)
        grid.put("abcd", row: 0, column: 0, .accent)
        #expect(grid.cells(inRow: 0).map(\.style.ground) == [.text, .modal, .modal, .text])
        #expect(grid[0, 1].style.slot == .accent)
    }

    @Test func `Signs and letters fall back to ASCII without moving anything`() {
        var grid = Grid(size: Size(columns: 16, rows: 1), glyphs: .ascii)
        grid.put("★ Zoë 山…│x", row: 0, column: 0)
        #expect(text(grid) == "* Zoe ? ~|x     ")
        #expect(grid[0, 6].columns == 1 && grid[0, 7].character == " ")
    }

    @Test func `A box has corners, a title and an inside`() {
        var grid = Grid(size: Size(columns: 12, rows: 3))
        let inside = grid.box(grid.bounds, title: "keys")
        #expect(text(grid, row: 0) == "┌─ keys ───┐")
        #expect(text(grid, row: 1) == "│          │")
        #expect(text(grid, row: 2) == "└──────────┘")
        #expect(inside == Rect(row: 1, column: 1, rows: 1, columns: 10))
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 1), (1, 2), (3, 3)])
    func `A grid of any size can be drawn into`(columns: Int, rows: Int) {
        var grid = Grid(size: Size(columns: columns, rows: rows))
        grid.box(grid.bounds, title: "a long title")
        grid.fill(Rect(row: -5, column: -5, rows: 20, columns: 20), with: "x")
        grid.overlay(Rect(row: -1, column: -1, rows: 1, columns: 1), .match)
        #expect(GridDiff.runs(from: nil, to: grid).map(\.columns).reduce(0, +) == columns * rows)
    }

    @Test func `Rectangles split into parts that fill them`() {
        let rect = Rect(row: 1, column: 2, rows: 10, columns: 20)
        #expect(rect.splitTop(3).rest == Rect(row: 4, column: 2, rows: 7, columns: 20))
        #expect(rect.splitBottom(3).bottom == Rect(row: 8, column: 2, rows: 3, columns: 20))
        #expect(rect.splitLeft(50).rest.isEmpty)
        #expect(rect.splitRight(5).right == Rect(row: 1, column: 17, rows: 10, columns: 5))
        #expect(rect.centred(rows: 4, columns: 10) == Rect(row: 4, column: 7, rows: 4, columns: 10))
        #expect(rect.line(10).isEmpty)
        #expect(rect.intersection(Rect(row: 50, column: 0, rows: 1, columns: 1)).isEmpty)
    }

    @Test func `Styled text is cut across its pieces`() {
        let text = StyledText("abc", .accent) + StyledText("def", .muted)
        #expect(text.truncated(to: 6) == text)
        #expect(text.truncated(to: 5).text.string == "abcd…")
        #expect(text.truncated(to: 3).text.string == "ab…")
        #expect(text.truncated(to: 1).text.string == "…")
        #expect(text.truncated(to: 0).isEmpty)
    }

    @Test func `Printing the differences gives the new screen`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let size = Size(columns: 12, rows: 3)
        var old: Grid?
        var screen = PrintedScreen(size)
        for _ in 0..<300 {
            var new = old ?? Grid(size: size)
            for _ in 0..<Int.random(in: 0...3, using: &random) { Self.scribble(&new, &random) }
            let runs = GridDiff.runs(from: old, to: new)
            screen.print(runs)
            try #require(screen.cells == (0..<3).map { Array(new.cells(inRow: $0)) }, "seed \(seed)")
            #expect(runs.allSatisfy { $0.columns == $0.characters.reduce(0) { $0 + DisplayWidth.columns(of: $1) } })
            old = new
        }
    }

    private static func scribble(_ grid: inout Grid, _ random: inout SeededGenerator) {
        let texts: [DisplayText] = ["山田", "abc", " ", "e\u{301}x", "😀", "─────"]
        let row = Int.random(in: 0..<3, using: &random)
        let column = Int.random(in: -2..<12, using: &random)
        let slots: [StyleSlot] = [.text, .accent, .muted]
        let slot = slots.randomElement(using: &random) ?? .text
        switch Int.random(in: 0..<4, using: &random) {
        case 0: grid.overlay(Rect(row: row, column: column, rows: 1, columns: 3), .rowSelected)
        case 1: grid.clear(Rect(row: row, column: column, rows: 1, columns: 3), ground: .modal)
        default: grid.put(texts.randomElement(using: &random) ?? "", row: row, column: column, slot)
        }
    }
}

/// What a terminal shows after runs were printed, kept without the grid's own code.
private struct PrintedScreen {
    var cells: [[Cell]]

    init(_ size: Size) {
        cells = Array(repeating: Array(repeating: .blank, count: size.columns), count: size.rows)
    }

    mutating func print(_ runs: [GridRun]) {
        for run in runs {
            var column = run.column
            for character in run.characters {
                let columns = DisplayWidth.columns(of: character)
                cells[run.row][column] = Cell(character: character, columns: UInt8(columns), style: run.style)
                if columns == 2 { cells[run.row][column + 1] = Cell(character: " ", columns: 0, style: run.style) }
                column += columns
            }
        }
    }
}
