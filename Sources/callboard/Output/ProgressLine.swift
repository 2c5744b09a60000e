import Foundation
import Synchronization

/// One line on standard error that tells how far something is, where a person looks on.
final class ProgressLine: Sendable {
    private let what: String
    private let isShown: Bool
    private let shown = Mutex(-1)

    /// - Parameter what: Such as `events counted`.
    init(_ what: String, isShown: Bool = isatty(STDERR_FILENO) == 1) {
        self.what = what
        self.isShown = isShown
    }

    /// - Parameter done: From 0 to 1.
    func show(_ done: Double) {
        guard isShown else { return }
        let percent = Int(max(0, min(1, done)) * 100)
        let isNew = shown.withLock { shown in
            defer { shown = percent }
            return shown != percent
        }
        if isNew { FileHandle.standardError.write(Data("\r\(percent) % of the \(what)".utf8)) }
    }

    /// Takes the line away.
    func clear() {
        guard isShown, shown.withLock({ $0 }) >= 0 else { return }
        FileHandle.standardError.write(Data("\r\u{1b}[K".utf8))
    }
}
