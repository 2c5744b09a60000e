import Database
import Dispatch
import Primitives
import Synchronization

/// Brings the traffic of pages to disk, one write under way at a time and a moment apart, so that a flood of views or
/// of blocked requests never stands before an event.
final class EmbedTrafficQueue: Sendable {
    private struct Key: Hashable {
        let page: String
        let origin: String
        let reason: String
    }

    private struct State {
        var pages: [String: EmbedPageTraffic] = [:]
        var blocked: [Key: EmbedBlockedOrigin] = [:]
        var isWriting = false

        var isEmpty: Bool { pages.isEmpty && blocked.isEmpty }
    }

    /// Kinds of blocked requests that may wait; more are not counted.
    private static let blockedLimit = 200
    private static let pause = 0.2

    private let writer: GroupCommitWriter
    private let state = Mutex(State())
    private let writes = DispatchGroup()
    private let pauses = DispatchQueue(label: "database.embed")

    init(writer: GroupCommitWriter) {
        self.writer = writer
    }

    func noteView(of page: String, at now: Timestamp) {
        change(page) { traffic in
            traffic.views += 1
            traffic.lastViewAt = now
        }
    }

    func noteEvents(of page: String, new: Int, again: Int, lastName: String?, at now: Timestamp) {
        change(page) { traffic in
            traffic.events += Int64(new)
            traffic.duplicates += Int64(again)
            traffic.lastEventAt = now
            traffic.lastEventName = lastName ?? traffic.lastEventName
        }
    }

    func noteBlocked(origin: String, on page: String, reason: String, at now: Timestamp) {
        let origin = String(origin.prefix(EmbedTrafficRecord.textLimit))
        let key = Key(page: page, origin: origin, reason: reason)
        state.withLock { state in
            if state.blocked[key] == nil, state.blocked.count >= Self.blockedLimit { return }
            var entry =
                state.blocked[key]
                ?? EmbedBlockedOrigin(
                    page: page,
                    origin: origin,
                    reason: reason,
                    count: 0,
                    firstAt: now,
                    lastAt: now
                )
            entry.count += 1
            entry.lastAt = now
            state.blocked[key] = entry
        }
        resume()
    }

    /// Returns when all that was noted is on disk, or cannot be put there. Not for the writer's own thread.
    func finish() {
        resume()
        writes.wait()
    }

    private func change(_ page: String, _ body: (inout EmbedPageTraffic) -> Void) {
        state.withLock { body(&$0.pages[page, default: EmbedPageTraffic(page: page)]) }
        resume()
    }

    private func resume() {
        let isIdle = state.withLock { state in
            guard !state.isWriting, !state.isEmpty else { return false }
            state.isWriting = true
            return true
        }
        guard isIdle else { return }
        writes.enter()
        write()
    }

    /// What the disk does not take is not counted; it is told elsewhere that the disk takes nothing.
    private func write() {
        let (pages, blocked) = state.withLock { state in
            defer {
                state.pages = [:]
                state.blocked = [:]
            }
            return (Array(state.pages.values), Array(state.blocked.values))
        }
        writer.submit { connection in
            for page in pages { try EmbedTrafficRecord.add(page, to: connection) }
            try EmbedTrafficRecord.add(blocked, to: connection)
        } completion: { [self] _ in
            pauses.asyncAfter(deadline: .now() + Self.pause) { [self] in
                let goesOn = state.withLock { state in
                    state.isWriting = !state.isEmpty
                    return state.isWriting
                }
                if goesOn { write() } else { writes.leave() }
            }
        }
    }
}
