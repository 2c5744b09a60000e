/// How many colours the terminal shows.
package enum ColourDepth: Sendable, Hashable, CaseIterable {
    /// Attributes only.
    case none
    /// The eight dark colours; bold stands for the bright ones.
    case eight
    case sixteen
    case indexed256

    /// The depth of a terminal with `colours` colours, none where `NO_COLOR` (no-color.org) is set and not empty.
    package init(colours: Int, environment: [String: String]) {
        let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        switch colours {
        case _ where isRefused: self = .none
        case 256...: self = .indexed256
        case 16...: self = .sixteen
        case 8...: self = .eight
        default: self = .none
        }
    }

    /// The nearest colour of the terminal's palette, which is never redefined; -1 without colours.
    package func index(of colour: Colour) -> Int {
        switch self {
        case .none: -1
        case .eight: Self.nearest(colour, in: Palette.sixteen[..<8])
        case .sixteen: Self.nearest(colour, in: Palette.sixteen[...])
        case .indexed256: Self.nearest(colour, in: Palette.indexed256[16...])
        }
    }

    /// The first sixteen are left out of 256: people redefine those, and the rest can stand for them.
    private static func nearest(_ colour: Colour, in palette: ArraySlice<Colour>) -> Int {
        palette.indices.min { distance(colour, palette[$0]) < distance(colour, palette[$1]) } ?? -1
    }

    /// Squared distance weighted by how the eye sees red for that mean ("redmean", compuphase.com/cmetric.htm).
    private static func distance(_ left: Colour, _ right: Colour) -> Int {
        let mean = (Int(left.red) + Int(right.red)) / 2
        let red = Int(left.red) - Int(right.red)
        let green = Int(left.green) - Int(right.green)
        let blue = Int(left.blue) - Int(right.blue)
        return (512 + mean) * red * red + 1024 * green * green + (767 - mean) * blue * blue
    }
}
