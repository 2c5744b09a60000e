/// What a program sent to its terminal, taken apart, so that a test can say which sequences may occur at all.
package struct EscapeSequenceAudit: Sendable {
    package let tokens: [TerminalToken]

    package init(_ bytes: [UInt8]) {
        tokens = TerminalTokenizer.tokens(of: bytes)
    }

    /// The printable text in the order sent, with nothing between its pieces.
    package var text: String {
        var text = ""
        for case .text(let piece) in tokens { text += piece }
        return text
    }

    /// Every token that `allowance` does not permit, in the order sent.
    package func violations(of allowance: Allowance) -> [TerminalToken] {
        tokens.filter { !allowance.permits($0) }
    }

    /// The sequences that a program may send.
    package struct Allowance: Sendable {
        /// C0 controls.
        package var controls: Set<UInt8>
        /// What follows `ESC`, such as `(B`.
        package var escapes: Set<String>
        /// Final bytes of control sequences without private parameters and intermediates.
        package var finals: Set<Character>
        /// Numbers that may be switched with `ESC [ ? … h` and `ESC [ ? … l`.
        package var privateModes: Set<Int>
        /// Whole sequences permitted besides, written without `ESC [`, such as `22;0;0t`.
        package var sequences: Set<String>
        /// Numbers of operating system commands; 52 is the clipboard.
        package var operatingSystemCommands: Set<Int>

        package init(
            controls: Set<UInt8> = [],
            escapes: Set<String> = [],
            finals: Set<Character> = [],
            privateModes: Set<Int> = [],
            sequences: Set<String> = [],
            operatingSystemCommands: Set<Int> = []
        ) {
            self.controls = controls
            self.escapes = escapes
            self.finals = finals
            self.privateModes = privateModes
            self.sequences = sequences
            self.operatingSystemCommands = operatingSystemCommands
        }

        /// What ncurses sends for a full-screen program by the terminfo of xterm, screen and tmux: cursor movement,
        /// erasing, scrolling, colours, character sets, the alternate screen, the cursor's visibility, keypad modes,
        /// bracketed paste and mouse reports. No title, no clipboard, no bell, no request for an answer.
        package static let fullScreen = Allowance(
            controls: [0x08, 0x09, 0x0a, 0x0d, 0x0e, 0x0f],
            escapes: ["(B", "(0", ")B", ")0", "7", "8", "=", ">", "M"],
            finals: Set("@ABCDGHJKLMPSTXZbdfmr"),
            privateModes: [1, 7, 12, 25, 1000, 1002, 1003, 1006, 1034, 1049, 2004],
            // The window operations save and restore the title around the alternate screen; they set none.
            sequences: ["4l", "34h", "34l", "22;0;0t", "23;0;0t"]
        )

        func permits(_ token: TerminalToken) -> Bool {
            switch token {
            case .text: true
            case .control(let byte): controls.contains(byte)
            case .escape(let sequence): escapes.contains(sequence)
            case .controlSequence(let parameters, let intermediates, let final):
                permits(parameters: parameters, intermediates: intermediates, final: final)
            case .operatingSystemCommand(let content):
                Int(content.prefix { $0 != ";" }).map(operatingSystemCommands.contains) ?? false
            case .wideControl, .controlString, .malformed: false
            }
        }

        private func permits(parameters: String, intermediates: String, final: Character) -> Bool {
            if sequences.contains(parameters + intermediates + String(final)) { return true }
            if parameters.hasPrefix("?"), final == "h" || final == "l", intermediates.isEmpty {
                return parameters.dropFirst().split(separator: ";").allSatisfy {
                    Int($0).map(privateModes.contains) ?? false
                }
            }
            return finals.contains(final) && intermediates.isEmpty
                && parameters.allSatisfy { $0.isNumber || $0 == ";" || $0 == ":" }
        }
    }
}
