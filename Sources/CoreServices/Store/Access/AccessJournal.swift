import Database
import Dispatch
import Primitives
import Synchronization

/// Writes down what became of requests for tokens, so that no request waits for the disk.
///
/// Equal ones are added up while a write is under way, and for a moment after it: a rush costs a few commits a second.
/// A process that is killed loses the count of that moment, and nothing else: no promise hangs on it.
final class AccessJournal: Sendable {
    /// What makes answers equal.
    private struct Kind: Hashable {
        let minute: Int64
        let outcome: AccessAnswer.Outcome
        let status: Int
        let reason: String
        let caller: String
        let keyID: String
        let origin: String

        init(_ answer: AccessAnswer) {
            minute = answer.at.milliseconds / 60_000
            outcome = answer.outcome
            status = answer.status
            reason = answer.reason
            caller = answer.caller
            keyID = answer.keyID
            origin = answer.origin
        }
    }

    private struct Tally {
        var newest: AccessAnswer
        var count: Int64
        let firstAt: Timestamp
    }

    private struct Waiting {
        var answers: [Kind: Tally] = [:]
        var origins: [String: (count: Int64, firstAt: Timestamp, lastAt: Timestamp)] = [:]
        var clocks: [String: (ahead: Duration, at: Timestamp)] = [:]

        var isEmpty: Bool { answers.isEmpty && origins.isEmpty && clocks.isEmpty }

        mutating func add(_ answer: AccessAnswer) {
            let kind = Kind(answer)
            if answers[kind] != nil {
                answers[kind]?.newest = answer
                answers[kind]?.count += 1
            } else if answers.count < AccessJournal.limit {
                answers[kind] = Tally(newest: answer, count: 1, firstAt: answer.at)
            }
        }

        mutating func block(_ origin: String, at now: Timestamp) {
            if origins[origin] != nil {
                origins[origin]?.count += 1
                origins[origin]?.lastAt = now
            } else if origins.count < AccessJournal.limit {
                origins[origin] = (1, now, now)
            }
        }

        mutating func note(_ caller: String, ahead: Duration, at now: Timestamp) {
            if ahead >= clocks[caller]?.ahead ?? .zero { clocks[caller] = (ahead, now) }
        }
    }

    private struct State {
        var waiting = Waiting()
        var isWriting = false
    }

    /// Kinds that may wait while the disk takes none; more are not counted.
    private static let limit = 1024
    private static let pause = 0.1

    private let writer: GroupCommitWriter
    private let state = Mutex(State())
    private let writes = DispatchGroup()
    private let pauses = DispatchQueue(label: "database.access")

    init(writer: GroupCommitWriter) {
        self.writer = writer
    }

    /// Never blocks; so do the others.
    func add(_ answer: AccessAnswer) {
        change { $0.add(answer) }
    }

    /// An origin that is not listed asked.
    func block(_ origin: String, at now: Timestamp) {
        change { $0.block(String(origin.prefix(AccessSchema.longestOrigin)), at: now) }
    }

    /// A session token of `caller` was issued so far in our future.
    func noteClock(of caller: String, ahead: Duration, at now: Timestamp) {
        change { $0.note(caller, ahead: ahead, at: now) }
    }

    /// Returns when nothing is under way. Not for the writer's own thread.
    func finish() {
        writes.wait()
    }

    private func change(_ change: (inout Waiting) -> Void) {
        let isIdle = state.withLock { state in
            change(&state.waiting)
            guard !state.isWriting, !state.waiting.isEmpty else { return false }
            state.isWriting = true
            return true
        }
        guard isIdle else { return }
        writes.enter()
        write()
    }

    private func write() {
        let taken = state.withLock { state in
            defer { state.waiting = Waiting() }
            return state.waiting
        }
        writer.submit { connection in
            for tally in taken.answers.values {
                try AccessRecord.add(tally.newest, count: tally.count, firstAt: tally.firstAt, to: connection)
            }
            for (origin, seen) in taken.origins {
                try AccessRecord.block(
                    origin,
                    count: seen.count,
                    firstAt: seen.firstAt,
                    lastAt: seen.lastAt,
                    in: connection
                )
            }
            for (caller, clock) in taken.clocks {
                try AccessRecord.noteClock(of: caller, ahead: clock.ahead, at: clock.at, in: connection)
            }
            try AccessRecord.trim(connection)
        } completion: { [self] error in
            // What the disk did not take is let go: while it takes nothing, no token is worth holding up.
            let goesOn = state.withLock { state in
                state.isWriting = error == nil && !state.waiting.isEmpty
                if error != nil { state.waiting = Waiting() }
                return state.isWriting
            }
            if goesOn { pauses.asyncAfter(deadline: .now() + Self.pause) { [self] in write() } } else { writes.leave() }
        }
    }
}
