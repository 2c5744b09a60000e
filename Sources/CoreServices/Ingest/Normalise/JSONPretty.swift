/// Lays JSON out for reading, changing nothing but the space between its tokens.
package enum JSONPretty {
    /// `bytes` with one member or element a line and two spaces a level; `nil` when they are not JSON.
    ///
    /// Key order, duplicate keys, numbers and escapes stay exactly as they were sent.
    package static func format(_ bytes: [UInt8]) -> String? {
        guard (try? JSONReader.read(bytes)) != nil else { return nil }
        let source = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
        var output: [UInt8] = []
        output.reserveCapacity(source.count * 2)
        var depth = 0
        var index = source.startIndex
        while index < source.endIndex {
            let byte = source[index]
            switch byte {
            case 0x20, 0x09, 0x0a, 0x0d: break
            case UInt8(ascii: "\""):
                let end = stringEnd(in: source, from: index)
                output.append(contentsOf: source[index..<end])
                index = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                output.append(byte)
                let next = source[(index + 1)...].first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
                // Closing comes two after opening in ASCII for both kinds of bracket.
                if next == byte + 2 { break }
                depth += 1
                breakLine(&output, depth)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if output.last != byte - 2 {
                    depth -= 1
                    breakLine(&output, depth)
                }
                output.append(byte)
            case UInt8(ascii: ","):
                output.append(byte)
                breakLine(&output, depth)
            case UInt8(ascii: ":"): output.append(contentsOf: [byte, 0x20])
            default: output.append(byte)
            }
            index += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func breakLine(_ output: inout [UInt8], _ depth: Int) {
        output.append(0x0a)
        output.append(contentsOf: repeatElement(0x20, count: depth * 2))
    }

    /// The index after the closing quote of the string that opens at `start`.
    private static func stringEnd(in source: ArraySlice<UInt8>, from start: Int) -> Int {
        var index = start + 1
        while index < source.endIndex, source[index] != UInt8(ascii: "\"") {
            index += source[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, source.endIndex)
    }
}
