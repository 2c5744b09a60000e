/// Waits for flows and orders to get somewhere, whichever process takes them there.
package enum ConnectWaiting {
    /// Returns a flow once `isThere` says so, or as it stands after `timeout`; `nil` when there is no such flow.
    package static func flow(
        _ id: Int64,
        in store: Store,
        timeout: Duration,
        until isThere: @escaping @Sendable (ConnectFlow) -> Bool
    ) async throws -> ConnectFlow? {
        try await value(in: store, timeout: timeout) {
            try await store.connectFlow(id)
        } until: {
            $0.map(isThere) ?? true
        }
    }

    /// Returns an order once it is over, or as it stands after `timeout`.
    package static func order(_ id: Int64, in store: Store, timeout: Duration) async throws -> ConnectOrder? {
        try await value(in: store, timeout: timeout) {
            try await store.connectOrder(id)
        } until: {
            $0?.isOver ?? true
        }
    }

    /// Asks again with every change in the store.
    private static func value<Value: Sendable>(
        in store: Store,
        timeout: Duration,
        _ ask: @escaping @Sendable () async throws -> Value,
        until isThere: @escaping @Sendable (Value) -> Bool
    ) async throws -> Value {
        let (turns, turning) = AsyncStream<Bool>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let hints = store.changes.hints()
        let watching = Task {
            for await _ in hints { turning.yield(false) }
        }
        let timer = Task {
            guard (try? await Task.sleep(for: timeout)) != nil else { return }
            turning.yield(true)
        }
        defer {
            watching.cancel()
            timer.cancel()
        }
        var found = try await ask()
        if isThere(found) { return found }
        for await isLast in turns {
            found = try await ask()
            if isThere(found) || isLast || Task.isCancelled { break }
        }
        return found
    }
}

extension ConnectFlow {
    /// Whether what was asked of it has come to something: a link, an exchanged token, or a failure to tell.
    package var hasSettled: Bool {
        switch state {
        case .details, .exchanging: failure.map { retriesAt == nil || !$0.isPassing } ?? false
        case .waiting, .expired, .following, .complete, .abandoned, .failed: true
        }
    }
}
