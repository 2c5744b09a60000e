import CoreServices
import Primitives
import TerminalKit

/// How a retry of many steps is followed, stopped and let go on.
struct BulkProgress {
    let pane: FailuresUpdate

    func began(_ answer: Result<Int64, QueryFailure>, _ state: inout ConsoleState) -> FailuresUpdate.Effects {
        switch answer {
        case .success(let id):
            state.failures.bulk = nil
            state.failures.bulkID = id
            state.failures.marks = []
            state.notice = "the retry has begun; S stops it"
            return pane.refresh(&state)
        case .failure(let failure):
            state.notice = DisplayText(untrusted: failure.reason)
            return []
        }
    }

    func take(_ answer: Result<BulkRetry?, QueryFailure>, _ state: inout ConsoleState) {
        guard case .success(let found) = answer else { return }
        guard let bulk = found else {
            // How one ended stays to be read.
            if state.failures.bulk?.state != .done { state.failures.bulk = nil }
            state.failures.bulkID = nil
            return
        }
        let wasKnown = state.failures.bulkID == bulk.id
        switch bulk.state {
        case .probing, .running:
            state.failures.bulkID = bulk.id
            state.failures.bulk = bulk
        case .stopped, .probeFailed:
            guard wasKnown || state.failures.dismissedBulk != bulk.id else { return }
            state.failures.bulkID = bulk.id
            state.failures.bulk = bulk
        case .done:
            guard wasKnown else { return }
            state.failures.bulkID = nil
            state.failures.bulk = bulk
        }
    }

    /// Stops it at once, or lets it go on.
    func stopOrResume(_ state: inout ConsoleState) -> FailuresUpdate.Effects {
        guard let bulk = state.failures.bulk else { return [] }
        let services = pane.services
        switch bulk.state {
        case .probing, .running:
            return pane.act("stopped: nothing more is sent; S goes on with it") { try await services.stopBulk(bulk.id) }
        case .stopped, .probeFailed:
            return pane.act("the retry goes on") { try await services.resumeBulk(bulk.id) }
        case .done: return []
        }
    }

    /// Why `S` does nothing now.
    static func disabledReason(_ state: ConsoleState) -> DisplayText? {
        guard let bulk = state.failures.bulk else { return "no retry is under way" }
        return bulk.state == .done ? "this retry is done" : nil
    }
}

extension BulkRetry {
    /// Where it stands, in words.
    var words: DisplayText {
        switch self.state {
        case .probing: "probing with the first; the rest wait for how it ends"
        case .running: "under way, \(Int(pace))/s"
        case .probeFailed: "probe failed: nothing more was sent"
        case .stopped: "stopped: nothing more is sent"
        case .done: "done"
        }
    }
}
