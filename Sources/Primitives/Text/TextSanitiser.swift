/// The one choke point through which untrusted text passes before it reaches a cell, a log, an export or plain output.
///
/// Nothing that steers a terminal, reorders text or hides in it survives: such a scalar is shown instead of obeyed.
/// - C0 and DEL become their control pictures (`␛`), invalid UTF-8 bytes become `\x9b`.
/// - Other control, format, invisible, private and unassigned scalars become `<U+202E>`.
/// - More than `marksPerBase` combining marks on one base become `<+12 marks>`; a mark without a base gets `◌`.
///
/// The result is a fixpoint: sanitising it again changes nothing.
public enum TextSanitiser {
    /// Which line structure the text may keep.
    public enum Lines: Sendable {
        /// Line feeds are shown as `␊` like every other control character.
        case single
        /// Line feeds stay; every other control character, carriage return and tab too, is shown.
        case multiple
    }

    /// Combining marks kept on one base; Vietnamese and Thai need two.
    public static let marksPerBase = 2

    /// Makes `text` safe to show; printable ASCII is returned as it is, after one scan and without a copy.
    public static func sanitise(_ text: String, lines: Lines = .single) -> String {
        var copy = text
        let isPlain = copy.withUTF8 { isPrintableASCII($0, lines: lines) }
        if isPlain { return copy }
        var builder = SanitisedText(lines: lines, capacity: copy.utf8.count)
        for scalar in copy.unicodeScalars { builder.append(scalar) }
        return builder.finished()
    }

    /// Makes bytes of unknown encoding safe to show, reading them as UTF-8; each invalid byte is shown as `\xNN`.
    public static func sanitise(bytes: some Collection<UInt8>, lines: Lines = .single) -> String {
        if let text = String(validating: bytes, as: UTF8.self) {
            return sanitise(text, lines: lines)
        }
        var builder = SanitisedText(lines: lines, capacity: bytes.count)
        var parser = Unicode.UTF8.ForwardParser()
        var source = bytes.makeIterator()
        var position = bytes.startIndex
        while true {
            switch parser.parseScalar(from: &source) {
            case .valid(let encoded):
                builder.append(Unicode.UTF8.decode(encoded))
                bytes.formIndex(&position, offsetBy: encoded.count)
            case .error(let length):
                for _ in 0..<length {
                    builder.append(invalidByte: bytes[position])
                    bytes.formIndex(after: &position)
                }
            case .emptyInput:
                return builder.finished()
            }
        }
    }

    /// Whether every byte is printable ASCII, or a line feed where those may stay.
    private static func isPrintableASCII(_ bytes: UnsafeBufferPointer<UInt8>, lines: Lines) -> Bool {
        let keepsLineFeed = lines == .multiple
        for byte in bytes where byte &- 0x20 > 0x5e {
            if byte == 0x0a, keepsLineFeed { continue }
            return false
        }
        return true
    }
}
