import Foundation

@testable import CoreServices

/// Makes JSON5 documents at random, and breaks them.
enum JSON5Sample {
    static func document(using generator: inout some RandomNumberGenerator) -> String {
        blank(&generator) + value(depth: 0, &generator) + blank(&generator)
    }

    private static func value(depth: Int, _ generator: inout some RandomNumberGenerator) -> String {
        switch Int.random(in: 0...(depth > 3 ? 5 : 7), using: &generator) {
        case 0: return ["true", "false", "null"].randomElement(using: &generator) ?? "null"
        case 1: return "\(Int.random(in: -1_000_000...1_000_000, using: &generator))"
        case 2: return ["0x1f", ".5", "-2.5", "+7", "1e3"].randomElement(using: &generator) ?? "0"
        case 3: return "'\(text(&generator))'"
        case 4, 5: return "\"\(text(&generator))\""
        case 6:
            let elements = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                blank(&generator) + value(depth: depth + 1, &generator) + blank(&generator)
            }
            return "[" + elements.joined(separator: ",") + (elements.isEmpty ? "]" : ",]")
        default:
            let members = (0..<Int.random(in: 0...4, using: &generator)).map { index in
                let name = ["k\(index)", "'k \(index)'", "\"é\(index)\""].randomElement(using: &generator) ?? "k"
                return "\(blank(&generator))\(name):\(value(depth: depth + 1, &generator))\(blank(&generator))"
            }
            return "{" + members.joined(separator: ",") + (members.isEmpty ? "}" : ",}")
        }
    }

    private static func text(_ generator: inout some RandomNumberGenerator) -> String {
        let pieces = ["a", "é", "😀", "\\n", "\\u00e9", "\\t", " ", "z9", "\\\\", "//", "/*"]
        return (0..<Int.random(in: 0...5, using: &generator))
            .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    private static func blank(_ generator: inout some RandomNumberGenerator) -> String {
        ["", "", " ", "\n", "\t", "// note\n", "/* note */"].randomElement(using: &generator) ?? ""
    }

    /// Changes, removes or adds one to eight bytes.
    static func mutate(_ bytes: inout [UInt8], using generator: inout some RandomNumberGenerator) {
        let interesting = Array("{}[]:,'\"\\/*u0x.eE+-\n\u{0}".utf8) + [0x80, 0xc3, 0xff]
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let byte = interesting.randomElement(using: &generator) ?? 0
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0...2, using: &generator) {
            case 0 where place < bytes.count: bytes[place] = byte
            case 1 where place < bytes.count: bytes.remove(at: place)
            default: bytes.insert(byte, at: place)
            }
        }
    }

    /// A document without places, as our reader and Foundation's both can give it.
    indirect enum Tree: Equatable, Decodable {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
        case array([Tree])
        case object([String: Tree])

        init(_ node: JSON5Node) {
            switch node.value {
            case .null: self = .null
            case .bool(let value): self = .bool(value)
            case .integer(let value): self = .number(Double(value))
            case .number(let value): self = .number(value)
            case .string(let text): self = .string(text)
            case .array(let elements): self = .array(elements.map(Tree.init))
            case .object(let members):
                self = .object(Dictionary(uniqueKeysWithValues: members.map { ($0.name, Tree($0.node)) }))
            }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else if let value = try? container.decode(String.self) {
                self = .string(value)
            } else if let value = try? container.decode([Tree].self) {
                self = .array(value)
            } else {
                self = .object(try container.decode([String: Tree].self))
            }
        }
    }
}
