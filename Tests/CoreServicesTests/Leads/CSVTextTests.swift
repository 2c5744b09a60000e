import Testing

@testable import CoreServices

struct CSVTextTests {
    private func row(_ cells: [String], isRaw: Bool = false) -> String {
        var csv = CSVText(isRaw: isRaw)
        for cell in cells { csv.add(untrusted: cell) }
        csv.endRow()
        return String(decoding: csv.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (["a", "b"], "a,b\r\n"),
        (["", "b", ""], ",b,\r\n"),
        (["Acme, Inc."], "\"Acme, Inc.\"\r\n"),
        (["say \"hi\""], "\"say \"\"hi\"\"\"\r\n"),
        ([" edge", "edge "], "\" edge\",\"edge \"\r\n"),
        (["Zoë", "日本"], "Zoë,日本\r\n"),
    ])
    func `cells are quoted where RFC 4180 wants it`(cells: [String], expected: String) {
        #expect(row(cells) == expected)
    }

    @Test(arguments: ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"])
    func `what a spreadsheet would calculate becomes text`(mark: String) {
        let guarded = row(["\(mark)SUM(A1:A9)", "x"])
        #expect(guarded.hasPrefix("'"), "\(guarded.debugDescription)")
        #expect(guarded.hasSuffix("SUM(A1:A9),x\r\n"))
        #expect(!row(["\(mark)SUM(A1:A9)"], isRaw: true).contains("'"))
    }

    @Test func `programs get every byte, people nothing that steers a terminal`() {
        let hostile = "a\u{1b}]52;c;aGk=\u{07}b"
        #expect(row([hostile]) == "a␛]52;c;aGk=␇b\r\n")
        #expect(row([hostile], isRaw: true) == hostile + "\r\n")
        #expect(row(["two\r\nlines"], isRaw: true) == "\"two\r\nlines\"\r\n")
        #expect(row(["two\r\nlines"]) == "two␍␊lines\r\n")
    }
}
