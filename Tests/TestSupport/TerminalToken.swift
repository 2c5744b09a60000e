/// One piece of what a program sends to a terminal, by the grammar of ECMA-48.
package enum TerminalToken: Sendable, Equatable {
    /// Printable scalars.
    case text(String)
    /// A C0 control or DEL, such as 10 for a line feed.
    case control(UInt8)
    /// A C1 control sent as one UTF-8 scalar (U+0080 to U+009F), which some terminals obey.
    case wideControl(UInt8)
    /// `ESC`, intermediate bytes and a final byte, such as `(B`.
    case escape(String)
    /// `ESC [`, parameters such as `?25` or `1;31`, intermediate bytes and a final byte.
    case controlSequence(parameters: String, intermediates: String, final: Character)
    /// `ESC ]`, up to its terminator: titles, colours, links, the clipboard.
    case operatingSystemCommand(String)
    /// A device control (`P`), privacy (`^`), application (`_`) or plain (`X`) string.
    case controlString(introducer: Character, String)
    /// Bytes that are not UTF-8, or a sequence that breaks off.
    case malformed([UInt8])
}
