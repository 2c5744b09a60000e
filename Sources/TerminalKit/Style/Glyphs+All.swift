internal import Primitives

extension Glyphs {
    /// Every sign, in one order for both sets.
    var all: [DisplayText] {
        let signs = [
            star, dot, circle, dottedCircle, cross, check, exclamation, warning, middleDot, dash, ellipsis,
            arrowRight, arrowLeft, arrowUp, arrowDown, triangleRight, triangleUp, triangleDown, pause, enter, selection,
            horizontal, vertical, cornerUpperLeft, cornerUpperRight, cornerLowerLeft, cornerLowerRight,
            barFull, barEmpty, scrollTrack, scrollThumb,
        ]
        return signs + sparkline + barParts
    }
}
