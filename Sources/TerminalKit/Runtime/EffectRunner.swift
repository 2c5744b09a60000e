internal import Primitives
internal import Synchronization

/// Runs effects as tasks and knows how many there are.
@MainActor
final class EffectRunner<Message: Sendable> {
    private let mailbox: Mailbox<Message>
    private let counter = InFlightCounter()
    private var running: [EffectID: [RunningEffect]] = [:]

    init(mailbox: Mailbox<Message>) {
        self.mailbox = mailbox
    }

    /// Effects started and not yet ended, cancelled ones included.
    var inFlight: Int { counter.value }

    func start(
        id: EffectID?,
        cancelInFlight: Bool,
        _ operation: @escaping @Sendable (Send<Message>) async -> Void
    ) {
        if let id, cancelInFlight { cancel(id) }
        let effect = RunningEffect()
        let mailbox = mailbox
        let counter = counter
        let send = Send<Message> { message, key in
            effect.unlessCancelled {
                if let key { mailbox.post(message, replacing: key) } else { mailbox.post(message) }
            }
        }
        // Counted before the task exists, so that nobody sees an idle program between the two.
        counter.add(1)
        // Detached: the main actor never returns to its executor while the loop runs.
        let task = Task.detached {
            await operation(send)
            effect.end()
            counter.add(-1)
            mailbox.wake()
        }
        effect.adopt(task)
        if let id {
            running[id] = (running[id] ?? []).filter { !$0.hasEnded } + [effect]
        }
    }

    func cancel(_ id: EffectID) {
        for effect in running.removeValue(forKey: id) ?? [] { effect.cancel() }
    }

    func cancelAll() {
        for id in Array(running.keys) { cancel(id) }
    }
}

/// One effect's life, shared by its task and the main thread.
private final class RunningEffect: Sendable {
    private struct State: Sendable {
        var task: Task<Void, Never>?
        var isCancelled = false
        var hasEnded = false
    }

    private let state = Mutex(State())

    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    func adopt(_ task: Task<Void, Never>) {
        state.withLock { $0.task = task }
    }

    func end() {
        state.withLock { state in
            state.hasEnded = true
            state.task = nil
        }
    }

    func cancel() {
        let task = state.withLock { state in
            state.isCancelled = true
            return state.task
        }
        task?.cancel()
    }

    /// Runs `body` under the lock, so that nothing is sent once `cancel` has returned.
    func unlessCancelled(_ body: () -> Void) {
        state.withLock { state in
            if !state.isCancelled { body() }
        }
    }
}

/// A count that several threads change.
private final class InFlightCounter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func add(_ change: Int) {
        count.withLock { $0 += change }
    }
}
