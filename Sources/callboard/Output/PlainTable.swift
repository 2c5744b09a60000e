import Primitives

/// Rows in columns, for people.
struct PlainTable {
    enum Alignment { case left, right }

    /// Longer cells push the rest aside but are never cut, save by the width of the terminal.
    private static let widest = 40

    private let columns: [(title: DisplayText, alignment: Alignment)]
    private var rows: [[DisplayText]] = []

    init(_ columns: [(String, Alignment)]) {
        self.columns = columns.map { (DisplayText(untrusted: $0.0), $0.1) }
    }

    /// Adds a row; the cells may hold anything.
    mutating func add(_ cells: [String]) {
        rows.append(cells.map { DisplayText(untrusted: $0) })
    }

    /// The title line and one line a row, cut to `width` columns where there is a width.
    func lines(width: Int?) -> [String] {
        let all = [columns.map(\.title)] + rows
        let widths = columns.indices.map { column in
            min(Self.widest, all.map { column < $0.count ? $0[column].width : 0 }.max() ?? 0)
        }
        return all.map { row in
            var line = DisplayText.empty
            for (index, cell) in row.enumerated() {
                if index > 0 { line += "  " }
                let fits = cell.width <= widths[index]
                switch columns[index].alignment {
                case _ where !fits: line += cell
                case .left: line += index == row.count - 1 ? cell : cell.padded(to: widths[index])
                case .right: line += cell.paddedLeft(to: widths[index])
                }
            }
            let kept = width.map { line.truncated(to: $0) } ?? line
            let spaces = kept.string.reversed().prefix { $0 == " " }.count
            return kept.prefix(columns: kept.width - spaces).string
        }
    }
}
