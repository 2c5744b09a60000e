import Testing

@testable import callboard

@Suite(.serialized)
struct PlainTableTests {
    @Test func `numbers stand right, words left, and nothing follows the last column`() {
        var table = PlainTable([("name", .left), ("dead", .right), ("error", .left)])
        table.add(["crm", "12", "no company"])
        table.add(["日本", "3", ""])
        #expect(
            table.lines(width: nil) == [
                "name  dead  error",
                "crm     12  no company",
                "日本     3",
            ]
        )
        #expect(table.lines(width: 12) == ["name  dead …", "crm     12 …", "日本     3"])
    }

    @Test func `what a cell holds cannot act on the terminal or begin a line`() {
        var table = PlainTable([("name", .left), ("note", .left)])
        table.add(["a\nb\u{1b}[2J", "\u{202e}x"])
        let lines = table.lines(width: nil)
        #expect(lines.count == 2)
        #expect(!lines[1].unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202e })
    }
}
