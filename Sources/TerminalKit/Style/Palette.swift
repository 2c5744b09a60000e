/// The colours that xterm shows for its palette's numbers.
enum Palette {
    static let sixteen: [Colour] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
        (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255),
        (0, 255, 255), (255, 255, 255),
    ].map { Colour(red: $0.0, green: $0.1, blue: $0.2) }

    /// Sixteen, a cube of 6x6x6 and 24 greys.
    static let indexed256: [Colour] = {
        let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
        var colours = sixteen
        for red in levels {
            for green in levels {
                for blue in levels { colours.append(Colour(red: red, green: green, blue: blue)) }
            }
        }
        for step in 0..<24 {
            let grey = UInt8(8 + 10 * step)
            colours.append(Colour(red: grey, green: grey, blue: grey))
        }
        return colours
    }()
}
