package import Primitives

/// What is known of a request besides its body.
package struct Delivery: Sendable {
    package var endpoint: String
    /// In the order received, secrets already replaced.
    package var headers: [HeaderField]
    package var signature: SignatureCheck
    /// The peer's address, without port.
    package var remoteAddress: String
    /// When the last byte arrived.
    package var receivedAt: Timestamp

    package init(
        endpoint: String,
        headers: [HeaderField],
        signature: SignatureCheck,
        remoteAddress: String,
        receivedAt: Timestamp
    ) {
        self.endpoint = endpoint
        self.headers = headers
        self.signature = signature
        self.remoteAddress = remoteAddress
        self.receivedAt = receivedAt
    }
}
