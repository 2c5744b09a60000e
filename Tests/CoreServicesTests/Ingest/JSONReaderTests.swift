import CoreServices
import Testing

struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

    @Test(
        arguments: [
            ("null", .null), ("true", .bool(true)), (" false ", .bool(false)), ("0", .integer(0)), ("-0", .integer(0)),
            ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.5", .number(1.5)), ("1e3", .number(1000)),
            ("2.5E-1", .number(0.25)), ("1e999", .string("1e999")), ("\"\"", .string("")),
            (#""a\"\\\/\b\f\n\r\t""#, .string("a\"\\/\u{8}\u{c}\n\r\t")), (#""\u00e9\uD83C\uDFAD""#, .string("é🎭")),
            (#""\ud83c""#, .string("\u{fffd}")), (#""\ud83c\u0041""#, .string("\u{fffd}A")),
            (#""\udfad!""#, .string("\u{fffd}!")), (#""\u0000""#, .string("\u{0}")), ("\"é🎭\"", .string("é🎭")),
            ("[]", .array([])), ("[1, [2]]", .array([.integer(1), .array([.integer(2)])])), ("{}", .object([:])),
            (#"{"a":1,"b":{"c":null},"a":2}"#, .object(["a": .integer(2), "b": .object(["c": .null])])),
            ("\u{feff}{}", .object([:])),
        ] as [(String, JSONValue)]
    )
    func `values are read`(text: String, expected: JSONValue) throws {
        #expect(try read(text) == expected)
    }

    @Test(
        arguments: [
            ("", .empty), (" \n", .empty), ("\u{feff}", .empty), ("{", .truncated(byteCount: 1)),
            (#"{"a""#, .truncated(byteCount: 4)), (#"{"a":"#, .truncated(byteCount: 5)),
            ("\"a", .truncated(byteCount: 2)),
            ("\"a\\", .truncated(byteCount: 3)), (#""\u12"#, .truncated(byteCount: 5)),
            ("tru", .truncated(byteCount: 3)),
            ("-", .truncated(byteCount: 1)), ("1.", .truncated(byteCount: 2)), ("1e", .truncated(byteCount: 2)),
            ("01", .notJSON(offset: 1)), ("+1", .notJSON(offset: 0)), (".5", .notJSON(offset: 0)),
            ("1.x", .notJSON(offset: 2)), ("{a:1}", .notJSON(offset: 1)), ("{,}", .notJSON(offset: 1)),
            ("[1,]", .notJSON(offset: 3)), ("{} x", .notJSON(offset: 3)), ("\"\n\"", .notJSON(offset: 1)),
            (#""\x""#, .notJSON(offset: 2)), (#""\u12g4""#, .notJSON(offset: 5)), ("'a'", .notJSON(offset: 0)),
            ("NaN", .notJSON(offset: 0)), ("[1 2]", .notJSON(offset: 3)), (#"{"a" 1}"#, .notJSON(offset: 5)),
            ("é", .notUTF8(offset: 0)),
        ] as [(String, MalformedBody)]
    )
    func `what is not JSON is told with its place`(text: String, expected: MalformedBody) {
        #expect(throws: expected) { try read(text) }
    }

    @Test(
        arguments: [
            [0x22, 0xff, 0x22], [0x22, 0xc3, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xc0, 0x80, 0x22],
            [0x22, 0x5c, 0x6e, 0xff, 0x22],
        ] as [[UInt8]]
    )
    func `strings that are not UTF-8 are refused`(bytes: [UInt8]) {
        #expect(throws: MalformedBody.notUTF8(offset: 1)) { try JSONReader.read(bytes) }
    }

    @Test func `nesting is followed up to the limit and no further`() throws {
        func nested(_ levels: Int) -> String {
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        #expect(throws: Never.self) { try read(nested(JSONReader.depthLimit)) }
        #expect(throws: MalformedBody.tooDeep) { try read(nested(JSONReader.depthLimit + 1)) }
        #expect(throws: MalformedBody.tooDeep) { try read(String(repeating: "{\"a\":", count: 10_000)) }
    }

    @Test func `laying out changes only the space between tokens`() {
        let text = #" {"b":1.50,"a":[1e3,{ }, [ ],"x\u00e9 {\","],"b":null} "#
        let expected = #"""
            {
              "b": 1.50,
              "a": [
                1e3,
                {},
                [],
                "x\u00e9 {\","
              ],
              "b": null
            }
            """#
        #expect(JSONPretty.format(Array(text.utf8)) == expected)
        #expect(JSONPretty.format(Array(expected.utf8)) == expected)
    }

    @Test(arguments: [("", nil), ("{", nil), ("[}", nil), ("\u{feff}[]", "[]"), ("7", "7"), ("[[]]", "[\n  []\n]")])
    func `only JSON is laid out`(text: String, expected: String?) {
        #expect(JSONPretty.format(Array(text.utf8)) == expected)
    }
}
