import CommandKit
import CoreServices
import Primitives

/// A filter that cannot be understood, with a mark under the place.
struct UnusableFilter: ProvidesExitCode, CustomStringConvertible {
    let text: String
    let error: FilterError

    var exitCode: ExitCode { .usage }

    var description: String {
        // Sanitised before it is measured, so that the mark stands under what is shown.
        let shown = DisplayText(untrusted: text)
        let before = DisplayText(untrusted: String(text.prefix(error.column - 1)))
        let mark = String(repeating: " ", count: before.width) + "^"
        return "--where: \(error.message)\n  \(shown.string)\n  \(mark)"
    }
}
