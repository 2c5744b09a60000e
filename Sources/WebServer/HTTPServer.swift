import CMicroHTTPD
import Foundation
package import Primitives
import Synchronization

/// An HTTP server on libmicrohttpd: a route table, limits, and answers that may come later from any thread.
///
/// Two threads serve all connections; nothing on them waits. Every refusal is answered, and told to `refused`.
package final class HTTPServer: Sendable {
    /// Told of each refused request, on any thread; must not block.
    package typealias RefusalObserver = @Sendable (RefusedRequest) -> Void

    let routes: RouteTable
    let registry: PeerRegistry
    let clock: WallClock
    let inFlightLimit: Int
    let isTLS: Bool
    /// Requests that were handed to a route and are not yet answered to the last byte.
    let inFlight = Atomic(0)
    let isDraining = Atomic(false)
    private let options: HTTPServerOptions
    private let drainTimeout: Duration
    private let refused: RefusalObserver
    private let running: Mutex<Running?> = Mutex(nil)

    /// Requests that are whole and wait for their answer at the same time; more are told to come back.
    package static let inFlightLimit = 1024
    /// On two cores shared with the load generator, signed bodies of 370 bytes answered after 0.7 ms: one thread
    /// 16,200 a second, two 20,500 to 25,700.
    private static let threadCount = 2
    /// How long `stop` waits for answers that are under way, where nothing else is said.
    package static let drainTimeout = Duration.seconds(10)

    private struct Running: @unchecked Sendable {  // unchecked: the daemon pointer is used under the lock only
        let daemon: OpaquePointer
        let retained: Unmanaged<HTTPServer>
        let sweeper: DeadlineSweeper
        let port: UInt16
    }

    package init(
        options: HTTPServerOptions,
        routes: RouteTable,
        clock: WallClock,
        inFlightLimit: Int = HTTPServer.inFlightLimit,
        drainTimeout: Duration = HTTPServer.drainTimeout,
        refused: @escaping RefusalObserver
    ) {
        self.options = options
        self.routes = routes
        self.clock = clock
        self.inFlightLimit = inFlightLimit
        self.drainTimeout = drainTimeout
        self.refused = refused
        isTLS = options.certificateFile != nil
        registry = PeerRegistry(
            limit: options.connectionLimit,
            limitPerAddress: options.connectionLimitPerAddress
        )
    }

    /// The port in use; `nil` while stopped.
    package var boundPort: UInt16? { running.withLock { $0?.port } }

    package func start() throws(HTTPServerError) {
        let certificate = try TLSFiles(options)
        try running.withLock { running throws(HTTPServerError) in
            if running != nil { throw .alreadyStarted }
            let socket = try ListenSocket(host: options.host, port: options.port)
            isDraining.store(false, ordering: .releasing)
            // Given back by `stop`: the library's threads call this object as long as they run.
            let retained = Unmanaged.passRetained(self)
            var settings = settings(socket: socket, context: retained.toOpaque())
            let daemon = certificate.withPointers { certificate, key in
                settings.certificate_pem = certificate
                settings.private_key_pem = key
                return mhd_shim_start(&settings)
            }
            guard let daemon else {
                retained.release()
                if let path = options.certificateFile { throw .certificateRefused(path: path) }
                throw .failed(reason: "libmicrohttpd refused its settings")
            }
            let sweeper = DeadlineSweeper(
                timeout: options.requestTimeout,
                registry: registry,
                isTLS: isTLS
            ) { [weak self] peer in
                self?.refuse(408, "request too slow", peer: peer)
            }
            sweeper.start()
            running = Running(daemon: daemon, retained: retained, sweeper: sweeper, port: socket.port)
        }
    }

    /// Takes no new request, lets those under way be answered, and returns when all connections are closed.
    ///
    /// An answer that does not come within `drainTimeout` is replaced by 503. A server that was started lives, and
    /// serves, until this is called.
    package func stop() {
        guard let stopping = running.withLock({ $0.take() }) else { return }
        // Not MHD_quiesce_daemon: it races with the library's threads for the epoll set and aborts the process
        // (0.9.75, "Failed to remove listen FD from epoll set"). New connections are turned away by `admits`.
        isDraining.store(true, ordering: .releasing)
        stopping.sweeper.stop()
        awaitIdle(drainTimeout)
        // Answered outside the registry's lock, which the library's threads take while they hold locks of their own.
        var waiting: [Exchange] = []
        registry.forEach { peer in
            if let exchange = peer.exchange.withLock({ $0 }) { waiting.append(exchange) }
        }
        for exchange in waiting {
            exchange.answer(.refusal(503, "shutting down; send it again", retryAfterSeconds: 5))
        }
        awaitIdle(.seconds(1))
        MHD_stop_daemon(stopping.daemon)
        stopping.retained.release()
    }

    /// Waits until no request is under way, or so long.
    private func awaitIdle(_ timeout: Duration) {
        let end = ContinuousClock.now + timeout
        while inFlight.load(ordering: .acquiring) > 0, ContinuousClock.now < end { usleep(1000) }
    }

    func refuse(_ status: Int, _ reason: String, endpoint: String = "", address: String) {
        refused(
            RefusedRequest(
                status: status,
                reason: reason,
                endpoint: endpoint,
                remoteAddress: address,
                receivedAt: clock.now()
            )
        )
    }

    func refuse(_ status: Int, _ reason: String, peer: Peer) {
        let endpoint = peer.exchange.withLock { $0?.endpoint } ?? ""
        refuse(status, reason, endpoint: endpoint, address: peer.address)
    }

    private func settings(socket: borrowing ListenSocket, context: UnsafeMutableRawPointer) -> mhd_shim_settings {
        var settings = mhd_shim_settings()
        settings.listen_socket = socket.descriptor
        settings.thread_count = UInt32(Self.threadCount)
        // The registry counts and answers; the library's own limit, which leaves callers hanging, is never reached,
        // even if one thread, of which each gets its share, has taken all connections.
        let limit = (options.connectionLimit + 2 * PeerRegistry.headroom) * Self.threadCount
        settings.connection_limit = UInt32(clamping: limit)
        settings.idle_timeout_seconds = UInt32(clamping: max(1, options.idleTimeout.components.seconds))
        // Besides the headers themselves, the library keeps its index of them and the answer's headers here.
        settings.connection_memory_bytes = options.headerLimitBytes + 4096
        settings.context = context
        ServerCallbacks.install(in: &settings)
        return settings
    }
}
