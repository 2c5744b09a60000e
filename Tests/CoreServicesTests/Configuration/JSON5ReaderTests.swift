import Foundation
import TestSupport
import Testing

@testable import CoreServices

struct JSON5ReaderTests {
    private func plain(_ text: String) throws -> String {
        Self.plain(try JSON5Reader.read(Array(text.utf8)))
    }

    private static func plain(_ node: JSON5Node) -> String {
        switch node.value {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let text): "'\(text)'"
        case .array(let elements): "[" + elements.map(plain).joined(separator: ",") + "]"
        case .object(let members): "{" + members.map { "\($0.name):\(plain($0.node))" }.joined(separator: ",") + "}"
        }
    }

    @Test(arguments: [
        ("null", "null"), (" true ", "true"), ("\u{feff}false", "false"), ("[1,2,]", "[1,2]"), ("[]", "[]"),
        ("{a:1,'b':2,\"c\":3,}", "{a:1,b:2,c:3}"), ("{$_é1: 1}", "{$_é1:1}"), ("{\\u0061b: 1}", "{ab:1}"),
        ("// x\n1 /* y\n*/ // z", "1"), ("\u{a0}\u{2003}1\u{2028}", "1"),
        ("0", "0"), ("-0x1F", "-31"), ("+12", "12"), (".5", "0.5"), ("5.", "5.0"), ("1e3", "1000.0"), ("5.e1", "50.0"),
        ("-Infinity", "-inf"), ("+NaN", "nan"), ("9223372036854775807", "9223372036854775807"),
        ("9223372036854775808", "9.223372036854776e+18"),
        ("'a\\'b\"c'", "'a'b\"c'"), ("'\\x41\\u00e9\\ud83d\\ude00\\t\\0'", "'Aé😀\t\0'"), ("'a\\\nb\\\r\nc'", "'abc'"),
        ("'\\q'", "'q'"), ("'a\u{2028}b'", "'a\u{2028}b'"),
    ])
    func `what JSON5 allows is read`(text: String, expected: String) throws {
        #expect(try plain(text) == expected)
    }

    @Test(arguments: [
        ("", 0), ("[1 2]", 3), ("[,]", 1), ("{,}", 1), ("{a}", 2), ("{a:}", 3), ("{1:2}", 1), ("'a\nb'", 0),
        ("01", 0), ("1.2.3", 0), ("0x", 0), ("--1", 0), ("1e", 0), ("1e999", 0), ("tru", 0), ("nul1", 0),
        ("'\\u12'", 1), ("'\\ud800'", 1), ("'\\ud800\\u0041'", 1), ("'\\x4'", 1), ("'\\01'", 1), ("'\\1'", 1),
        ("/", 0), ("1 1", 2), ("[1", 2), ("{\\u0031a: 1}", 1), ("{a\\x: 1}", 2), ("#", 0), ("'abc\\", 4),
    ])
    func `what JSON5 does not allow is refused where it stands`(text: String, offset: Int) {
        let error = #expect(throws: JSON5SyntaxError.self) { try JSON5Reader.read(Array(text.utf8)) }
        #expect(error?.offset == offset, "\(text): \(error?.message ?? "")")
    }

    @Test func `bytes that are not UTF-8 are refused where they stand`() {
        let error = #expect(throws: JSON5SyntaxError.self) { try JSON5Reader.read([0x27, 0xc3, 0xa9, 0xff, 0x27]) }
        #expect(error?.offset == 3)
    }

    @Test func `nesting has a limit`() throws {
        let deep = String(repeating: "[", count: 10_000)
        let error = #expect(throws: JSON5SyntaxError.self) { try JSON5Reader.read(Array(deep.utf8)) }
        #expect(error?.offset == JSON5Reader.depthLimit)
        let allowed = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(throws: Never.self) { try JSON5Reader.read(Array(allowed.utf8)) }
    }

    @Test func `values know where they stand`() throws {
        let text = "{\n  é: [1,\n\t'x'],\n}"
        let map = SourceMap(Array(text.utf8))
        guard case .object(let members) = try JSON5Reader.read(Array(text.utf8)).value,
            case .array(let elements) = members[0].node.value
        else {
            Issue.record("not an object with a list")
            return
        }
        let places = [members[0].offset, members[0].node.offset, elements[0].offset, elements[1].offset].map { offset in
            [map.position(of: offset).line, map.position(of: offset).column]
        }
        #expect(places == [[2, 3], [2, 6], [2, 7], [3, 2]])
    }

    @Test func `Foundation reads generated documents the same way`() throws {
        var generator = SeededGenerator(seed: 71)
        for _ in 0..<300 {
            let text = JSON5Sample.document(using: &generator)
            let decoder = JSONDecoder()
            decoder.allowsJSON5 = true
            let theirs = try decoder.decode(JSON5Sample.Tree.self, from: Data(text.utf8))
            let ours = try JSON5Reader.read(Array(text.utf8))
            #expect(JSON5Sample.Tree(ours) == theirs, "\(generator): \(text)")
        }
    }

    @Test func `changed documents are read or refused, never a trap, and every place lies inside`() throws {
        var generator = SeededGenerator(seed: 1_122)
        for _ in 0..<3000 {
            var bytes = Array(JSON5Sample.document(using: &generator).utf8)
            JSON5Sample.mutate(&bytes, using: &generator)
            do {
                let node = try JSON5Reader.read(bytes)
                #expect(node.offset < bytes.count, "\(generator)")
            } catch {
                #expect((0...bytes.count).contains(error.offset), "\(generator)")
                let position = SourceMap(bytes).position(of: error.offset)
                #expect(position.line >= 1 && position.column >= 1, "\(generator)")
            }
        }
    }
}
