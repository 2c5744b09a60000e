import CommandKit
import CoreServices
import Primitives
import Synchronization

/// Prints events as they come to be in a store, whoever puts them there.
struct EventTail: Sendable {
    let printer: EventPrinter

    private static let pageSize = 250

    /// Prints the last `count` events and then every new one; ends only with an error, or when its task is cancelled.
    func run(last count: Int) async throws {
        let reading = printer.reading
        var position: Int64 = 0
        var hasBegun = false
        for await hint in reading.store.changes.hints() {
            // A filter finds no more than what is indexed.
            let known = reading.filter.isEverything ? hint.lastSequence : min(hint.lastSequence, hint.indexedSequence)
            if !hasBegun {
                let items = count == 0 ? [] : try await reading.page(at: .newest, limit: count).items
                position = items.last?.sequence ?? known
                try await printer.print(items)
                hasBegun = true
            }
            var isLast = false
            while !isLast {
                let page = try await reading.page(at: .after(position), limit: Self.pageSize)
                try await printer.print(page.items)
                position = page.items.last?.sequence ?? position
                isLast = page.isLast
            }
            // What the filter has passed over need not be looked at again.
            position = max(position, known)
        }
    }

    /// Runs until a signal of `signals`; the signal, or the error that ended it before.
    @MainActor
    func run(last count: Int, until signals: StopSignals) throws -> Int32? {
        let failure = Mutex<(any Error)?>(nil)
        let task = Task.detached {
            do {
                try await run(last: count)
            } catch {
                failure.withLock { $0 = error }
            }
            signals.wake()
        }
        defer { task.cancel() }
        let signal = signals.wait()
        if signal == nil, let error = failure.withLock({ $0 }) { throw error }
        return signal
    }
}
