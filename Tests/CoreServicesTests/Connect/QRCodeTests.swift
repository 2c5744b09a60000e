import CoreServices
import Testing

struct QRCodeTests {
    /// The corner squares by which readers find a code: a dark ring, a light one, and a dark middle.
    private func isFinder(_ code: QRCode, row: Int, column: Int) -> Bool {
        (0..<7).allSatisfy { down in
            (0..<7).allSatisfy { across in
                let ring = min(min(down, 6 - down), min(across, 6 - across))
                return code.modules[(row + down) * code.side + column + across] == (ring != 1)
            }
        }
    }

    @Test func `a short link makes a code with its three corners and a light margin`() throws {
        let code = try #require(QRCode("http://venue-laptop:8787/c/7QK4MDn2X9vB3rT8wLzYpA"))
        #expect(code.side == 29)
        #expect(isFinder(code, row: 0, column: 0))
        #expect(isFinder(code, row: 0, column: code.side - 7))
        #expect(isFinder(code, row: code.side - 7, column: 0))
        #expect(!isFinder(code, row: code.side - 7, column: code.side - 7))
        #expect(code.lines.count == code.height && code.lines.allSatisfy { $0.count == code.width })
        #expect(code.lines[0].allSatisfy { $0 == "█" })
    }

    @Test func `other texts make other codes`() {
        #expect(QRCode("a") != QRCode("b"))
        #expect(QRCode("a") == QRCode("a"))
    }

    @Test func `a text longer than any code has none`() {
        #expect(QRCode(String(repeating: "x", count: 3000)) == nil)
    }
}
