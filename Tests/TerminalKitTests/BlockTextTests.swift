import Primitives
import TerminalKit
import Testing

struct BlockTextTests {
    @Test func `digits take three rows of half blocks`() {
        #expect(BlockText.rows("10", glyphs: .unicode) == ["▄█  █▀█", " █  █ █", "▀▀▀ ▀▀▀"])
    }

    @Test func `in ASCII they take five rows`() {
        #expect(BlockText.rows("i7", glyphs: .ascii) == ["# ###", "#   #", "#  # ", "#  # ", "#  # "])
    }

    @Test func `all rows of a text are equally wide`() {
        let text: DisplayText = "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789,.-&'+/"
        for glyphs in [Glyphs.unicode, .ascii] {
            let rows = BlockText.rows(text, glyphs: glyphs)
            #expect(rows?.count == (glyphs.isASCII ? 5 : 3))
            #expect(Set(rows?.map(\.width) ?? []).count == 1)
        }
    }

    @Test func `a letter that there is no shape for is told of`() {
        #expect(BlockText.rows("Müller", glyphs: .unicode) == nil)
        #expect(BlockText.rows("東京", glyphs: .unicode) == nil)
    }
}
