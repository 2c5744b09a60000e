/// A terminal: where the grid's differences go and where input comes from.
///
/// Bound to the main actor, as the C library behind it bears one thread only.
@MainActor
package protocol TerminalDriver: AnyObject {
    /// The terminal's size now.
    var size: Size { get }
    /// The glyphs that the terminal can print.
    var glyphs: Glyphs { get }
    /// What to wait on in `poll`; when one is readable, `nextEvents` has something.
    var fileDescriptors: [Int32] { get }
    /// Bytes written to the terminal since the start, as far as the driver knows them.
    var bytesWritten: Int { get }

    /// Takes all input there is, in order, without waiting.
    func nextEvents() -> [InputEvent]
    /// Prints runs in the look of `theme` and puts the cursor, hidden when nil. `isFull` redraws the whole screen.
    func apply(_ runs: [GridRun], cursor: Position?, theme: Theme, isFull: Bool)
    /// Gives the terminal back as it was, until `resume`.
    func suspend()
    /// Stops the program as ^Z does in any other, and returns when it is continued.
    func stopUntilContinued()
    /// Takes the terminal again after `suspend`.
    func resume()
    /// Sounds the bell, or flashes.
    func bell()
    /// Puts `text` on the clipboard of the person at the terminal; false if it is too long or there is no way.
    func copy(_ text: String) -> Bool
    /// Gives the terminal back for good.
    func close()
}
