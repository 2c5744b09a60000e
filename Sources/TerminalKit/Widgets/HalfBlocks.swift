package import Primitives

/// Small squares, two above each other in one cell, as pictures of dots and codes need them.
package enum HalfBlocks {
    /// A picture as lines of text.
    ///
    /// - Parameter isLit: Whether the square of a row and column is drawn; the others stay as the ground is.
    package static func lines(
        rows: Int,
        columns: Int,
        isLit: (_ row: Int, _ column: Int) -> Bool
    ) -> [DisplayText] {
        stride(from: 0, to: rows, by: 2).map { row in
            DisplayText(
                untrusted: String(
                    (0..<columns).map { column -> Character in
                        switch (isLit(row, column), row + 1 < rows && isLit(row + 1, column)) {
                        case (true, true): "█"
                        case (true, false): "▀"
                        case (false, true): "▄"
                        case (false, false): " "
                        }
                    }
                )
            )
        }
    }
}
