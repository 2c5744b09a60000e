internal import Primitives

/// A terminal that exists only in memory: what is printed can be read, what is typed is given.
@MainActor
package final class RecordingDriver: TerminalDriver {
    package private(set) var size: Size
    package let glyphs: Glyphs
    package let fileDescriptors: [Int32] = []
    package private(set) var bytesWritten = 0

    /// The screen as printed so far, one array of columns a row; the right half of a wide character is empty.
    package private(set) var screen: [[String]]
    package private(set) var cursor: Position?
    package private(set) var theme: Theme?
    /// Frames printed in all, and those that printed every cell.
    package private(set) var frames = 0
    package private(set) var fullFrames = 0
    package private(set) var copied: [String] = []
    package private(set) var bells = 0
    package private(set) var suspensions = 0
    package private(set) var isSuspended = false
    package private(set) var isClosed = false
    private var pending: [InputEvent] = []

    package init(size: Size = Size(columns: 80, rows: 24), glyphs: Glyphs = .unicode) {
        self.size = size
        self.glyphs = glyphs
        screen = Self.blank(size)
    }

    /// The rows of the screen without the spaces at their ends.
    package var lines: [String] {
        screen.map { row in
            var text = row.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    /// The screen as one text.
    package var text: String { lines.joined(separator: "\n") }

    /// Gives input to the program's next turn; a resize changes the size at once.
    package func enqueue(_ events: [InputEvent]) {
        for event in events {
            if case .resize(let size) = event {
                self.size = size
                screen = Self.blank(size)
            }
            pending.append(event)
        }
    }

    package func nextEvents() -> [InputEvent] {
        defer { pending = [] }
        return pending
    }

    package func apply(_ runs: [GridRun], cursor: Position?, theme: Theme, isFull: Bool) {
        if isFull {
            screen = Self.blank(size)
            fullFrames += 1
        }
        frames += 1
        self.cursor = cursor
        self.theme = theme
        for run in runs {
            var column = run.column
            for character in run.characters {
                bytesWritten += character.utf8.count
                let columns = DisplayWidth.columns(of: character)
                screen[run.row][column] = String(character)
                if columns == 2 { screen[run.row][column + 1] = "" }
                column += columns
            }
        }
    }

    package func suspend() {
        isSuspended = true
    }

    package func stopUntilContinued() {
        suspensions += 1
    }

    package func resume() {
        isSuspended = false
    }

    package func bell() {
        bells += 1
    }

    package func copy(_ text: String) -> Bool {
        copied.append(text)
        return true
    }

    package func close() {
        isClosed = true
    }

    private static func blank(_ size: Size) -> [[String]] {
        Array(repeating: Array(repeating: " ", count: size.columns), count: size.rows)
    }
}

extension Program {
    /// Types a key script, one event at a time, each after the program came to rest; false if it never did.
    @discardableResult
    package func play(_ script: String, on driver: RecordingDriver) throws(KeyNotationError) -> Bool {
        for event in try KeyScript.events(script) {
            driver.enqueue([event])
            guard runUntilIdle() else { return false }
        }
        return true
    }
}
