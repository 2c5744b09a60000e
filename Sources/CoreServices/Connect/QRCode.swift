import CQREncode

/// A text as a QR code, for people who would rather point a telephone at it than type.
package struct QRCode: Sendable, Equatable {
    /// Light modules around the code, without which no camera finds it.
    private static let margin = 2

    /// Modules of one side, without the margin.
    package let side: Int
    /// Row by row; true is dark.
    package let modules: [Bool]

    /// `nil` for an empty text, and for one that is too long.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 2048, !text.utf8.contains(0),
            let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L)
        else { return nil }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        let count = side * side
        guard let data = code.pointee.data else { return nil }
        modules = UnsafeBufferPointer(start: data, count: count).map { $0 & 1 == 1 }
    }

    /// Columns that `lines` take.
    package var width: Int { side + 2 * Self.margin }
    /// Lines that `lines` are.
    package var height: Int { (side + 2 * Self.margin + 1) / 2 }

    /// Whether it can be shown in so much room.
    package func fits(columns: Int, rows: Int) -> Bool { width <= columns && height <= rows }

    /// The code in half blocks, two rows of modules a line. A block is light, as text is on a dark terminal: cameras
    /// read a code either way round.
    package var lines: [String] {
        stride(from: -Self.margin, to: side + Self.margin, by: 2).map { row in
            String(
                (-Self.margin..<side + Self.margin).map { column in
                    switch (isLight(row, column), isLight(row + 1, column)) {
                    case (true, true): Character("█")
                    case (true, false): Character("▀")
                    case (false, true): Character("▄")
                    case (false, false): Character(" ")
                    }
                }
            )
        }
    }

    private func isLight(_ row: Int, _ column: Int) -> Bool {
        // Below the margin there is nothing, which the last half of a line must not light up.
        guard row < side + Self.margin else { return false }
        guard (0..<side).contains(row), (0..<side).contains(column) else { return true }
        return !modules[row * side + column]
    }
}
