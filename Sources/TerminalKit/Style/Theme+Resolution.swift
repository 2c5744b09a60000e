/// A look in the terminal's own terms.
package struct ResolvedStyle: Sendable, Hashable {
    /// A number of the terminal's palette; -1 is the terminal's own colour.
    package var foreground: Int
    /// A number of the terminal's palette; -1 is the terminal's own colour.
    package var background: Int
    package var attributes: Attributes
}

extension Theme {
    /// The look of a cell on a terminal of this depth.
    ///
    /// Where two colours fall together on a small palette the text becomes black or white, so that it stays legible.
    package func resolved(_ style: CellStyle, depth: ColourDepth) -> ResolvedStyle {
        let look = self[style]
        let background = look.background.map(depth.index) ?? -1
        var foreground = look.foreground.map(depth.index) ?? -1
        if foreground == background, foreground != -1, let colour = look.background {
            foreground = depth.index(of: colour.luminance > 0.18 ? .black : .white)
        }
        return ResolvedStyle(foreground: foreground, background: background, attributes: look.attributes)
    }

    /// Contrast of a cell's text with its background, from 1 to 21; nil where the terminal's own colours take part.
    package func contrast(_ style: CellStyle) -> Double? {
        let look = self[style]
        guard let foreground = look.foreground, let background = look.background else { return nil }
        return foreground.contrast(with: background)
    }
}

extension Colour {
    static let black = Colour(red: 0, green: 0, blue: 0)
    static let white = Colour(red: 255, green: 255, blue: 255)
}
