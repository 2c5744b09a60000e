package import Primitives

/// A link on which a customer connects, and the page of callboard's own that shows it.
package struct ConnectLink: Sendable, Equatable {
    /// The whole address. It lets whoever has it connect a system, so it is shown to the admin and nobody else.
    package var address: Secret
    package var createdAt: Timestamp
    package var expiresAt: Timestamp
    /// The unguessable end of the hand-off page's address.
    package var code: Secret
    /// When somebody first opened the hand-off page.
    package var pageOpenedAt: Timestamp?

    package init(
        address: Secret,
        createdAt: Timestamp,
        expiresAt: Timestamp,
        code: Secret,
        pageOpenedAt: Timestamp? = nil
    ) {
        self.address = address
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.code = code
        self.pageOpenedAt = pageOpenedAt
    }

    /// How long it still holds; `nil` when it does not. A clock set back makes no link hold longer than it ever did.
    package func remaining(at now: Timestamp) -> Duration? {
        let left = expiresAt.since(now)
        guard left > .zero else { return nil }
        return min(left, expiresAt.since(createdAt))
    }

    /// The link for whoever must copy it.
    package var text: String { String(decoding: address.exposed(), as: UTF8.self) }

    /// The hand-off page's address.
    ///
    /// - Parameter base: Where the listener is reached, such as `https://hub.example.com`.
    package func shortText(base: String) -> String {
        "\(base)/c/\(String(decoding: code.exposed(), as: UTF8.self))"
    }
}
