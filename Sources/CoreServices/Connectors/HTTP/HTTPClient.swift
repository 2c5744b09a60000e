import CCurl
import Foundation
import Synchronization

/// Sends requests over kept-alive HTTP/1.1 connections, and reaches no address that the request does not allow.
///
/// It follows no redirect, uses no proxy, keeps no cookie, asks for no compression, and sends each request at most
/// once. One thread drives all exchanges; limits of time begin when a request leaves the queue of its host.
package final class HTTPClient: HTTPSending {
    /// libcurl asks for this once in a process.
    private static let initialised = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let inbox: TransferInbox
    private let thread = Mutex<pthread_t?>(nil)
    private let running = DispatchGroup()

    /// - Parameters:
    ///   - connectionLimitPerHost: Exchanges under way at once with one scheme, host and port; others wait in order.
    ///   - trustedCertificates: A file of certificates in PEM form to trust instead of the system's.
    ///   - addresses: Stands in for the name service where it gives an answer; called on the client's thread.
    /// - Throws: ``HTTPClientError`` when libcurl cannot be set up.
    package init(
        connectionLimitPerHost: Int = 64,
        trustedCertificates: String? = nil,
        addresses: (@Sendable (_ host: String) -> [String]?)? = nil
    ) throws(HTTPClientError) {
        guard Self.initialised, let pointer = curl_multi_init() else { throw HTTPClientError() }
        let multi = TransferInbox.MultiHandle(pointer: pointer)
        let inbox = TransferInbox(waking: multi)
        self.inbox = inbox
        let settings = TransferLoop.Settings(
            connectionLimitPerHost: max(1, connectionLimitPerHost),
            trustedCertificates: trustedCertificates,
            addresses: addresses
        )
        running.enter()
        let running = running
        let started = DispatchSemaphore(value: 0)
        let identity = Identity()
        let loopThread = Thread {
            identity.value.withLock { $0 = pthread_self() }
            started.signal()
            Self.blockBrokenPipeSignal()
            TransferLoop(multi: multi, inbox: inbox, settings: settings).run()
            running.leave()
        }
        loopThread.name = "callboard.http"
        loopThread.start()
        started.wait()
        thread.withLock { $0 = identity.value.withLock { $0 } }
    }

    deinit { stop() }

    package func send(
        _ request: OutboundRequest,
        then completion: @escaping @Sendable (Result<HTTPReply, TransportFailure>) -> Void
    ) {
        if inbox.put(TransferInbox.Entry(request: request, completion: completion)) { return }
        // The loop's thread is gone or going, and the caller's own must not be used.
        Thread.detachNewThread { completion(.failure(Self.stopped)) }
    }

    /// Ends all exchanges with `.cancelled` and waits until their completions have been called; later requests fail the
    /// same way. Called from a completion, it does not wait.
    package func stop() {
        inbox.stop()
        let isOwnThread = thread.withLock { thread in thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
        if !isOwnThread { running.wait() }
    }

    static let stopped = TransportFailure(
        .cancelled,
        mayHaveBeenProcessed: false,
        message: "the request was not sent, because callboard is stopping"
    )

    private final class Identity: Sendable {
        let value = Mutex<pthread_t?>(nil)
    }

    /// Writing to a connection that the other end has closed raises it, and by default it ends the process.
    private static func blockBrokenPipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}

/// libcurl could not be set up.
package struct HTTPClientError: Error, Sendable, Equatable, CustomStringConvertible {
    package var description: String { "libcurl could not be set up; is memory short?" }
}
