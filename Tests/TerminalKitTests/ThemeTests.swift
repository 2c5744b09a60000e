import Foundation
import TerminalKit
import TestSupport
import Testing

struct ThemeTests {
    private func theme(_ source: String, name: String = "mine") throws -> Theme {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("theme-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(source.utf8).write(to: folder.appendingPathComponent("\(name).theme"))
        return try ThemeLibrary(folders: [folder.path]).theme(named: name)
    }

    @Test func `A file says colours, palette names, attributes and falls back by its dots`() throws {
        let theme = try theme(
            """
            # a comment
            palette.ink = #123
            ui.text = ink on #ffffff   # body
            status = #ff0000 bold
            ui.row.selected = default on ink underline
            accent=ink
            """
        )
        let ink = Colour(red: 0x11, green: 0x22, blue: 0x33)
        let white = Colour(red: 255, green: 255, blue: 255)
        #expect(theme[.muted] == Style(foreground: ink, background: white))
        #expect(
            theme[.statusDead]
                == Style(foreground: Colour(red: 255, green: 0, blue: 0), background: white, attributes: .bold)
        )
        #expect(theme[.accent].foreground == ink)
        let selected = theme[CellStyle(.statusDead, overlay: .rowSelected)]
        #expect(selected.foreground == Colour(red: 255, green: 0, blue: 0))
        #expect(selected.background == ink)
        #expect(selected.attributes == [.bold, .underline])
    }

    @Test func `A child theme changes some of its parent's lines`() throws {
        let theme = try theme("inherits = dark\naccent = #ffffff underline")
        let dark = try ThemeLibrary().theme(named: "dark")
        #expect(theme[.accent].attributes == .underline)
        #expect(theme[.muted] == dark[.muted])
    }

    @Test func `A user's file wins over the built-in theme of its name`() throws {
        #expect(
            try theme("ui.text = #ffffff on #000000", name: "dark")[.text].foreground == Colour(hexadecimal: "#fff")
        )
    }

    @Test(arguments: [
        ("ui.text = inky", 1, 11, "unknown colour \"inky\""),
        ("\n\nui.text = #12345", 3, 11, "unknown colour"),
        ("ui.tekst = #123", 1, 1, "unknown slot \"ui.tekst\""),
        ("ui.text #123", 1, 9, "expected \"=\""),
        ("ui.text", 1, 8, "expected \"=\""),
        ("ui.text =", 1, 10, "expected a value"),
        ("ui.text = #123 on", 1, 16, "expected a background colour"),
        ("ui.text = #123 blinking", 1, 16, "unexpected \"blinking\""),
        ("ui.text = #123\nui.text = #456", 2, 1, "given twice"),
        ("palette.bold = #123", 1, 1, "cannot be the name"),
        ("palette.x = #123 #456", 1, 18, "expected one colour"),
        ("inherits = nowhere", 1, 12, "no theme is called \"nowhere\""),
        ("inherits = mine", 1, 12, "no theme is called \"mine\""),
        ("ui.text = \u{1b}]0;x", 1, 11, "␛]0;x"),
    ])
    func `An error names the file, the line, the column and what was expected`(
        source: String,
        line: Int,
        column: Int,
        message: String
    ) throws {
        let error = try #require(throws: ThemeError.self) { try theme(source) }
        #expect(error.file.hasSuffix("/mine.theme"))
        #expect((error.line, error.column) == (line, column))
        #expect(error.description.contains("mine.theme:\(line):\(column): "))
        #expect(error.message.contains(message))
    }

    @Test func `A missing theme is told with the names there are, and a name is no path`() {
        let library = ThemeLibrary()
        for name in ["nope", "", "../dark", "/etc/passwd", "."] {
            let error = #expect(throws: ThemeError.self) { try library.theme(named: name) }
            #expect(error?.message == "no such theme; there are dark, light, mono")
        }
    }

    @Test func `Broken theme files never trap`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "ui.text", "=", " ", "#", "#fff", "on", "bold", "\n", "inherits", "palette.a", "a", ".", "é", "\t", "\"",
        ]
        for _ in 0..<200 {
            let source = (0..<20).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            do {
                _ = try theme(source)
            } catch let error as ThemeError {
                #expect(error.line > 0, "seed \(seed)")
            }
        }
    }

    @Test(arguments: ThemeLibrary.builtInNames)
    func `Every built-in theme gives every slot a look of its own`(name: String) throws {
        let theme = try ThemeLibrary().theme(named: name)
        let missing = StyleSlot.allCases.filter { !theme.defines($0) }
        #expect(missing.isEmpty)
    }

    @Test(arguments: ["dark", "light"], [ColourDepth.indexed256])
    func `Text stands out from whatever it lies on`(name: String, depth: ColourDepth) throws {
        let theme = try ThemeLibrary().theme(named: name)
        let lines: Set<StyleSlot> = [.border, .scrollbar]
        let overlays: Set<StyleSlot> = [.rowSelected, .rowMarked, .match, .matchCurrent]
        let grounds: [StyleSlot] = [.text, .modal]
        let texts = StyleSlot.allCases.filter { !lines.contains($0) && !overlays.contains($0) }
        for slot in texts {
            for ground in grounds {
                let plain = CellStyle(slot, ground: ground)
                let contrast = try #require(theme.contrast(plain))
                #expect(contrast >= 4.5, "\(slot.rawValue) on \(ground.rawValue): \(contrast)")
            }
            for overlay in overlays where ![.inputError, .banner, .bannerTrouble, .code].contains(slot) {
                let contrast = try #require(theme.contrast(CellStyle(slot, overlay: overlay)))
                let least = overlay == .match ? 3 : 4.5
                #expect(contrast >= least, "\(slot.rawValue) under \(overlay.rawValue): \(contrast)")
            }
        }
    }

    @Test func `The colourless theme tells the places apart by attributes`() throws {
        let mono = try ThemeLibrary().theme(named: "mono")
        for slot in StyleSlot.allCases {
            #expect(mono[slot].foreground == nil)
            #expect(mono[slot].background == nil)
        }
        #expect(mono[CellStyle(.text, overlay: .rowSelected)].attributes.contains(.reverse))
        #expect(mono[.tabActive] != mono[.tab])
        #expect(mono[.statusFailed] != mono[.statusSuccess])
    }

    @Test(arguments: [
        ("#000000", ColourDepth.indexed256, 16), ("#ffffff", .indexed256, 231), ("#ff0000", .indexed256, 196),
        ("#1c1c1c", .indexed256, 234), ("#87afff", .indexed256, 111), ("#ff0000", .sixteen, 9), ("#cd0000", .eight, 1),
        ("#ffffff", .eight, 7), ("#ffffff", .sixteen, 15), ("#808080", .sixteen, 8), ("#123456", .none, -1),
    ])
    func `Colours become the nearest of the terminal's palette`(colour: String, depth: ColourDepth, index: Int) throws {
        #expect(depth.index(of: try #require(Colour(hexadecimal: colour))) == index)
    }

    @Test(arguments: ThemeLibrary.builtInNames, ColourDepth.allCases)
    func `No text vanishes on a small palette`(name: String, depth: ColourDepth) throws {
        let theme = try ThemeLibrary().theme(named: name)
        for slot in StyleSlot.allCases {
            for overlay in [nil, StyleSlot.rowSelected, .match] {
                let style = theme.resolved(CellStyle(slot, overlay: overlay), depth: depth)
                #expect(style.foreground != style.background || style.foreground == -1)
            }
        }
    }

    @Test(
        arguments: [
            (256, [:], ColourDepth.indexed256), (16, [:], .sixteen), (8, [:], .eight), (0, [:], .none),
            (-1, [:], .none),
            (256, ["NO_COLOR": "1"], .none), (256, ["NO_COLOR": ""], .indexed256), (16_777_216, [:], .indexed256),
        ] as [(Int, [String: String], ColourDepth)]
    )
    func `Depth follows the terminal and NO_COLOR`(colours: Int, environment: [String: String], depth: ColourDepth) {
        #expect(ColourDepth(colours: colours, environment: environment) == depth)
    }

    @Test func `Contrast is that of WCAG`() throws {
        let black = try #require(Colour(hexadecimal: "#000"))
        let white = try #require(Colour(hexadecimal: "#fff"))
        #expect(abs(black.contrast(with: white) - 21) < 0.001)
        #expect(Colour(hexadecimal: "#ggg") == nil)
        #expect(Colour(hexadecimal: "123456") == nil)
        #expect(Colour(hexadecimal: "#１２３") == nil)
    }
}
