import Testing

@testable import CoreServices

struct QRCodeTests {
    @Test func `a code has its three corners, and a margin that no camera misses`() throws {
        let code = try #require(QRCode("http://venue-laptop:8787/c/7QK4MD7QK4MD7QK4MD7QK4"))
        #expect(code.side % 4 == 1 && code.side >= 21)
        #expect(code.modules.count == code.side * code.side)
        let corner = [true, true, true, true, true, true, true]
        for (row, column) in [(0, 0), (0, code.side - 7), (code.side - 7, 0)] {
            #expect((0..<7).map { code.modules[row * code.side + column + $0] } == corner)
            #expect((0..<7).map { code.modules[(row + $0) * code.side + column] } == corner)
        }
        #expect(code.lines.count == code.height)
        #expect(code.lines.allSatisfy { $0.count == code.width })
        #expect(code.lines.first?.allSatisfy { $0 == "█" } == true)
        #expect(code.lines.allSatisfy { $0.hasPrefix("██") && $0.hasSuffix("██") || $0.allSatisfy { $0 == "▀" } })
    }

    @Test func `the half blocks are the modules`() throws {
        let code = try #require(QRCode("callboard"))
        let rows = code.lines.map(Array.init)
        for row in 0..<code.side {
            for column in 0..<code.side {
                let line = rows[(row + 2) / 2][column + 2]
                let isLight = (row + 2).isMultiple(of: 2) ? "█▀".contains(line) : "█▄".contains(line)
                #expect(isLight != code.modules[row * code.side + column])
            }
        }
    }

    @Test func `it says whether it fits, and what is too long has none`() throws {
        let code = try #require(QRCode("a"))
        #expect(code.fits(columns: code.width, rows: code.height))
        #expect(!code.fits(columns: code.width - 1, rows: code.height))
        #expect(!code.fits(columns: code.width, rows: code.height - 1))
        #expect(QRCode("") == nil)
        #expect(QRCode(String(repeating: "x", count: 2049)) == nil)
    }
}
