import CoreServices
import Testing

struct QRCodeTests {
    /// The corner squares by which readers find a code: a dark ring, a light one, and a dark middle.
    private func isFinder(_ code: QRCode, row: Int, column: Int) -> Bool {
        (0..<7).allSatisfy { down in
            (0..<7).allSatisfy { across in
                let ring = min(min(down, 6 - down), min(across, 6 - across))
                return code.isDark(row: row + down, column: column + across) == (ring != 1)
            }
        }
    }

    @Test func `a short link makes a code with its three corners and a light border`() throws {
        let code = try #require(QRCode("http://venue-laptop:8787/c/7QK4MDn2X9vB3rT8wLzYpA"))
        #expect(code.size == 29)
        #expect(isFinder(code, row: 0, column: 0))
        #expect(isFinder(code, row: 0, column: code.size - 7))
        #expect(isFinder(code, row: code.size - 7, column: 0))
        #expect(!isFinder(code, row: code.size - 7, column: code.size - 7))
        #expect(!code.isDark(row: -1, column: 0) && !code.isDark(row: 0, column: code.size))
    }

    @Test func `other texts make other codes`() {
        #expect(QRCode("a") != QRCode("b"))
        #expect(QRCode("a") == QRCode("a"))
    }

    @Test func `a text longer than any code has none`() {
        #expect(QRCode(String(repeating: "x", count: 3000)) == nil)
    }
}
