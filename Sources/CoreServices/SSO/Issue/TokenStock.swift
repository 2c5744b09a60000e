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
        /// Whether anybody has asked since it was signed.
        var isUsed = false
    }

    /// Two halves, so that nobody waits while room is made: when the newer one is full, the older one goes whole. Who
    /// asks is put into the newer one, and so those go first who have not asked for long.
    private struct Halves {
        var newer: [TokenIdentity: Entry] = [:]
        var older: [TokenIdentity: Entry] = [:]

        subscript(identity: TokenIdentity) -> Entry? { newer[identity] ?? older[identity] }

        mutating func put(_ entry: Entry, for identity: TokenIdentity) {
            if newer[identity] == nil, newer.count >= TokenStock.limit / 2 {
                older = newer
                newer = Dictionary(minimumCapacity: TokenStock.limit / 2)
            }
            newer[identity] = entry
            older[identity] = nil
        }

        mutating func filter(_ isKept: (Entry) -> Bool) {
            newer = newer.filter { isKept($0.value) }
            older = older.filter { isKept($0.value) }
        }
    }

    /// People.
    static let limit = 10_000

    private let renewBefore: Duration
    private let halves = Mutex(Halves())

    init(renewBefore: Duration) {
        self.renewBefore = renewBefore
    }

    var count: Int { halves.withLock { $0.newer.count + $0.older.count } }

    /// A token that holds long enough; `nil` when there is none.
    func token(for identity: TokenIdentity, at now: Timestamp) -> MintedToken? {
        halves.withLock { halves in
            guard var entry = halves[identity], entry.token.expiresAt.since(now) > renewBefore,
                // A clock set back: a token from the future is refused by whoever checks it.
                entry.token.issuedAt <= now
            else { return nil }
            entry.isUsed = true
            halves.put(entry, for: identity)
            return entry.token
        }
    }

    func keep(_ token: MintedToken, for identity: TokenIdentity) {
        halves.withLock { $0.put(Entry(token: token), for: identity) }
    }

    /// Replaces by what `mint` makes those that somebody has used and that will soon no longer be handed out; lets go
    /// of those that nobody wanted again.
    func renew(at now: Timestamp, mint: (TokenIdentity) -> MintedToken?) {
        let soon = renewBefore + renewBefore / 4
        let due = halves.withLock { halves -> [TokenIdentity] in
            halves.filter { $0.isUsed || $0.token.expiresAt.since(now) > renewBefore }
            return [halves.newer, halves.older].flatMap { half in
                half.filter { $0.value.isUsed && $0.value.token.expiresAt.since(now) <= soon }.map(\.key)
            }
        }
        // Signed one by one outside the lock: RSA takes a millisecond each.
        for identity in due {
            guard let token = mint(identity) else { continue }
            halves.withLock { $0.put(Entry(token: token), for: identity) }
        }
    }
}
