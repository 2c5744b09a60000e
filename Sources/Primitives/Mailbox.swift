internal import CSystem
internal import Glibc
internal import Synchronization

/// Messages on their way to one reader that waits in `poll`, from any thread.
///
/// Ordered messages are kept in order and bounded: when full, the oldest is dropped and counted. A keyed message
/// replaces the one before it under the same key, at the place of the first, so a burst of hints costs one turn.
/// `fileDescriptor` is readable while anything waits.
public final class Mailbox<Message: Sendable>: Sendable {
    private struct Entry: Sendable {
        var key: String?
        var message: Message
    }

    private struct State: Sendable {
        /// Entries from `head` on are waiting; those before it are spent and removed in bulk.
        var entries: [Entry?] = []
        var head = 0
        var places: [String: Int] = [:]
        var waiting = 0
        var lost = 0
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// Becomes readable when a message arrives; -1 if the system gave no descriptor, and then only polling helps.
    public let fileDescriptor: Int32

    /// A mailbox that holds at most `capacity` messages.
    public init(capacity: Int = 10_000) {
        self.capacity = max(1, capacity)
        fileDescriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    }

    deinit {
        if fileDescriptor >= 0 { close(fileDescriptor) }
    }

    /// Adds `message` after all that wait.
    public func post(_ message: Message) {
        add(Entry(key: nil, message: message))
    }

    /// Adds `message`, or puts it in the place of the one that waits under `key`.
    public func post(_ message: Message, replacing key: String) {
        add(Entry(key: key, message: message))
    }

    /// Makes the reader's `poll` return although there is no message.
    public func wake() {
        eventfd_write(fileDescriptor, 1)
    }

    /// Takes up to `limit` messages, oldest first.
    public func drain(limit: Int = .max) -> [Message] {
        var count: UInt64 = 0
        eventfd_read(fileDescriptor, &count)
        return state.withLock { state in
            var taken: [Message] = []
            while taken.count < limit, state.head < state.entries.count {
                if let entry = Self.takeFirst(&state) { taken.append(entry.message) }
            }
            if state.head == state.entries.count {
                state.entries.removeAll(keepingCapacity: true)
                state.head = 0
            } else {
                // What stays must keep the descriptor readable, or the reader would sleep on it.
                wake()
            }
            return taken
        }
    }

    /// Whether nothing waits.
    public var isEmpty: Bool {
        state.withLock { $0.waiting == 0 }
    }

    /// How many messages were dropped because the mailbox was full, in all.
    public var lost: Int {
        state.withLock { $0.lost }
    }

    private func add(_ entry: Entry) {
        let mustWake = state.withLock { state in
            if let key = entry.key, let place = state.places[key] {
                state.entries[place] = entry
                return false
            }
            if state.waiting >= capacity {
                _ = Self.takeFirst(&state)
                state.lost += 1
            }
            if state.head > capacity { Self.compact(&state) }
            if let key = entry.key { state.places[key] = state.entries.count }
            state.entries.append(entry)
            state.waiting += 1
            return true
        }
        if mustWake { wake() }
    }

    private static func takeFirst(_ state: inout State) -> Entry? {
        let entry = state.entries[state.head]
        state.entries[state.head] = nil
        state.head += 1
        guard let entry else { return nil }
        if let key = entry.key { state.places[key] = nil }
        state.waiting -= 1
        return entry
    }

    private static func compact(_ state: inout State) {
        state.entries.removeFirst(state.head)
        state.places = state.places.mapValues { $0 - state.head }
        state.head = 0
    }
}
