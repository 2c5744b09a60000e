/// One line of text that is safe to show.
///
/// Only the sanitiser makes one, so a place that takes `DisplayText` cannot be handed raw text: literals, and strings
/// put into literals with `\(…)`, pass the sanitiser too.
public struct DisplayText: Sendable, Hashable {
    /// The safe text; never holds a line feed, a control character or an invisible one.
    public let string: String

    /// Sanitises `untrusted` as one line: line feeds are shown as `␊`.
    public init(untrusted: some StringProtocol) {
        string = TextSanitiser.sanitise(String(untrusted))
    }

    /// Sanitises bytes of unknown encoding as one line.
    public init(untrustedBytes bytes: some Collection<UInt8>) {
        string = TextSanitiser.sanitise(bytes: bytes)
    }

    /// Text already known to be safe: a piece of another `DisplayText`.
    init(safe: String) {
        string = safe
    }

    /// No text.
    public static let empty = DisplayText(safe: "")

    public var isEmpty: Bool { string.isEmpty }

    /// Whether every character is ASCII and so takes one column and one byte.
    public var isASCII: Bool { string.utf8.allSatisfy { $0 < 0x80 } }

    /// Terminal columns this takes.
    public var width: Int { DisplayWidth.columns(of: string) }

    /// Sanitises `untrusted` and splits it at its line feeds; an empty text is one empty line.
    public static func lines(untrusted: String) -> [DisplayText] {
        split(TextSanitiser.sanitise(untrusted, lines: .multiple))
    }

    /// Sanitises bytes of unknown encoding and splits them at their line feeds.
    public static func lines(untrustedBytes bytes: some Collection<UInt8>) -> [DisplayText] {
        split(TextSanitiser.sanitise(bytes: bytes, lines: .multiple))
    }

    private static func split(_ text: String) -> [DisplayText] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { DisplayText(safe: String($0)) }
    }

    public static func + (left: DisplayText, right: DisplayText) -> DisplayText {
        DisplayText(safe: left.string + right.string)
    }

    public static func += (left: inout DisplayText, right: DisplayText) {
        left = left + right
    }
}

extension DisplayText: Comparable {
    public static func < (left: DisplayText, right: DisplayText) -> Bool {
        left.string < right.string
    }
}

extension DisplayText: CustomStringConvertible {
    public var description: String { string }
}

extension DisplayText: ExpressibleByStringInterpolation {
    /// Collects the parts of an interpolated literal, sanitising each.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 8)
        }

        public mutating func appendLiteral(_ literal: String) {
            text += TextSanitiser.sanitise(literal)
        }

        public mutating func appendInterpolation(_ value: DisplayText) {
            text += value.string
        }

        public mutating func appendInterpolation(_ value: some BinaryInteger) {
            text += String(value)
        }

        public mutating func appendInterpolation(_ value: some StringProtocol) {
            text += TextSanitiser.sanitise(String(value))
        }
    }

    public init(stringInterpolation: StringInterpolation) {
        string = stringInterpolation.text
    }

    public init(stringLiteral value: String) {
        string = TextSanitiser.sanitise(value)
    }
}

extension Sequence where Element == DisplayText {
    /// Joins the texts with `separator` between them.
    public func joined(separator: DisplayText = .empty) -> DisplayText {
        DisplayText(safe: map(\.string).joined(separator: separator.string))
    }
}
