import Primitives
import TerminalKit
import Testing

struct HalfBlocksTests {
    @Test func `two squares stand above each other in a cell, and an odd last row has only its upper half`() {
        let picture = ["#.#", "##.", ".##"].map(Array.init)
        let lines = HalfBlocks.lines(rows: 3, columns: 3) { picture[$0][$1] == "#" }
        #expect(lines.map(\.string) == ["█▄▀", " ▀▀"])
    }
}
