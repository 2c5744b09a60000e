import Synchronization

/// All open connections, and how many there are from each address.
final class PeerRegistry: Sendable {
    private struct State {
        var peers: [ObjectIdentifier: Peer] = [:]
        var countByAddress: [String: Int] = [:]
    }

    private let state = Mutex(State())
    private let limit: Int
    private let limitPerAddress: Int

    /// Connections past the limit that are taken only to be told so; more are closed unheard.
    static let headroom = 64

    init(limit: Int, limitPerAddress: Int) {
        self.limit = limit
        self.limitPerAddress = limitPerAddress
    }

    /// Whether one more connection can be heard at all.
    func hasRoom(for address: String) -> Bool {
        state.withLock {
            $0.peers.count < limit + Self.headroom
                && $0.countByAddress[address, default: 0] < limitPerAddress + Self.headroom
        }
    }

    func add(address: String, socket: Int32) -> Peer {
        state.withLock { state in
            let count = state.countByAddress[address, default: 0]
            let excess: Peer.Excess? =
                if state.peers.count >= limit { .total } else if count >= limitPerAddress { .address } else { nil }
            let peer = Peer(address: address, socket: socket, excess: excess)
            state.peers[ObjectIdentifier(peer)] = peer
            state.countByAddress[address] = count + 1
            return peer
        }
    }

    /// Forgets a connection; its socket is open until this returns.
    func remove(_ peer: Peer) {
        state.withLock { state in
            state.peers[ObjectIdentifier(peer)] = nil
            let count = state.countByAddress[peer.address, default: 1] - 1
            state.countByAddress[peer.address] = count > 0 ? count : nil
        }
    }

    /// Visits every connection; none is closed meanwhile.
    func forEach(_ visit: (Peer) -> Void) {
        state.withLock { state in
            for peer in state.peers.values { visit(peer) }
        }
    }
}
