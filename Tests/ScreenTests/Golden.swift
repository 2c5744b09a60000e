import Foundation
import TerminalKit
import TestSupport
import Testing

/// Screens kept as text beside the tests, to be read in a diff.
enum Golden {
    /// Compares a screen with its file; `RECORD_SNAPSHOTS=1` writes it instead, except where `CI` is set.
    static func check(
        _ grid: Grid,
        _ name: String,
        file: String = #filePath,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let dump = GoldenScreen.dump(grid, theme: "dark", case: name)
        let path = URL(filePath: file).deletingLastPathComponent()
            .appending(path: "Goldens/\(name)-\(grid.size).txt")
        let environment = ProcessInfo.processInfo.environment
        if environment["RECORD_SNAPSHOTS"] == "1", environment["CI"] == nil {
            try Data(dump.utf8).write(to: path)
            return
        }
        let expected = try? String(contentsOf: path, encoding: .utf8)
        guard dump != expected else { return }
        let difference = Self.difference(from: expected ?? "", to: dump)
        Issue.record(
            "\(name) at \(grid.size) looks different; RECORD_SNAPSHOTS=1 swift test --filter ScreenTests takes it\n\(difference)",
            sourceLocation: sourceLocation
        )
    }

    private static func difference(from old: String, to new: String) -> String {
        let oldLines = old.components(separatedBy: "\n")
        let newLines = new.components(separatedBy: "\n")
        return zip(oldLines + Array(repeating: "", count: max(0, newLines.count - oldLines.count)), newLines)
            .filter { $0 != $1 }.prefix(12).map { "- \($0)\n+ \($1)" }.joined(separator: "\n")
    }
}
