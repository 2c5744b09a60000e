import Foundation
import Glibc

/// The pipes to a browser: commands go one way, answers and events come the other, each a JSON object that a NUL ends.
final class BrowserConnection: Sendable {
    /// What the browser tells by itself.
    struct Event: Sendable {
        var method: String
        var parameters: BrowserJSON
    }

    typealias Listener = @Sendable (Event) -> Void
    private typealias Answer = Result<BrowserJSON, TestFailure>

    private struct State {
        var lastNumber = 0
        var waiting: [Int: CheckedContinuation<Answer, Never>] = [:]
        var listeners: [String: Listener] = [:]
        var writing: Int32?
    }

    private let state: Monitor<State>

    /// Takes over both descriptors.
    init(reading: Int32, writing: Int32) {
        state = Monitor(State(writing: writing))
        Thread.detachNewThread { [weak self] in
            var rest: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = read(reading, &buffer, buffer.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { break }
                rest.append(contentsOf: buffer[..<count])
                while let end = rest.firstIndex(of: 0) {
                    let message = Data(rest[..<end])
                    rest.removeSubrange(...end)
                    self?.receive(message)
                }
            }
            Glibc.close(reading)
            self?.close()
        }
    }

    /// Sends a command, to a page when `session` names one, and waits for its result.
    ///
    /// - Throws: ``TestFailure`` with the browser's words when it refuses, or when it is gone.
    func call(_ method: String, _ parameters: BrowserJSON = [:], session: String? = nil) async throws -> BrowserJSON {
        let answer = await withCheckedContinuation { (continuation: CheckedContinuation<Answer, Never>) in
            let failure = state.withLock { state -> TestFailure? in
                guard let writing = state.writing else { return TestFailure("the browser has ended") }
                state.lastNumber += 1
                var message: [String: BrowserJSON] = [
                    "id": .number(Double(state.lastNumber)), "method": .string(method), "params": parameters,
                ]
                if let session { message["sessionId"] = .string(session) }
                let bytes = Array(BrowserJSON.object(message).text.utf8) + [0]
                do {
                    try writeAll(bytes, to: writing, what: "the browser")
                } catch {
                    return TestFailure("\(error)")
                }
                state.waiting[state.lastNumber] = continuation
                return nil
            }
            if let failure { continuation.resume(returning: .failure(failure)) }
        }
        return try answer.get()
    }

    /// Tells a listener, on the reading thread, what a page's session reports.
    func listen(to session: String, _ listener: @escaping Listener) {
        state.withLock { $0.listeners[session] = listener }
    }

    func forget(_ session: String) {
        state.withLock { $0.listeners[session] = nil }
    }

    /// Ends the pipe, which ends the browser; whoever still waits is told.
    func close() {
        let waiting = state.withLock { state in
            if let open = state.writing { Glibc.close(open) }
            state.writing = nil
            defer { state.waiting = [:] }
            return state.waiting.values.map { $0 }
        }
        waiting.forEach { $0.resume(returning: .failure(TestFailure("the browser has ended"))) }
    }

    private func receive(_ data: Data) {
        guard let message = try? JSONDecoder().decode(BrowserJSON.self, from: data) else { return }
        guard let number = message["id"]?.number else {
            let listener = state.current.listeners[message["sessionId"]?.string ?? ""]
            listener?(Event(method: message["method"]?.string ?? "", parameters: message["params"] ?? [:]))
            return
        }
        let continuation = state.withLock { $0.waiting.removeValue(forKey: Int(number)) }
        if let failure = message["error"] {
            continuation?.resume(
                returning: .failure(TestFailure("the browser refused: \(failure["message"]?.string ?? failure.text)"))
            )
        } else {
            continuation?.resume(returning: .success(message["result"] ?? [:]))
        }
    }
}
