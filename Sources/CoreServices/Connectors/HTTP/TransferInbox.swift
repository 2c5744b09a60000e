import CCurl
import Synchronization

/// What waits to be taken up by the loop's thread, put in from any thread.
final class TransferInbox: Sendable {
    struct Entry: Sendable {
        var request: OutboundRequest
        var completion: @Sendable (Result<HTTPReply, TransportFailure>) -> Void
    }

    /// libcurl's handle for many exchanges.
    struct MultiHandle: @unchecked Sendable {  // unchecked: only `curl_multi_wakeup` is called off the loop's thread
        let pointer: UnsafeMutableRawPointer
    }

    private struct State: Sendable {
        var entries: [Entry] = []
        var isStopping = false
        /// Whether the loop waits in libcurl, so that it must be woken; never set once the handle is gone.
        var isAsleep = false
    }

    private let state = Mutex(State())
    private let multi: MultiHandle

    init(waking multi: MultiHandle) {
        self.multi = multi
    }

    /// Adds an entry; `false` when the loop is stopping and takes no more.
    func put(_ entry: Entry) -> Bool {
        state.withLock { state in
            if state.isStopping { return false }
            state.entries.append(entry)
            wake(&state)
            return true
        }
    }

    func stop() {
        state.withLock { state in
            state.isStopping = true
            wake(&state)
        }
    }

    /// Takes all that waits, and whether the loop should stop.
    func takeAll() -> (entries: [Entry], isStopping: Bool) {
        state.withLock { state in
            state.isAsleep = false
            defer { state.entries = [] }
            return (state.entries, state.isStopping)
        }
    }

    /// Whether the loop may wait, nothing being here; from then on it is woken when something comes.
    func mayWait() -> Bool {
        state.withLock { state in
            state.isAsleep = state.entries.isEmpty && !state.isStopping
            return state.isAsleep
        }
    }

    private func wake(_ state: inout State) {
        if state.isAsleep { curl_multi_wakeup(multi.pointer) }
        state.isAsleep = false
    }
}
