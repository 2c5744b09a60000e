/// What the Access pane asks.
package struct AccessServices: Sendable {
    /// Nothing to ask.
    package static let empty = AccessServices()
}
