internal import Foundation

/// The sequence that asks a terminal to put text on its clipboard (xterm's OSC 52).
package enum ClipboardSequence {
    /// The largest text in bytes: some terminals refuse a sequence above 100,000 bytes as a whole, and base64 takes four
    /// bytes for three.
    package static let limitBytes = 74_994

    /// The sequence for `text`; nil if it is too long.
    ///
    /// Inside tmux or screen it is also wrapped for the terminal outside, as they may not pass it on by themselves.
    package static func copy(_ text: String, environment: [String: String]) -> String? {
        guard text.utf8.count <= limitBytes else { return nil }
        let sequence = "\u{1b}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}"
        if environment["TMUX"] != nil {
            return sequence + "\u{1b}Ptmux;" + sequence.replacing("\u{1b}", with: "\u{1b}\u{1b}") + "\u{1b}\\"
        }
        if environment["STY"] != nil {
            return screenPassThrough(sequence)
        }
        return sequence
    }

    /// GNU screen takes strings of at most 768 bytes, so the sequence goes through in pieces.
    private static func screenPassThrough(_ sequence: String) -> String {
        var rest = sequence[...]
        var wrapped = ""
        while !rest.isEmpty {
            wrapped += "\u{1b}P" + rest.prefix(700) + "\u{1b}\\"
            rest = rest.dropFirst(700)
        }
        return wrapped
    }
}
