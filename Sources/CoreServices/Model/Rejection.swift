package import Primitives

/// A request that was refused, told to the operator so that a wrong secret or a broken sender is seen.
package struct Rejection: Sendable, Equatable {
    /// The HTTP status answered: 400, 401, 404, 405, 408, 413, 414, 429, 431, 503 or 505.
    package var status: Int
    /// One plain phrase from a fixed vocabulary, never text of the sender: `bad signature (secret 2 of 2 tried)`.
    package var reason: String
    /// The endpoint it was meant for; empty when it named none that exists.
    package var endpoint: String
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
