/// What callboard knows of the systems it sends to: pure functions from requests and replies.
///
/// Nothing here touches the network, so that a dry run, a test and a delivery all see the same.
package enum Connector {
    /// What stands in URLs for the destination's whole address, where that is a secret or simply long.
    package static let destinationMark = "{destination}"
}
