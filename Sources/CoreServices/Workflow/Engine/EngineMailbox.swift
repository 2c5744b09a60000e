import Dispatch
import Primitives
import Synchronization

/// Messages for one thread, which sleeps until there are some.
final class EngineMailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let wake = DispatchSemaphore(value: 0)

    func post(_ message: Message) {
        let isFirst = messages.withLock { messages in
            messages.append(message)
            return messages.count == 1
        }
        if isFirst { wake.signal() }
    }

    /// Everything posted since the last call; waits for the first of it, at most for `timeout`.
    func take(timeout: Duration) -> [Message] {
        _ = wake.wait(timeout: .now() + .milliseconds(Int(timeout.milliseconds)))
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
