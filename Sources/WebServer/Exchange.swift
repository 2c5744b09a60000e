import CMicroHTTPD
import Synchronization

/// One request and its answer, from the end of the headers to the last byte sent.
///
/// The plain properties belong to the server's thread that serves the connection. The answer comes from any thread,
/// once: whoever sets `isClaimed` first writes it, and `stage` publishes it.
final class Exchange: @unchecked Sendable {  // unchecked: for the two rules above
    enum Stage: Int, AtomicRepresentable {
        /// No answer yet; the connection is live.
        case open
        /// No answer yet; the connection is suspended and whoever answers resumes it.
        case suspended
        case answered
    }

    /// What will be done once the body is whole.
    enum Plan {
        case handle(Route, parameters: [String])
        case refuse(HTTPResponse, reason: String)
    }

    let connection: OpaquePointer
    let peer: Peer
    let endpoint: String
    var plan: Plan
    var body: [UInt8] = []
    /// Whether the handler has been called.
    var isDispatched = false
    /// Whether the answer went out without the library, which then has only to close.
    private(set) var isSent = false
    private let sendsPastLibrary: Bool
    private let stage = Atomic(Stage.open)
    private let isClaimed = Atomic(false)
    private var response: HTTPResponse?

    init(connection: OpaquePointer, peer: Peer, endpoint: String, plan: Plan, isTLS: Bool) {
        self.connection = connection
        self.peer = peer
        self.endpoint = endpoint
        self.plan = plan
        sendsPastLibrary = !isTLS
    }

    /// Gives the answer; every call but the first does nothing.
    func answer(_ response: HTTPResponse) {
        if isClaimed.exchange(true, ordering: .acquiringAndReleasing) { return }
        self.response = response
        if stage.exchange(.answered, ordering: .acquiringAndReleasing) == .suspended {
            // On resuming, the library may read before it writes, and closes unheard where the client has closed its
            // sending side. While suspended the socket is nobody else's, so the answer goes out here.
            if sendsPastLibrary, RawAnswer.isAtEnd(peer.socket) {
                isSent = true
                RawAnswer.send(response, on: peer.socket)
            }
            MHD_resume_connection(connection)
        }
    }

    /// Ends the connection with a reset instead of an answer; every call but the first does nothing.
    func drop() {
        if isClaimed.exchange(true, ordering: .acquiringAndReleasing) { return }
        response = Self.dropped
        isSent = true
        RawAnswer.reset(peer.socket)
        if stage.exchange(.answered, ordering: .acquiringAndReleasing) == .suspended {
            MHD_resume_connection(connection)
        }
    }

    /// Stands for an answer that is never sent.
    private static let dropped = HTTPResponse(status: 500, body: "", contentType: nil)

    /// The answer, once there is one.
    var answered: HTTPResponse? {
        stage.load(ordering: .acquiring) == .answered ? response : nil
    }

    /// Takes the connection from the loop until the answer comes.
    func suspend() {
        // First suspended, then said so: an answer in between must not resume what is not suspended yet.
        MHD_suspend_connection(connection)
        let isWaiting = stage.compareExchange(
            expected: .open,
            desired: .suspended,
            ordering: .acquiringAndReleasing
        ).exchanged
        if !isWaiting { MHD_resume_connection(connection) }
    }
}

/// Where a handler gives its answer, at once or later, from any thread; only the first counts.
package struct HTTPResponder: Sendable {
    let exchange: Exchange

    package func respond(_ response: HTTPResponse) {
        exchange.answer(response)
    }

    /// Ends the connection with a reset instead of an answer.
    package func drop() {
        exchange.drop()
    }
}
