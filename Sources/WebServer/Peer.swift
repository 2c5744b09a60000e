import Synchronization

/// One connection, shared by the server's thread that serves it and the sweeper that watches the clock.
final class Peer: Sendable {
    /// What a connection is doing. Whoever wants to end its wait changes the phase first; the loser lets go.
    enum Phase: Int, AtomicRepresentable {
        /// No request, or the headers of one.
        case waiting
        /// The headers are in, the body is coming.
        case reading
        /// The request is whole, the answer is being made or sent.
        case answering
        /// Too slow: the sweeper has answered and closed it.
        case expired
    }

    /// Why this connection is one too many.
    enum Excess: Sendable {
        case total, address
    }

    let address: String
    let socket: Int32
    let excess: Excess?
    let phase = Atomic(Phase.waiting)
    /// How many requests have ended; tells the sweeper that what it noted is of an older one.
    let requestCount = Atomic(0)
    /// Nanoseconds of the monotonic clock at the end of the headers.
    let readingSince = Atomic<UInt64>(0)
    /// The request that is being served.
    let exchange = Mutex<Exchange?>(nil)
    /// Only the sweeper's.
    let note = Mutex(SweepNote())

    init(address: String, socket: Int32, excess: Excess?) {
        self.address = address
        self.socket = socket
        self.excess = excess
    }

    /// Changes the phase if it still is `expected`.
    func move(from expected: Phase, to next: Phase) -> Bool {
        phase.compareExchange(expected: expected, desired: next, ordering: .acquiringAndReleasing).exchanged
    }
}

/// What the sweeper remembers of a connection from one sweep to the next.
struct SweepNote {
    var requestCount = 0
    /// Bytes received before the request that is awaited.
    var bytesBefore: Int64 = 0
    /// Nanoseconds of the monotonic clock when its first byte was seen.
    var requestSince: UInt64?
}
