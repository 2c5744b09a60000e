import Foundation

/// What the search index and SQLite's JSON functions see in an event's body.
struct BodyText {
    private let bytes: [UInt8]
    private let isJSON: Bool

    init(_ body: [UInt8]) {
        // A byte order mark is not JSON, and bytes that are not UTF-8 are read as U+FFFD.
        let text = body.starts(with: [0xef, 0xbb, 0xbf]) ? Array(body[3...]) : body
        bytes =
            String(validating: text, as: UTF8.self) == nil ? Array(String(decoding: text, as: UTF8.self).utf8) : text
        isJSON = (try? JSONReader.read(bytes)) != nil
    }

    /// The text of every value, keys left out; of what is not JSON the whole.
    var words: String {
        guard isJSON else { return String(decoding: bytes, as: UTF8.self) }
        var words: [String] = []
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                let end = stringEnd(from: index)
                var next = end
                skipSpace(&next)
                let isName = next < bytes.count && bytes[next] == UInt8(ascii: ":")
                if !isName { words.append(atom(index..<end)) }
                index = end
            case UInt8(ascii: "n"): index += 4
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
                UInt8(ascii: ":"), 0x20, 0x09, 0x0a, 0x0d:
                index += 1
            default:
                let end = scalarEnd(from: index)
                words.append(atom(index..<end))
                index = end
            }
        }
        return words.joined(separator: " ")
    }

    /// The value at a path as text; `nil` when there is none, it is null, or the body is not JSON.
    func value(at path: [String]) -> String? {
        guard isJSON else { return nil }
        var index = 0
        skipSpace(&index)
        for name in path {
            let isPlace = name.allSatisfy { $0.isASCII && $0.isNumber }
            guard let next = isPlace ? element(Int(name) ?? .max, of: index) : member(name, of: index) else {
                return nil
            }
            index = next
        }
        let end = valueEnd(from: index)
        switch bytes[index] {
        case UInt8(ascii: "n"): return nil
        case UInt8(ascii: "{"), UInt8(ascii: "["): return compact(index..<end)
        default: return atom(index..<end)
        }
    }

    /// The first member of that name, as SQLite takes it.
    private func member(_ name: String, of start: Int) -> Int? {
        guard bytes[start] == UInt8(ascii: "{") else { return nil }
        var index = start + 1
        while true {
            skipSpace(&index)
            guard bytes[index] == UInt8(ascii: "\"") else { return nil }
            let end = stringEnd(from: index)
            let isWanted = bytes[(index + 1)..<(end - 1)].elementsEqual(name.utf8)
            index = end
            skipSpace(&index)
            index += 1
            skipSpace(&index)
            if isWanted { return index }
            index = valueEnd(from: index)
            skipSpace(&index)
            guard bytes[index] == UInt8(ascii: ",") else { return nil }
            index += 1
        }
    }

    private func element(_ place: Int, of start: Int) -> Int? {
        guard bytes[start] == UInt8(ascii: "[") else { return nil }
        var index = start + 1
        skipSpace(&index)
        guard bytes[index] != UInt8(ascii: "]") else { return nil }
        var rest = place
        while rest > 0 {
            index = valueEnd(from: index)
            skipSpace(&index)
            guard bytes[index] == UInt8(ascii: ",") else { return nil }
            index += 1
            skipSpace(&index)
            rest -= 1
        }
        return index
    }

    private func skipSpace(_ index: inout Int) {
        while index < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) { index += 1 }
    }

    /// The index after the closing quote of the string that opens at `start`.
    private func stringEnd(from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.count)
    }

    private func scalarEnd(from start: Int) -> Int {
        bytes[start...].firstIndex { byte in
            byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
        } ?? bytes.count
    }

    private func valueEnd(from start: Int) -> Int {
        var depth = 0
        var index = start
        repeat {
            switch bytes[index] {
            case UInt8(ascii: "\""): index = stringEnd(from: index)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                index += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0a, 0x0d: index += 1
            default: index = scalarEnd(from: index)
            }
        } while depth > 0 && index < bytes.count
        return index
    }

    /// JSON without the space between its tokens.
    private func compact(_ range: Range<Int>) -> String {
        var output: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                let end = stringEnd(from: index)
                output += bytes[index..<end]
                index = end
                continue
            case 0x20, 0x09, 0x0a, 0x0d: break
            default: output.append(bytes[index])
            }
            index += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// A text, a number, true or false as SQLite turns it into text.
    private func atom(_ range: Range<Int>) -> String {
        guard let value = try? JSONReader.read(Array(bytes[range])) else { return "" }
        switch value {
        case .string(let text):
            guard bytes[range.lowerBound] == UInt8(ascii: "\"") else { return "Inf" }
            // SQLite's text ends where an escape stands for NUL.
            return String(text.unicodeScalars.prefix { $0 != "\0" })
        case .integer(let number): return String(number)
        case .number(let number): return Self.text(number)
        case .bool(let flag): return flag ? "1" : "0"
        case .null, .array, .object: return ""
        }
    }

    /// SQLite writes 15 digits and always a point.
    private static func text(_ number: Double) -> String {
        let text = String(format: "%.15g", number)
        if text.contains(".") { return text }
        guard let exponent = text.firstIndex(of: "e") else { return text + ".0" }
        return text[..<exponent] + ".0" + text[exponent...]
    }
}
