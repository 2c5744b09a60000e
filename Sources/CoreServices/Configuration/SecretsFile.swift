import Primitives

/// `callboard.secrets`: lines `name = value`, empty lines, and comments that begin with `#`.
///
/// The value is everything after the first `=`, without white space at either end.
struct SecretsFile {
    static let name = "callboard.secrets"

    private(set) var secrets: [String: Secret] = [:]
    /// Every mistake. None repeats any of its line, not even the name: of a bare secret such as `c2VjcmV0=` everything
    /// before the `=` looks like one.
    private(set) var problems: [ConfigurationProblem] = []

    init(_ bytes: [UInt8], path: String) {
        for (index, line) in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            let content = Self.trim(line)
            guard let first = content.first, first != UInt8(ascii: "#") else { continue }
            let column = content.startIndex - line.startIndex + 1
            func report(_ message: String) {
                problems.append(
                    ConfigurationProblem(file: path, line: index + 1, column: column, key: "", message: message)
                )
            }
            guard let equals = content.firstIndex(of: UInt8(ascii: "=")) else {
                report("expected 'name = value', found no '='")
                continue
            }
            let nameBytes = Self.trim(content[..<equals])
            guard !nameBytes.isEmpty, nameBytes.allSatisfy(Self.isNameByte) else {
                report("expected a name of letters, digits and - . _ before '='")
                continue
            }
            let name = String(decoding: nameBytes, as: UTF8.self)
            let value = Self.trim(content[(equals + 1)...])
            if value.isEmpty {
                report("expected a value after '=', found none")
            } else if secrets.updateValue(Secret(bytes: Array(value)), forKey: name) != nil {
                report("this name is given twice; keep one line")
            }
        }
    }

    private static func trim(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
        var line = line.drop(while: isBlank)
        while let last = line.last, isBlank(last) { line.removeLast() }
        return line
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-._".utf8.contains(byte)
        }
    }
}
