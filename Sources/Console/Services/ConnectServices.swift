/// What the Connect pane asks.
package struct ConnectServices: Sendable {
    /// Nothing to ask.
    package static let empty = ConnectServices()
}
