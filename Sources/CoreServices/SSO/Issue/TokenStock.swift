import Primitives
import Synchronization

/// Tokens that were signed and may be handed out again, to the one person each is for.
///
/// A browser that asks twice, or a backend that asked when the person signed in, finds one ready; `renew` replaces in
/// the background those that people use, before they run out. What that costs: a token is not fresh when it is handed
/// out, though it holds for `renewBefore` at least; and for as long as it holds, people are in memory here, up to
/// `limit` of them. Nothing of it is on disk.
final class TokenStock: Sendable {
    private struct Entry {
        var token: MintedToken
        var askedAt: Timestamp
        /// Whether anybody has asked since it was signed.
        var isUsed: Bool
    }

    /// People; beyond it those who have not asked for the longest time are forgotten.
    static let limit = 10_000

    private let renewBefore: Duration
    private let entries = Mutex<[TokenIdentity: Entry]>([:])

    init(renewBefore: Duration) {
        self.renewBefore = renewBefore
    }

    var count: Int { entries.withLock(\.count) }

    /// A token that holds long enough; `nil` when there is none.
    func token(for identity: TokenIdentity, at now: Timestamp) -> MintedToken? {
        entries.withLock { entries in
            guard let entry = entries[identity], entry.token.expiresAt.since(now) > renewBefore,
                // A clock set back: a token from the future is refused by whoever checks it.
                entry.token.issuedAt <= now
            else { return nil }
            entries[identity]?.askedAt = now
            entries[identity]?.isUsed = true
            return entry.token
        }
    }

    func keep(_ token: MintedToken, for identity: TokenIdentity, at now: Timestamp) {
        entries.withLock { entries in
            if entries.count >= Self.limit, entries[identity] == nil { Self.makeRoom(&entries, at: now) }
            entries[identity] = Entry(token: token, askedAt: now, isUsed: false)
        }
    }

    /// Replaces by what `mint` makes those that somebody has used and that will soon no longer be handed out; lets go
    /// of those that nobody wanted again.
    func renew(at now: Timestamp, mint: (TokenIdentity) -> MintedToken?) {
        let soon = renewBefore + renewBefore / 4
        let due = entries.withLock { entries -> [TokenIdentity] in
            entries = entries.filter { $0.value.isUsed || $0.value.token.expiresAt.since(now) > renewBefore }
            return entries.filter { $0.value.isUsed && $0.value.token.expiresAt.since(now) <= soon }.map(\.key)
        }
        // Signed one by one outside the lock: RSA takes a millisecond each.
        for identity in due {
            let token = mint(identity)
            entries.withLock { entries in
                guard let token, let entry = entries[identity] else { return entries[identity] = nil }
                entries[identity] = Entry(token: token, askedAt: entry.askedAt, isUsed: false)
            }
        }
    }

    /// Lets go of a quarter at once, so that a full stock does not sort itself for every newcomer.
    private static func makeRoom(_ entries: inout [TokenIdentity: Entry], at now: Timestamp) {
        entries = entries.filter { $0.value.token.expiresAt > now }
        guard entries.count >= limit else { return }
        for entry in entries.sorted(by: { $0.value.askedAt < $1.value.askedAt }).prefix(limit / 4) {
            entries[entry.key] = nil
        }
    }
}
