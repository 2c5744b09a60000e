import Primitives
import TerminalKit
import Testing

struct KeyTests {
    @Test(arguments: [
        ("j", KeyPress(typing: "j")), ("J", KeyPress(typing: "J")), ("?", KeyPress(typing: "?")),
        ("^d", KeyPress(.character("d"), .control)),
        ("<enter>", KeyPress(.enter)), ("<pgup>", KeyPress(.pageUp)), ("<f12>", KeyPress(.function(12))),
        ("<c-left>", KeyPress(.left, .control)), ("<a-x>", KeyPress(.character("x"), .alt)),
        ("<s-tab>", KeyPress(.tab, .shift)), ("<c-a-del>", KeyPress(.delete, [.control, .alt])),
        ("<space>", KeyPress(typing: " ")), ("<c-space>", KeyPress(.character(" "), .control)),
        ("<lt>", KeyPress(typing: "<")),
        ("<caret>", KeyPress(typing: "^")), ("é", KeyPress(typing: "é")), (">", KeyPress(typing: ">")),
    ])
    func `A key reads and writes the same`(notation: String, key: KeyPress) throws {
        #expect(try KeyPress(notation: notation) == key)
        #expect(try KeyPress(notation: key.notation) == key)
    }

    @Test(arguments: ["", " ", "<", "^", "ab", "<nope>", "<f0>", "<f99>", "<x>", "^ab", "<c->", "<>"])
    func `What is no key is refused by name`(notation: String) {
        let error = #expect(throws: KeyNotationError.self) { try KeyPress(notation: notation) }
        #expect(error?.notation == notation)
    }

    @Test func `A script is keys, pastes and resizes`() throws {
        let events = try KeyScript.events("/ab<enter> ^d <space> <paste:x y> <resize:100x30>")
        #expect(
            events == [
                .key("/"), .key("a"), .key("b"), .key("<enter>"), .key("^d"), .key("<space>"), .paste("x y"),
                .resize(Size(columns: 100, rows: 30)),
            ]
        )
        #expect(throws: KeyNotationError.self) { try KeyScript.events("j<nope>") }
        #expect(throws: KeyNotationError.self) { try KeyScript.events("<resize:big>") }
        #expect(throws: KeyNotationError.self) { try KeyScript.events("^") }
    }

    @Test(arguments: [
        ("<enter>", "⏎", "Enter"), ("^d", "^D", "^D"), ("<pgdn>", "PgDn", "PgDn"), ("<up>", "↑", "Up"), ("j", "j", "j"),
        ("<s-tab>", "Shift-Tab", "Shift-Tab"), ("<space>", "Space", "Space"), ("<a-x>", "Alt-x", "Alt-x"),
    ])
    func `A key has a label for people`(notation: String, unicode: String, ascii: String) throws {
        let key = try KeyPress(notation: notation)
        #expect(key.label(.unicode).string == unicode)
        #expect(key.label(.ascii).string == ascii)
    }
}

struct KeymapTests {
    private enum Command: Hashable { case open, quit, next, retry, only, other }

    private static func bindings() -> [Binding<Command, Int>] {
        [
            Binding(
                keys: ["<enter>"],
                command: .open,
                title: "open",
                group: "List",
                contexts: ["list"],
                inFooter: true
            ),
            Binding(keys: ["j", "<down>"], command: .next, title: "next row", group: "List", contexts: ["list"]),
            Binding(
                keys: ["R"],
                command: .retry,
                title: "retry failed run",
                group: "Runs",
                contexts: ["list"],
                inFooter: true,
                dangerous: true,
                disabledReason: { $0 == 0 ? "nothing failed" : nil }
            ),
            Binding(keys: ["q", "<esc>"], command: .quit, title: "quit", group: "callboard", inFooter: true),
            Binding(keys: ["<esc>"], command: .other, title: "go back", group: "List", contexts: ["list"]),
            Binding(keys: [], command: .only, title: "change theme", group: "callboard"),
        ]
    }

    @Test func `The nearest context decides what a key means`() throws {
        let keymap = try Keymap(Self.bindings())
        #expect(keymap.outcome(of: "<esc>", in: ["list", .global], state: 1) == .command(.other))
        #expect(keymap.outcome(of: "<esc>", in: [.global], state: 1) == .command(.quit))
        #expect(keymap.outcome(of: "j", in: [.global], state: 1) == .unknown)
        #expect(keymap.outcome(of: "<down>", in: ["list", .global], state: 1) == .command(.next))
    }

    @Test func `A key pressed in vain says why`() throws {
        let keymap = try Keymap(Self.bindings())
        #expect(
            keymap.outcome(of: "R", in: ["list"], state: 0) == .disabled(command: .retry, reason: "nothing failed")
        )
        #expect(keymap.outcome(of: "R", in: ["list"], state: 2) == .command(.retry))
    }

    @Test func `Footer, help and palette come from the same rows`() throws {
        let keymap = try Keymap(Self.bindings())
        #expect(keymap.footer(in: ["list", .global], state: 0).map(\.command) == [.open, .quit])
        #expect(keymap.footer(in: ["list", .global], state: 1).map(\.command) == [.open, .retry, .quit])
        let help = keymap.help(in: ["list", .global])
        #expect(help.map(\.group) == ["List", "Runs", "callboard"])
        #expect(help[0].rows.map(\.command) == [.open, .next, .other])
        #expect(keymap.palette("run RET", in: ["list", .global]).map(\.command) == [.retry])
        #expect(keymap.palette("", in: [.global]).map(\.command) == [.quit, .only])
    }

    @Test func `A row whose every key is taken by a nearer context is not promised`() throws {
        let keymap = try Keymap([
            Binding<Command, Int>(keys: ["x"], command: .quit, title: "quit", group: "g"),
            Binding(keys: ["x"], command: .open, title: "open", group: "g", contexts: ["list"]),
        ])
        #expect(keymap.reachable(in: ["list", .global]).map(\.command) == [.open])
    }

    @Test func `One key with two meanings in one context is an error that names both`() throws {
        var rows = Self.bindings()
        rows.append(
            Binding(keys: ["z", "j"], command: .only, title: "jump", group: "List", contexts: ["other", "list"])
        )
        let error = #expect(throws: KeymapError.self) { try Keymap(rows) }
        #expect(
            error?.description == "keymap: j in list means both \"next row\" and \"jump\"; give one of them another key"
        )
    }
}
