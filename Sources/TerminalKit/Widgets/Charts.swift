package import Primitives

/// Numbers over time in one line of block figures.
package enum Sparkline {
    /// The newest `width` values, scaled to the largest of them or to `maximum`; zero is the lowest figure.
    package static func text(_ values: [Double], width: Int, maximum: Double? = nil, glyphs: Glyphs) -> DisplayText {
        let shown = values.suffix(max(0, width))
        let top = max(maximum ?? 0, shown.max() ?? 0)
        let levels = glyphs.sparkline
        return shown.map { value in
            guard top > 0, value > 0, value.isFinite else { return levels[0] }
            let level = Int((value / top * Double(levels.count - 1)).rounded(.up))
            return levels[min(max(level, 0), levels.count - 1)]
        }.joined()
    }
}

/// A share of a whole as a horizontal bar.
package enum Bar {
    /// A bar of `width` columns of which `share`, from 0 to 1, is filled, to an eighth of a column.
    package static func text(share: Double, width: Int, glyphs: Glyphs) -> DisplayText {
        guard width > 0 else { return .empty }
        let clamped = share.isFinite ? min(max(share, 0), 1) : 0
        let eighths = Int((clamped * Double(width) * 8).rounded())
        let (full, part) = eighths.quotientAndRemainder(dividingBy: 8)
        let partial = part == 0 ? DisplayText.empty : glyphs.barParts[part - 1]
        let empty = glyphs.barEmpty.repeated(width - full - (part == 0 ? 0 : 1))
        return glyphs.barFull.repeated(full) + partial + empty
    }
}

/// Where the visible part lies in something longer.
package enum Scrollbar {
    /// Draws a bar in the last column of `rect`; nothing if everything shows.
    package static func draw(first: Int, visible: Int, total: Int, into grid: inout Grid, in rect: Rect) {
        guard total > visible, visible > 0, rect.rows > 0 else { return }
        let track = rect.splitRight(1).right
        grid.fill(track, with: grid.glyphs.scrollTrack, .border)
        let length = max(1, track.rows * visible / total)
        let span = track.rows - length
        let start = min(span, first * span / max(1, total - visible))
        let thumb = Rect(row: track.row + start, column: track.column, rows: length, columns: 1)
        grid.fill(thumb, with: grid.glyphs.scrollThumb, .scrollbar)
    }
}
