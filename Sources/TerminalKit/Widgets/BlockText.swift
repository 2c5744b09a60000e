package import Primitives

/// Text in large letters, to be read from afar: each five dots high.
package enum BlockText {
    /// The rows of the text, all equally wide; `nil` when it has a character that there is no large letter for.
    ///
    /// Half blocks put the five dots into three rows; in ASCII they take five.
    package static func rows(_ text: DisplayText, glyphs: Glyphs) -> [DisplayText]? {
        var dots = Array(repeating: [Bool](), count: height)
        for character in text.string.uppercased() {
            guard let letter = letters[character] else { return nil }
            for row in 0..<height {
                if !dots[row].isEmpty { dots[row].append(false) }
                dots[row] += letter[row]
            }
        }
        return glyphs.isASCII ? dots.map(plain) : halved(dots)
    }

    private static let height = 5

    private static func plain(_ row: [Bool]) -> DisplayText {
        row.map { $0 ? "#" : " " as DisplayText }.joined()
    }

    private static func halved(_ dots: [[Bool]]) -> [DisplayText] {
        stride(from: 0, to: height, by: 2).map { row in
            dots[row].indices.map { column in
                switch (dots[row][column], row + 1 < height && dots[row + 1][column]) {
                case (true, true): "█" as DisplayText
                case (true, false): "▀"
                case (false, true): "▄"
                case (false, false): " "
                }
            }.joined()
        }
    }

    /// The dots of each letter, row by row.
    private static let letters: [Character: [[Bool]]] = shapes.mapValues { shape in
        shape.split(separator: " ").map { $0.map { $0 == "#" } }
    }

    private static let shapes: [Character: String] = [
        "A": ".#. #.# ### #.# #.#", "B": "##. #.# ##. #.# ##.", "C": ".## #.. #.. #.. .##",
        "D": "##. #.# #.# #.# ##.", "E": "### #.. ##. #.. ###", "F": "### #.. ##. #.. #..",
        "G": ".## #.. #.# #.# .##", "H": "#.# #.# ### #.# #.#", "I": "# # # # #",
        "J": "..# ..# ..# #.# .#.", "K": "#.# #.# ##. #.# #.#", "L": "#.. #.. #.. #.. ###",
        "M": "#...# ##.## #.#.# #...# #...#", "N": "#..# ##.# #.## #..# #..#", "O": ".#. #.# #.# #.# .#.",
        "P": "##. #.# ##. #.. #..", "Q": ".#. #.# #.# ##. .##", "R": "##. #.# ##. #.# #.#",
        "S": ".## #.. .#. ..# ##.", "T": "### .#. .#. .#. .#.", "U": "#.# #.# #.# #.# ###",
        "V": "#.# #.# #.# #.# .#.", "W": "#...# #...# #.#.# ##.## #...#", "X": "#.# #.# .#. #.# #.#",
        "Y": "#.# #.# .#. .#. .#.", "Z": "### ..# .#. #.. ###", "0": "### #.# #.# #.# ###",
        "1": ".#. ##. .#. .#. ###", "2": "##. ..# .#. #.. ###", "3": "##. ..# .#. ..# ##.",
        "4": "#.# #.# ### ..# ..#", "5": "### #.. ##. ..# ##.", "6": ".## #.. ##. #.# .#.",
        "7": "### ..# .#. .#. .#.", "8": ".#. #.# .#. #.# .#.", "9": ".#. #.# .## ..# ##.",
        " ": ".. .. .. .. ..", ",": ". . . # #", ".": ". . . . #", "-": "... ... ### ... ...",
        "&": ".#. #.. .#. #.# .##", "'": "# # . . .", "+": "... .#. ### .#. ...", "/": "..# ..# .#. #.. #..",
    ]
}
