/// Sends requests; the HTTP client does, and a test may.
package protocol HTTPSending: Sendable {
    /// Starts an exchange and returns at once; `completion` is called exactly once, on a thread of the client's own,
    /// and must not block it.
    func send(
        _ request: OutboundRequest,
        then completion: @escaping @Sendable (Result<HTTPReply, TransportFailure>) -> Void
    )
}
