import Primitives
import TerminalKit
import Testing

struct TextInputTests {
    /// Types a script into an input and gives the text with `|` at the cursor.
    private func typed(_ script: String, into start: TextInput = TextInput()) throws -> String {
        var input = start
        for event in try KeyScript.events(script) {
            switch event {
            case .key(let key): _ = input.handle(key)
            case .paste(let text): input.paste(text)
            default: Issue.record("no input: \(event)")
            }
        }
        let text = input.text
        return String(text.prefix(input.cursor)) + "|" + String(text.dropFirst(input.cursor))
    }

    @Test(arguments: [
        ("abc", "abc|"), ("abc<left>x", "abx|c"), ("abc^ax", "x|abc"), ("abc^a^e", "abc|"), ("abc<bs>", "ab|"),
        ("abc<left><del>", "ab|"), ("<bs>", "|"), ("one<space>two^w", "one |"), ("one<space>two<space>^w^w", "|"),
        ("abc<left>^u", "|c"), ("abc<left>^k", "ab|"), ("abc^u^y^y", "abcabc|"),
        ("one<space>two<c-left>x", "one x|two"),
        ("one<space>two<home><c-right>x", "onex| two"), ("é山<left>x", "éx|山"), ("<right><left>a", "a|"),
        ("a<paste:b c>d", "ab cd|"),
    ])
    func `Editing keys do what a shell's do`(script: String, text: String) throws {
        #expect(try typed(script) == text)
    }

    @Test func `Pasted line ends and control characters do no harm`() {
        var input = TextInput()
        input.paste("one\r\ntwo\u{1b}[A\u{9b}x\u{0}")
        #expect(input.text == "one  two[Ax")
    }

    @Test func `The history goes back and returns to the draft`() throws {
        let start = TextInput(history: ["first", "second"])
        #expect(try typed("dr<up>", into: start) == "second|")
        #expect(try typed("dr<up><up><up>", into: start) == "first|")
        #expect(try typed("dr<up><up><down><down>", into: start) == "dr|")
        var input = start
        #expect(input.handle("x") == .edited)
        #expect(input.handle("<enter>") == .submitted)
        #expect(input.history == ["first", "second", "x"])
        #expect(input.handle("<enter>") == .submitted)
        #expect(input.history.count == 3)
    }

    @Test func `Keys that mean nothing here are left to others`() {
        var input = TextInput(limit: 2)
        #expect(input.handle("<f5>") == .ignored)
        #expect(input.handle("<tab>") == .ignored)
        #expect(input.handle("<esc>") == .cancelled)
        #expect(input.handle("a") == .edited)
        #expect(input.handle("b") == .edited)
        #expect(input.handle("c") == .ignored)
    }

    @Test(arguments: [("abc", 4), ("abcdefghij", 9), ("山山山山山", 9), ("", 1)])
    func `The cursor always shows`(text: String, column: Int) {
        var grid = Grid(size: Size(columns: 10, rows: 1))
        TextInput(text: text).draw(label: "/", into: &grid, in: grid.bounds)
        #expect(grid.cursor == Position(row: 0, column: column))
    }
}
