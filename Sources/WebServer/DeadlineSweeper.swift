import CMicroHTTPD
import Foundation
import Primitives
import Synchronization

/// Ends requests that take too long to arrive, however steadily they drip.
///
/// The library closes only connections on which nothing moves, and without an answer. So a timer looks at every
/// connection; headers that have begun but not ended are seen by the socket's count of received bytes.
final class DeadlineSweeper: Sendable {
    private let timeoutNanoseconds: UInt64
    private let registry: PeerRegistry
    private let isTLS: Bool
    private let refused: @Sendable (Peer) -> Void
    private let timer = Mutex<Timer?>(nil)
    private let response = HTTPResponse.refusal(408, "the request took too long to arrive; send it in one go")

    private struct Timer: @unchecked Sendable {  // unchecked: dispatch objects may be used from any thread
        let source: any DispatchSourceTimer
    }

    init(timeout: Duration, registry: PeerRegistry, isTLS: Bool, refused: @escaping @Sendable (Peer) -> Void) {
        timeoutNanoseconds = UInt64(max(1, timeout.milliseconds)) * 1_000_000
        self.registry = registry
        self.isTLS = isTLS
        self.refused = refused
    }

    func start() {
        let source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "callboard.listener.sweeper"))
        let interval = DispatchTimeInterval.nanoseconds(Int(min(max(timeoutNanoseconds / 8, 10_000_000), 500_000_000)))
        source.schedule(deadline: .now() + interval, repeating: interval, leeway: interval)
        source.setEventHandler { [weak self] in self?.sweep(now: DispatchTime.now().uptimeNanoseconds) }
        source.activate()
        let timer = Timer(source: source)
        self.timer.withLock { $0 = timer }
    }

    func stop() {
        timer.withLock { timer in
            timer?.source.cancel()
            timer = nil
        }
    }

    private func sweep(now: UInt64) {
        registry.forEach { peer in
            switch peer.phase.load(ordering: .acquiring) {
            case .waiting:
                if let since = headersSince(peer, now: now), isOver(since, now) { expel(peer, from: .waiting) }
            case .reading:
                let headers = peer.note.withLock { note in
                    note.requestCount == peer.requestCount.load(ordering: .acquiring) ? note.requestSince : nil
                }
                if isOver(headers ?? peer.readingSince.load(ordering: .acquiring), now) { expel(peer, from: .reading) }
            case .answering, .expired: break
            }
        }
    }

    private func isOver(_ since: UInt64, _ now: UInt64) -> Bool {
        now > since && now - since > timeoutNanoseconds
    }

    /// When the first byte of the awaited request was seen; `nil` while there is none.
    private func headersSince(_ peer: Peer, now: UInt64) -> UInt64? {
        peer.note.withLock { note in
            let received = mhd_shim_bytes_received(peer.socket)
            let count = peer.requestCount.load(ordering: .acquiring)
            if note.requestCount != count {
                note = SweepNote(requestCount: count, bytesBefore: received)
            } else if note.requestSince == nil, received > note.bytesBefore {
                note.requestSince = now
            }
            return note.requestSince
        }
    }

    private func expel(_ peer: Peer, from phase: Peer.Phase) {
        guard peer.move(from: phase, to: .expired) else { return }
        refused(peer)
        RawAnswer.send(isTLS ? nil : response, on: peer.socket)
    }
}

/// An answer past the library, for a connection on which it can send none any more.
enum RawAnswer {
    /// Whether the peer has closed its sending side and everything it sent has been read.
    static func isAtEnd(_ socket: Int32) -> Bool {
        var byte: UInt8 = 0
        return recv(socket, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) == 0
    }

    /// Ends the connection so that the peer sees a reset; what was not yet sent is lost.
    static func reset(_ socket: Int32) {
        // To connect to no address is how a connection is dissolved at once, with a reset instead of a farewell.
        var nowhere = sockaddr()
        nowhere.sa_family = sa_family_t(AF_UNSPEC)
        connect(socket, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
    }

    /// Sends what can be sent without waiting, then ends the connection in both directions.
    ///
    /// With `nil`, as under TLS, where bytes past the library would not be understood, it only ends the connection.
    static func send(_ response: HTTPResponse?, on socket: Int32) {
        if let bytes = response?.wireBytes {
            _ = Foundation.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        shutdown(socket, Int32(SHUT_RDWR))
    }
}
