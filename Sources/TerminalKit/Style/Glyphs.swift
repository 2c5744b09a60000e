package import Primitives

/// The signs the console draws with: in Unicode, or in ASCII for terminals that print nothing else.
///
/// Each takes one column, so a layout is the same in both.
package struct Glyphs: Sendable, Equatable {
    /// Whether everything drawn must be ASCII; other text is folded to it, or to `?`.
    package let isASCII: Bool
    package let star: DisplayText
    package let dot: DisplayText
    package let circle: DisplayText
    package let dottedCircle: DisplayText
    package let cross: DisplayText
    package let check: DisplayText
    package let exclamation: DisplayText
    package let warning: DisplayText
    package let middleDot: DisplayText
    package let dash: DisplayText
    package let ellipsis: DisplayText
    package let arrowRight: DisplayText
    package let arrowLeft: DisplayText
    package let arrowUp: DisplayText
    package let arrowDown: DisplayText
    package let triangleRight: DisplayText
    package let triangleUp: DisplayText
    package let triangleDown: DisplayText
    package let pause: DisplayText
    package let enter: DisplayText
    /// The bar before the row where you are.
    package let selection: DisplayText
    package let horizontal: DisplayText
    package let vertical: DisplayText
    package let cornerUpperLeft: DisplayText
    package let cornerUpperRight: DisplayText
    package let cornerLowerLeft: DisplayText
    package let cornerLowerRight: DisplayText
    /// From least to most.
    package let sparkline: [DisplayText]
    package let barFull: DisplayText
    /// Parts of a full cell, from one eighth to seven eighths.
    package let barParts: [DisplayText]
    package let barEmpty: DisplayText
    package let scrollTrack: DisplayText
    package let scrollThumb: DisplayText

    package static let unicode = Glyphs(
        isASCII: false,
        star: "★",
        dot: "●",
        circle: "○",
        dottedCircle: "◌",
        cross: "✗",
        check: "✓",
        exclamation: "!",
        warning: "⚠",
        middleDot: "·",
        dash: "—",
        ellipsis: "…",
        arrowRight: "→",
        arrowLeft: "←",
        arrowUp: "↑",
        arrowDown: "↓",
        triangleRight: "▶",
        triangleUp: "▲",
        triangleDown: "▼",
        pause: "‖",
        enter: "⏎",
        selection: "▌",
        horizontal: "─",
        vertical: "│",
        cornerUpperLeft: "┌",
        cornerUpperRight: "┐",
        cornerLowerLeft: "└",
        cornerLowerRight: "┘",
        sparkline: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        barFull: "█",
        barParts: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
        barEmpty: "·",
        scrollTrack: "│",
        scrollThumb: "█"
    )

    package static let ascii = Glyphs(
        isASCII: true,
        star: "*",
        dot: "o",
        circle: ".",
        dottedCircle: "~",
        cross: "x",
        check: "+",
        exclamation: "!",
        warning: "!",
        middleDot: ".",
        dash: "-",
        ellipsis: "~",
        arrowRight: ">",
        arrowLeft: "<",
        arrowUp: "^",
        arrowDown: "v",
        triangleRight: ">",
        triangleUp: "^",
        triangleDown: "v",
        pause: "=",
        enter: "<",
        selection: ">",
        horizontal: "-",
        vertical: "|",
        cornerUpperLeft: "+",
        cornerUpperRight: "+",
        cornerLowerLeft: "+",
        cornerLowerRight: "+",
        sparkline: ["_", "_", ".", "-", "-", "=", "^", "#"],
        barFull: "#",
        barParts: [".", ".", "-", "-", "=", "=", "="],
        barEmpty: ".",
        scrollTrack: "|",
        scrollThumb: "#"
    )

    /// What a cell shows for `character` and the columns it takes.
    func drawn(_ character: Character) -> (character: Character, columns: Int) {
        guard isASCII, !character.isASCII else { return DisplayWidth.drawn(character) }
        let columns = DisplayWidth.columns(of: character)
        return (ASCIIFolding.fold(character), columns)
    }
}
