/// Text being made safe, one scalar at a time.
struct SanitisedText {
    private let lines: TextSanitiser.Lines
    private var text = ""
    private var marks = 0
    private var excessMarks = 0
    private var base: Unicode.Scalar?

    init(lines: TextSanitiser.Lines, capacity: Int) {
        self.lines = lines
        text.reserveCapacity(capacity + 16)
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar == "\n", lines == .multiple {
            flushMarks()
            text.unicodeScalars.append(scalar)
            base = nil
            return
        }
        switch ScalarKind(scalar) {
        case .plain:
            flushMarks()
            text.unicodeScalars.append(scalar)
            base = scalar
        case .mark:
            appendMark(scalar)
        case .presentationSelector:
            // One selector on an emoji is ordinary writing; on anything else it can only carry hidden data.
            if let base, base.properties.isEmoji, marks == 0 {
                text.unicodeScalars.append(scalar)
                marks += 1
            } else {
                appendShown(scalar)
            }
        case .control:
            flushMarks()
            let picture = scalar.value == 0x7f ? 0x2421 : 0x2400 + scalar.value
            text.unicodeScalars.append(Unicode.Scalar(picture) ?? "\u{fffd}")
            base = nil
        case .hidden:
            appendShown(scalar)
        }
    }

    mutating func append(invalidByte byte: UInt8) {
        appendShown(#"\x"# + Self.hexadecimal(UInt32(byte), digits: 2, uppercase: false))
    }

    mutating func finished() -> String {
        flushMarks()
        return text
    }

    private mutating func appendMark(_ scalar: Unicode.Scalar) {
        if base == nil {
            text.unicodeScalars.append("◌")
            base = "◌"
        }
        if marks < TextSanitiser.marksPerBase {
            text.unicodeScalars.append(scalar)
            marks += 1
        } else {
            excessMarks += 1
        }
    }

    private mutating func appendShown(_ scalar: Unicode.Scalar) {
        appendShown("<U+" + Self.hexadecimal(scalar.value, digits: 4, uppercase: true) + ">")
    }

    private mutating func appendShown(_ form: String) {
        flushMarks()
        text += form
        base = nil
    }

    private mutating func flushMarks() {
        if excessMarks > 0 { text += "<+\(excessMarks) marks>" }
        marks = 0
        excessMarks = 0
    }

    private static func hexadecimal(_ value: UInt32, digits: Int, uppercase: Bool) -> String {
        let plain = String(value, radix: 16, uppercase: uppercase)
        return String(repeating: "0", count: max(0, digits - plain.count)) + plain
    }
}
