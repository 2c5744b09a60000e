import Glibc
package import Primitives

/// Prints a link on the plain terminal, whole on one line, and waits until somebody comes back.
package struct LinkPrinter {
    private let input: Int32
    private let output: Int32

    package init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) {
        self.input = input
        self.output = output
    }

    /// Returns with the next key, and also when the terminal is gone or the program is to end.
    package func print(_ title: DisplayText, _ link: Secret) {
        let address = DisplayText(untrusted: String(decoding: link.exposed(), as: UTF8.self))
        write("\n\(title.string)\n\n\(address.string)\n\nAny key goes back to callboard.\n")
        waitForKey()
    }

    private func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            bytes = bytes.dropFirst(max(0, count))
        }
    }

    private func waitForKey() {
        var before = termios()
        let isTerminal = tcgetattr(input, &before) == 0
        if isTerminal {
            var mode = before
            // A key at once, without an echo; ^C is a key here, as the console's signals wait until it is back.
            mode.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
            tcsetattr(input, TCSANOW, &mode)
        }
        defer { if isTerminal { tcsetattr(input, TCSAFLUSH, &before) } }
        var descriptor = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        while !isToEnd {
            let ready = poll(&descriptor, 1, 250)
            if ready < 0, errno != EINTR { return }
            guard ready > 0 else { continue }
            var byte: UInt8 = 0
            let count = read(input, &byte, 1)
            if count >= 0 || errno != EINTR { return }
        }
    }

    /// The console blocks signals to read them from a file, so that one that ends it waits meanwhile.
    private var isToEnd: Bool {
        var waiting = sigset_t()
        sigpending(&waiting)
        return [SIGTERM, SIGHUP].contains { sigismember(&waiting, $0) == 1 }
    }
}
