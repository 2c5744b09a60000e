package import Foundation

/// A fresh folder that is removed, with all that is in it, when this value goes away.
///
/// Hold it for as long as the folder is needed: `defer { directory.remove() }` does.
package final class TemporaryDirectory: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "callboard-test-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    deinit {
        remove()
    }

    package var path: String { url.path(percentEncoded: false) }

    /// The path of a file of this name inside, whether it exists or not.
    package func path(_ name: String) -> String {
        url.appending(path: name).path(percentEncoded: false)
    }

    /// Writes a file of this name and gives its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: url.appending(path: name))
        return path(name)
    }

    /// Removes the folder now; a second call does nothing.
    package func remove() {
        try? FileManager.default.removeItem(at: url)
    }
}
