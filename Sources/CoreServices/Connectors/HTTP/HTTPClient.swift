package final class HTTPClient: HTTPSending {
    package init() throws {}
    package func send(_ request: OutboundRequest, then completion: @escaping @Sendable (Result<HTTPReply, TransportFailure>) -> Void) {
        completion(.failure(TransportFailure(.connect, mayHaveBeenProcessed: false, message: "no client")))
    }
    package func stop() {}
}
