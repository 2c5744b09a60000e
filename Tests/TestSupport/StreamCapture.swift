import Foundation
import Glibc

/// Collects all that comes out of a descriptor, on a thread of its own, and closes the descriptor at the end.
final class StreamCapture: Sendable {
    private struct Content {
        var bytes: [UInt8] = []
        var hasEnded = false
    }

    private let content: Monitor<Content>

    /// - Parameters:
    ///   - descriptor: Read until its end, or until an error such as the EIO of a terminal without programs.
    ///   - whenEnded: Called just before the descriptor is closed, so that nobody uses it any more.
    init(descriptor: Int32, whenEnded: @escaping @Sendable () -> Void = {}) {
        let content = Monitor(Content())
        self.content = content
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { break }
                content.withLock { $0.bytes.append(contentsOf: buffer[..<count]) }
            }
            content.withLock { $0.hasEnded = true }
            whenEnded()
            close(descriptor)
        }
    }

    var bytes: [UInt8] { content.current.bytes }

    @discardableResult
    func waitForEnd(within limit: Duration) -> Bool {
        content.wait(within: limit) { $0.hasEnded }
    }

    /// Waits until the bytes so far satisfy `isSatisfied`, and gives them; `nil` when `limit` has passed or the
    /// stream has ended without.
    func wait(within limit: Duration, until isSatisfied: ([UInt8]) -> Bool) -> [UInt8]? {
        let outcome = content.wait(within: limit) { content -> [UInt8]?? in
            if isSatisfied(content.bytes) { return .some(content.bytes) }
            return content.hasEnded ? .some(nil) : nil
        }
        return outcome ?? nil
    }

    func waitForText(
        _ what: String,
        within limit: Duration,
        or transcript: () -> String,
        _ isSatisfied: (String) -> Bool
    ) throws -> String {
        let found = wait(within: limit) { isSatisfied(String(decoding: $0, as: UTF8.self)) }
        guard let found else { throw TestFailure("waited up to \(limit) in vain for \(what); \(transcript())") }
        return String(decoding: found, as: UTF8.self)
    }
}
