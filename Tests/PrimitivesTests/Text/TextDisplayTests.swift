import Primitives
import Testing

struct TextDisplayTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("山田", 4), ("한국", 4), ("\u{1112}\u{1161}\u{11ab}", 2),
        ("ｱ", 1), ("Ａ", 2), ("😀", 2), ("👍🏽", 2), ("❤\u{fe0f}", 1), ("🇩🇪", 1), ("★●✗", 3), ("▁▂▃", 3), ("─│┌", 3),
        ("␛", 1), ("✅", 2), ("⚠", 1),
    ])
    func `A text takes the columns that terminals give it`(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
        #expect(DisplayText(untrusted: text).width == columns)
    }

    @Test(arguments: [
        ("a", "a"), ("é", "é"), ("👍🏽", "👍"), ("🇩🇪", "□"), ("❤\u{fe0f}", "❤"), ("👩\u{200d}🚀", "👩"), ("\u{301}", "□"),
    ])
    func `A cell shows one spacing scalar`(character: String, drawn: String) throws {
        let only = try #require(character.first)
        #expect(String(DisplayWidth.drawn(only).character) == drawn)
    }

    @Test func `Wide ranges ascend and do not touch marks`() {
        #expect(DisplayWidth.columns(of: "\u{302a}" as Unicode.Scalar) == 0)
        #expect(DisplayWidth.columns(of: "\u{3099}" as Unicode.Scalar) == 0)
        #expect(DisplayWidth.columns(of: "\u{303f}" as Unicode.Scalar) == 1)
        #expect(DisplayWidth.columns(of: "\u{ff61}" as Unicode.Scalar) == 1)
    }

    @Test func `Strings put into literals are sanitised on the way`() {
        let name = "ev\u{1b}il"
        let text: DisplayText = "name \(name), \(3) times, \(DisplayText(untrusted: "a\nb"))"
        #expect(text.string == "name ev␛il, 3 times, a␊b")
        #expect(("a\u{7}" as DisplayText).string == "a␇")
        #expect((text + "!").string.hasSuffix("b!"))
    }

    @Test func `Lines are split at line feeds only`() {
        #expect(DisplayText.lines(untrusted: "a\n\nb\r\n").map(\.string) == ["a", "", "b␍", ""])
        #expect(DisplayText.lines(untrustedBytes: [0x61, 0x0a, 0xff]).map(\.string) == ["a", #"\xff"#])
    }

    @Test(arguments: [
        ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""), ("山田太郎", 8, "山田太郎"),
        ("山田太郎", 7, "山田太…"), ("山田太郎", 6, "山田…"), ("é́x", 2, "é́x"),
    ])
    func `Cut text ends in an ellipsis and never is too wide`(text: String, columns: Int, expected: String) {
        let cut = DisplayText(untrusted: text).truncated(to: columns)
        #expect(cut.string == expected)
        #expect(cut.width <= columns)
    }

    @Test func `Padding fills to the exact column`() {
        #expect(("ab" as DisplayText).padded(to: 4).string == "ab  ")
        #expect(("ab" as DisplayText).paddedLeft(to: 4).string == "  ab")
        #expect(("山田" as DisplayText).padded(to: 3).string == "山…")
        #expect(("山田" as DisplayText).padded(to: 3).width == 3)
    }

    @Test(arguments: [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 5, ["one", "two", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 5, [""]),
        ("  \"a\": 1", 20, ["  \"a\": 1"]),
        ("山田太郎", 5, ["山田", "太郎"]),
    ])
    func `Text wraps at spaces and inside words only when it must`(text: String, columns: Int, lines: [String]) {
        #expect(DisplayText(untrusted: text).wrapped(to: columns).map(\.string) == lines)
    }

    @Test func `Dropping columns cuts whole characters`() {
        #expect(("山田a" as DisplayText).dropping(columns: 1).string == "田a")
        #expect(("abc" as DisplayText).dropping(columns: 2).string == "c")
        #expect(("abc" as DisplayText).dropping(columns: 9).string == "")
    }

    @Test(arguments: [
        ("ada@example.com", "a•••@ex•••.com"), ("kit@zuse.de", "k•••@zu•••.de"), ("x@localhost", "x•••@lo•••"),
        ("not an address", "n•••"), ("@", "•••@•••"), ("a@.com", "a•••@.c•••"), ("\u{1b}@e.org", "␛•••@e•••.org"),
        ("", ""),
    ])
    func `Addresses are masked`(address: String, masked: String) {
        #expect(Masking.email(address).string == masked)
    }

    @Test(arguments: [
        ("Grace Hopper", "Grace H."), ("Grace Brewster Murray Hopper", "Grace H."), ("Grace", "Grace"), ("", ""),
        ("  Kit   Mueller ", "Kit M."), ("ada@example.com", "a•••@ex•••.com"), ("山田 太郎", "山田 太."),
    ])
    func `Names keep the first name and one initial`(name: String, masked: String) {
        #expect(Masking.name(name).string == masked)
    }

    @Test func `Numbers and other values show next to nothing`() {
        #expect(Masking.telephone("+49 171 2345 678").string == "•••••78")
        #expect(Masking.telephone("123").string == "•••")
        #expect(Masking.text("Zuse KG").string == "Z•••")
    }
}
