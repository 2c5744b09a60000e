package import Primitives

/// A request that the server or a route turned away.
package struct RefusedRequest: Sendable, Equatable {
    /// The HTTP status answered.
    package var status: Int
    /// One plain phrase from a fixed vocabulary, never text of the sender.
    package var reason: String
    /// The endpoint it was meant for, as its route names it; empty when it named none that exists.
    package var endpoint: String
    /// The peer's address, without port; empty where it is not known.
    package var remoteAddress: String
    package var receivedAt: Timestamp

    package init(status: Int, reason: String, endpoint: String, remoteAddress: String, receivedAt: Timestamp) {
        self.status = status
        self.reason = reason
        self.endpoint = endpoint
        self.remoteAddress = remoteAddress
        self.receivedAt = receivedAt
    }
}
