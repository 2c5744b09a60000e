/// A theme that cannot be used, and where its file is wrong.
package struct ThemeError: Error, Equatable, CustomStringConvertible {
    /// The file as the caller named it.
    package let file: String
    /// Counted from 1; 0 when the file as a whole is meant.
    package let line: Int
    /// Counted from 1, in characters; 0 when the file as a whole is meant.
    package let column: Int
    /// What was found and what was expected.
    package let message: String

    package var description: String {
        line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)"
    }
}
